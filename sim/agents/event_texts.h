// SPDX-License-Identifier: Apache-2.0
// Events in words for people: one line each, with no secret in it. Each `add_…_texts` knows its services' events; where
// one lacks its text, it does not compile.
#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>

#include "core/business.h"
#include "sim/agents/event_summary.h"

namespace pizza::sim {

using EventTeller = std::string (*)(const RiderNames& riders, const void* event);
using EventTellers = std::unordered_map<const EventType*, EventTeller>;  // looked up, never walked through

void add_order_texts(EventTellers& tellers);
void add_money_texts(EventTellers& tellers);
void add_work_texts(EventTellers& tellers);    // kitchen, delivery, riders
void add_people_texts(EventTellers& tellers);  // users, messages, reviews, help, points, tastes
void add_shop_texts(EventTellers& tellers);    // restaurants and their menus

namespace event_words {

std::string money_text(Money money);  // "12.50 EUR"
std::string rider_name(const RiderNames& riders, RiderId id);
std::string number_of(std::uint64_t count, std::string_view one, std::string_view many);  // "1 line", "3 lines"
// Underscores become blanks; nothing becomes `otherwise`.
std::string words(std::string text, std::string_view otherwise = "no reason given");
// ": " and the words, where there are some.
std::string after_colon(const std::string& text);

template <class E>
std::string name(E value) {
  const auto names = names_of(value);
  const auto at = static_cast<std::size_t>(value);
  return at < names.size() ? words(std::string(names[at])) : "unknown";
}

}  // namespace event_words

// `Texts` has one `of` an event.
template <class Texts, class... E>
void add_texts(EventTellers& tellers, TypeList<E...>) {
  (tellers.emplace(&event_type<E>(), [](const RiderNames& riders,
                                        const void* event) { return Texts{riders}.of(*static_cast<const E*>(event)); }),
   ...);
}

}  // namespace pizza::sim
