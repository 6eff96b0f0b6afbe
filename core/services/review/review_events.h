// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/review.h"
#include "core/services/event_type_of.h"

namespace pizza {

// The first word about an order; carries all of its record.
struct ReviewWritten {
  static constexpr std::string_view service = "review";
  Review review;
  std::uint64_t aggregate() const { return review.order.value; }
  static constexpr auto description() { return record("ReviewWritten", field<&ReviewWritten::review>("review")); }
};

// Its writer thought better of it; carries all of the record as it is now.
struct ReviewEdited {
  static constexpr std::string_view service = "review";
  Review review;
  std::uint64_t aggregate() const { return review.order.value; }
  static constexpr auto description() { return record("ReviewEdited", field<&ReviewEdited::review>("review")); }
};

// A person looked at a held text, or took a shown one away; carries all of the record as it is now.
struct ReviewModerated {
  static constexpr std::string_view service = "review";
  Review review;
  UserId moderator;
  Instant at;
  std::uint64_t aggregate() const { return review.order.value; }
  static constexpr auto description() {
    return record("ReviewModerated", field<&ReviewModerated::review>("review"),
                  field<&ReviewModerated::moderator>("moderator"), field<&ReviewModerated::at>("at"));
  }
};

// The restaurant's answer, the first or another in its place.
struct ReviewReplied {
  static constexpr std::string_view service = "review";
  OrderId order;
  std::string text;
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("ReviewReplied", field<&ReviewReplied::order>("order_id"), field<&ReviewReplied::text>("text"),
                  field<&ReviewReplied::at>("at"));
  }
};

// Its writer asked to be forgotten: the stars stay, the words go.
struct ReviewForgotten {
  static constexpr std::string_view service = "review";
  OrderId order;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() { return record("ReviewForgotten", field<&ReviewForgotten::order>("order_id")); }
};

void fold(Changes& changes, const ReviewWritten& event);
void fold(Changes& changes, const ReviewEdited& event);
void fold(Changes& changes, const ReviewModerated& event);
void fold(Changes& changes, const ReviewReplied& event);
void fold(Changes& changes, const ReviewForgotten& event);

using ReviewEvents = TypeList<ReviewWritten, ReviewEdited, ReviewModerated, ReviewReplied, ReviewForgotten>;

}  // namespace pizza
