// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/stage.h"

namespace pizza::sim {

struct DeskTally {
  std::uint64_t answered = 0;   // tickets
  std::uint64_t moderated = 0;  // reviews
  std::uint64_t replies = 0;    // of restaurants to reviews
};

// The people of the house who look at what waits for people: tickets of the help desk, proposed refunds, held reviews;
// and the restaurants' answers to reviews.
class DeskCrew {
 public:
  explicit DeskCrew(Stage& stage) : stage_(stage) {}

  void hear(const HelpTicketOpened& event);
  void hear(const HelpTicketMoved& event);
  void hear(const ReviewWritten& event);

  void answer(HelpTicketId ticket);
  void moderate(OrderId order);
  void reply(OrderId order);

  std::int64_t expecting() const { return expecting_; }
  const DeskTally& tally() const { return tally_; }

 private:
  void take(HelpTicketId ticket);
  void later(Duration median, RandomStream& chance, Happening what, std::uint64_t subject);

  Stage& stage_;
  std::int64_t expecting_ = 0;
  DeskTally tally_;
};

}  // namespace pizza::sim
