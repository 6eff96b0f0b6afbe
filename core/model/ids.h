// SPDX-License-Identifier: Apache-2.0
// Strong identifiers: an order's number can never be passed where a rider's is meant.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace pizza {

// A store hands the numbers out, dense and rising per kind of record, from 1. 0 means "none".
// `Of` is never completed; it only tells one kind of id from another.
template <class Of>
struct Id {
  std::uint64_t value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using UserId = Id<struct User>;
using RestaurantId = Id<struct Restaurant>;
using MenuItemId = Id<struct MenuItem>;
using OrderId = Id<struct Order>;
using PaymentId = Id<struct Payment>;
using LedgerEntryId = Id<struct LedgerEntry>;
using TicketId = Id<struct Ticket>;
using RiderId = Id<struct Rider>;
using DeliveryId = Id<struct Delivery>;
using RefundId = Id<struct Refund>;
using PayoutId = Id<struct Payout>;
using RiderShiftId = Id<struct RiderShift>;
using RequestId = Id<struct RememberedRequest>;

}  // namespace pizza

template <class Of>
struct std::hash<pizza::Id<Of>> {
  std::size_t operator()(pizza::Id<Of> id) const noexcept { return std::hash<std::uint64_t>{}(id.value); }
};
