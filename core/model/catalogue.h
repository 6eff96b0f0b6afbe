// SPDX-License-Identifier: Apache-2.0
// The list of everything that is kept and everything that happens. A new record or event is one line here, beside its
// own header; its number in this list is only used inside one run, never written down.
#pragma once

#include <cstddef>
#include <type_traits>

namespace pizza {

struct User;
struct Restaurant;
struct MenuItem;
struct Order;
struct Basket;
struct Payment;
struct Refund;
struct LedgerEntry;
struct Kitchen;
struct Ticket;
struct Rider;
struct Delivery;
struct OrderSaga;
struct RememberedRequest;
struct Profile;
struct Credential;
struct ExternalIdentity;
struct VerificationCode;
struct Session;
struct RoleGrant;
struct OAuthClient;
struct AuthorizationCode;
struct SigningKey;

template <class... T>
struct TypeList {
  static constexpr std::size_t size = sizeof...(T);
};

using Records = TypeList<User, Restaurant, MenuItem, Order, Basket, Payment, Refund, LedgerEntry, Kitchen, Ticket,
                         Rider, Delivery, OrderSaga, RememberedRequest, Profile, Credential, ExternalIdentity,
                         VerificationCode, Session, RoleGrant, OAuthClient, AuthorizationCode, SigningKey>;

template <class T, class... U>
consteval std::size_t index_in(TypeList<U...>) {
  std::size_t found = sizeof...(U);
  std::size_t i = 0;
  ((std::is_same_v<T, U> ? void(found = i) : void(), ++i), ...);
  return found;
}

template <class T>
inline constexpr std::size_t record_number = index_in<T>(Records{});

}  // namespace pizza
