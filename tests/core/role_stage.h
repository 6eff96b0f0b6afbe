// SPDX-License-Identifier: Apache-2.0
// Two people, each with one of everything, who call in any role.
#pragma once

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "tests/core/command_examples.h"

namespace pizza::test {

template <class T>
T sure(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.problem().type + ": " + result.problem().detail);
  return std::move(result).value();
}

// One of everything, all of it Ada's or her restaurant's; and once more, all of it Eve's or hers.
struct RoleStage : HandWorld {
  template <class Attempt>
  auto run(Attempt attempt) {
    return sure(business.execute(attempt));
  }

  RoleStage() : HandWorld(store, bus) {
    cast = open_shop();
    eve = add_user("eve@example.org");
    other_rider = add_rider();
    numbers = one_of_everything(cast, "FRIDAY");
    others = one_of_everything(second_shop(), "MONDAY");
  }

  // Eve's, beside Ada's.
  Cast second_shop() {
    Cast second;
    second.user = eve;
    second.rider = other_rider;
    const auto look = [&](auto id) { return business.read([&](UnitOfWork& work) { return *work.find(id); }); };
    second.restaurant = sure(business.command(OpenRestaurant{look(cast.restaurant)}));
    for (auto [item, copy] : {std::pair{cast.margherita, &second.margherita}, {cast.cola, &second.cola}}) {
      MenuItem like = look(item);
      like.restaurant = second.restaurant;
      *copy = sure(business.command(AddMenuItem{like}));
    }
    return second;
  }

  Numbers one_of_everything(const Cast& of, const std::string& mark) {
    const OrderId order = whole_order(of);
    const OrderId open = place(of);
    sure(business.command(WriteReview{order, 5, 0, {}, "Good"}));
    const HelpTicketId help =
        sure(business.command(OpenHelpTicket{of.user, order, HelpCategory::Question, {}, "Where?", "", true}));
    const CartView cart = sure(business.command(AddToCart{of.user, of.restaurant, {of.cola, 1, {}}}));
    Promotion promotion;
    promotion.restaurant = of.restaurant;
    promotion.name = mark;
    promotion.kind = PromotionKind::Percent;
    promotion.per_10000 = 1'000;
    promotion.until = clock.at + days(1);
    promotion.from = clock.at;
    const PromotionId promoted = sure(business.command(AddPromotion{promotion}));
    const RiderShiftId shift = sure(business.command(
        PlanShift{of.rider, clock.at + days(1), clock.at + days(1) + hours(4), Duration{}, "Monte-Carlo"}));
    CreateCoupon wish;
    wish.code = mark;
    wish.title = mark;
    wish.restaurant = of.restaurant;
    wish.per_10000 = 1'000;
    const CouponId coupon = sure(business.command(wish));
    sure(business.command(PriceMenuItem{of.cola, {350, Currency::EUR}, clock.at + days(1)}));
    const std::uint64_t price =
        business.read([&](UnitOfWork& work) { return work.find_where<&PriceVersion::item>(of.cola).back(); });
    const RefundId refund = sure(business.command(RefundOrder{order, {100, Currency::EUR}, "cold"}));
    const UserService& users = business.users;
    const RefreshToken token{"family " + mark, "digest " + mark, 0, true};
    const SessionId session = run([&](UnitOfWork& w) {
      return users.sessions.open(w, {of.user, {}, token, {}, "phone"});
    });
    const OAuthClientId client = run([&](UnitOfWork& w) {
      return users.oauth.register_client(w, {of.user, "client-id-" + mark, {}, "Shop", {}, "orders:read", false});
    });
    const RoleGrantId grant = run([&](UnitOfWork& w) {
      return users.roles.grant(w, {{}, of.user, Role::RestaurantStaff, of.restaurant});
    });
    provider.asked.clear();
    return {
        {"session_id", session.value},
        {"oauth_client_id", client.value},
        {"role_grant_id", grant.value},
        {"user_id", of.user.value},
        {"restaurant_id", of.restaurant.value},
        {"menu_item_id", of.margherita.value},
        {"rider_id", of.rider.value},
        {"order_id", order.value},
        {"payment_id", saga(order).payment.value},
        {"ticket_id", saga(order).ticket.value},
        {"delivery_id", saga(order).delivery.value},
        {"help_ticket_id", help.value},
        {"shift_id", shift.value},
        {"coupon_id", coupon.value},
        {"price_version_id", price},
        {"withdraw_price.menu_item_id", of.cola.value},
        {"refund_id", refund.value},
        {"to_rider_id", of.rider.value},
        {"cart_id", cart.cart.value},
        {"promotion_id", promoted.value},
        {"accept_order.order_id", open.value},
    };
  }

  // What the holder of a role would name: payouts are a rider's or a restaurant's, never both.
  Numbers named_by(Role role) const {
    Numbers named = numbers;
    const std::string not_theirs = role == Role::Rider ? "restaurant_id" : "rider_id";
    for (const char* command : {"set_payout_account.", "see_payouts."}) named[command + not_theirs] = 0;
    return named;
  }

  // Ada in one of her roles, and somebody with the same role elsewhere.
  Caller owner(Role role) const { return {cast.user, {}, {}, {{role, at(role, cast.restaurant)}}, {}, cast.rider}; }
  Caller stranger(Role role) const { return {eve, {}, {}, {{role, at(role, RestaurantId{9'999})}}, {}, other_rider}; }

  // Whether the command would be carried out for the caller; nothing is kept of it.
  bool carried_out(const AnyCommand& command, const Caller& caller) {
    return !verdict(command, caller) &&
           business.read([&](UnitOfWork& work) { return command.type().run(work, command.get()).ok(); });
  }

  std::optional<Problem> verdict(const AnyCommand& command, const Caller& caller) {
    return business.read(
        [&](UnitOfWork& work) { return business.gateway.authorise(work, command.type(), command.get(), caller); });
  }
  // Of nobody in particular.
  bool common(const AnyCommand& command) {
    const Subject subject =
        business.read([&](UnitOfWork& work) { return command.type().subject(work, command.get()); });
    return subject.found && !subject.user && !subject.restaurant && !subject.rider;
  }

  MemoryStore store;
  InProcessBus bus;
  Cast cast;
  UserId eve;
  RiderId other_rider;
  Numbers numbers, others;

 private:
  static RestaurantId at(Role role, RestaurantId restaurant) {
    return of_a_restaurant(role) ? restaurant : RestaurantId{};
  }
};

inline std::string told(const std::optional<Problem>& problem) {
  return problem ? std::to_string(static_cast<int>(problem->status)) + " " + problem->type : "allowed";
}

inline std::string name_of(const CommandType& type) {
  return std::string(type.schema->name);
}

// Numbers that name nothing.
inline Numbers nothing(Numbers numbers) {
  for (auto& [field, number] : numbers)
    if (number != 0) number = 888'888'888;
  return numbers;
}

}  // namespace pizza::test
