// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/guests.h"

namespace pizza::sim {

namespace {

constexpr Duration late_after = minutes(10);

// What people write. Some of it a moderator has to look at.
constexpr std::array<std::string_view, 8> praise{
    "Crisp, hot and on time.",      "Best dough in town!",     "As good as in Naples.",         "We will order again.",
    "Everything was as it should.", "The rider was friendly.", "Call me at +49 170 1234567 :)", ""};
constexpr std::array<std::string_view, 8> blame{"Cold when it came.",
                                                "Far too late.",
                                                "The base was soggy.",
                                                "Not what I ordered.",
                                                "WORST PIZZA EVER, NEVER AGAIN, DO NOT ORDER HERE",
                                                "See www.better-pizza.example for a better one",
                                                "Half of it stuck to the lid.",
                                                ""};

std::int32_t stars_of(const Order& order, RandomStream& chance) {
  const bool late = order.delivered_at && *order.delivered_at > order.promised_at + late_after;
  const auto drawn = static_cast<std::int32_t>(chance.between(1, 100));
  if (late) return drawn <= 30 ? 1 : drawn <= 60 ? 2 : drawn <= 85 ? 3 : 4;
  return drawn <= 4 ? 1 : drawn <= 9 ? 2 : drawn <= 20 ? 3 : drawn <= 50 ? 4 : 5;
}

}  // namespace

RandomStream Guests::chance_of(OrderId order, std::uint64_t from) const {
  RandomStream chance = stage_.chance(Purpose::Guest, order.value);
  chance.seek(from);
  return chance;
}

void Guests::later(Duration median, RandomStream& chance, Happening what, std::uint64_t subject) {
  ++expecting_;
  stage_.in(around(chance, median), what, subject);
}

void Guests::hear(const OrderAccepted& event) {
  RandomStream chance = chance_of(event.order, 0);
  if (happens(chance, stage_.scenario.guests.ask_permille))
    later(minutes(15), chance, Happening::AskHelp, event.order.value);
}

void Guests::hear(const OrderCompleted& event) {
  const GuestPlan& plan = stage_.scenario.guests;
  RandomStream chance = chance_of(event.order, 64);
  if (happens(chance, plan.review_permille))
    later(plan.review_after, chance, Happening::WriteReview, event.order.value);
  if (happens(chance, plan.complain_permille))
    later(plan.complain_after, chance, Happening::Complain, event.order.value);
}

void Guests::hear(const HelpTicketMoved& event) {
  if (event.status != HelpStatus::Solved) return;
  RandomStream chance = stage_.chance(Purpose::Desk, event.ticket.value);
  chance.seek(64);
  if (happens(chance, 500)) later(minutes(3), chance, Happening::RateHelp, event.ticket.value);
}

void Guests::ask(OrderId id) {
  --expecting_;
  const auto order = stage_.look(id);
  if (!order) return;
  RandomStream chance = chance_of(id, 128);
  OpenHelpTicket wish;
  wish.user = order->user;
  wish.order = id;
  wish.text = chance.chance(700'000) ? "Where is my order?" : "I want to talk to a person about my order";
  wish.language = "en";
  ++tally_.questions;
  if (!stage_.business.command(wish).ok()) ++tally_.refused;
}

void Guests::review(OrderId id) {
  --expecting_;
  const auto order = stage_.look(id);
  const auto basket = stage_.look_at<Basket>(id.value);
  if (!order || !basket) return;
  RandomStream chance = chance_of(id, 192);
  WriteReview wish;
  wish.order = id;
  wish.stars = stars_of(*order, chance);
  if (chance.chance(600'000))
    wish.rider_stars = std::clamp(wish.stars + static_cast<std::int32_t>(chance.between(-1, 1)), 1, 5);
  if (chance.chance(500'000) && !basket->lines.empty()) wish.dishes.push_back({basket->lines.front().item, wish.stars});
  if (chance.chance(450'000)) wish.text = wish.stars >= 4 ? praise[chance.below(8)] : blame[chance.below(8)];
  ++tally_.reviews;
  if (!stage_.business.command(wish).ok()) ++tally_.refused;
}

void Guests::complain(OrderId id) {
  --expecting_;
  const auto order = stage_.look(id);
  const auto basket = stage_.look_at<Basket>(id.value);
  if (!order || !basket) return;
  RandomStream chance = chance_of(id, 256);
  constexpr std::array<HelpCategory, 5> kinds{HelpCategory::Missing, HelpCategory::Wrong, HelpCategory::Cold,
                                              HelpCategory::Damaged, HelpCategory::Late};
  OpenHelpTicket wish;
  wish.user = order->user;
  wish.order = id;
  wish.category = kinds[chance.below(kinds.size())];
  wish.text = "That was not as it should be.";
  wish.language = "en";
  if (wish.category != HelpCategory::Late)
    wish.lines.push_back({static_cast<std::int32_t>(chance.below(basket->lines.size())), 1});
  ++tally_.complaints;
  if (!stage_.business.command(wish).ok()) ++tally_.refused;
}

void Guests::rate_help(HelpTicketId id) {
  --expecting_;
  const auto ticket = stage_.look(id);
  if (!ticket || ticket->satisfaction != 0) return;
  RandomStream chance = stage_.chance(Purpose::Desk, id.value);
  chance.seek(128);
  const RateHelp wish{id, static_cast<std::int32_t>(chance.between(2, 5))};
  if (!stage_.business.command(wish).ok()) ++tally_.refused;
}

}  // namespace pizza::sim
