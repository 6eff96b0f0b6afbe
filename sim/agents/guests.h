// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/stage.h"

namespace pizza::sim {

struct GuestTally {
  std::uint64_t reviews = 0;
  std::uint64_t complaints = 0;
  std::uint64_t questions = 0;  // to the help desk
  std::uint64_t refused = 0;    // by the business: too late, already done …
};

// What people do after they have ordered: ask where it is, say what they think of it, complain, and rate the help.
class Guests {
 public:
  explicit Guests(Stage& stage) : stage_(stage) {}

  void hear(const OrderAccepted& event);
  void hear(const OrderCompleted& event);
  void hear(const HelpTicketMoved& event);

  void ask(OrderId order);
  void review(OrderId order);
  void complain(OrderId order);
  void rate_help(HelpTicketId ticket);

  // Happenings that are still to come.
  std::int64_t expecting() const { return expecting_; }
  const GuestTally& tally() const { return tally_; }

 private:
  RandomStream chance_of(OrderId order, std::uint64_t from) const;
  void later(Duration median, RandomStream& chance, Happening what, std::uint64_t subject);

  Stage& stage_;
  std::int64_t expecting_ = 0;
  GuestTally tally_;
};

}  // namespace pizza::sim
