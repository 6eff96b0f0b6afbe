// SPDX-License-Identifier: Apache-2.0
// The list of everything that is kept. A new record is two lines here, and the include of its header in
// record_types.cpp; its number in this list is only used inside one run, never written down. Included where the whole
// list matters, so that a new record does not compile the house anew.
#pragma once

#include <cstddef>
#include <type_traits>
#include <vector>

#include "core/model/type_list.h"

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
struct Review;
struct Rating;
struct Notification;
struct NotificationSettings;
struct HelpTicket;
struct HelpThread;
struct Cart;
struct Promotion;
struct PlaceTerms;
struct WaitingOrder;
struct OpenChange;
struct PaymentHistory;
struct PaymentCase;
struct PaymentChallenge;
struct SeenNotice;
struct PayoutAccount;
struct Payout;
struct ReconciliationRun;
struct MenuPlan;
struct ItemStock;
struct StockHold;
struct PriceVersion;
struct PointsAccount;
struct PointsEntry;
struct RewardUse;
struct Coupon;
struct CouponGuesses;
struct Referral;
struct KitchenWeek;
struct Recipe;
struct RiderShift;
struct RiderTrail;
struct Doorstep;
struct HandOverKey;
struct DeliveryPace;
struct Popularity;
struct Taste;

using Records =
    TypeList<User, Restaurant, MenuItem, Order, Basket, Payment, Refund, LedgerEntry, Kitchen, Ticket, Rider, Delivery,
             OrderSaga, RememberedRequest, Profile, Credential, ExternalIdentity, VerificationCode, Session, RoleGrant,
             OAuthClient, AuthorizationCode, SigningKey, Review, Rating, Notification, NotificationSettings, HelpTicket,
             HelpThread, Cart, Promotion, PlaceTerms, WaitingOrder, OpenChange, PaymentHistory, PaymentCase,
             PaymentChallenge, SeenNotice, PayoutAccount, Payout, ReconciliationRun, MenuPlan, ItemStock, StockHold,
             PriceVersion, PointsAccount, PointsEntry, RewardUse, Coupon, CouponGuesses, Referral, KitchenWeek, Recipe,
             RiderShift, RiderTrail, Doorstep, HandOverKey, DeliveryPace, Popularity, Taste>;

template <class T, class... U>
consteval std::size_t index_in(TypeList<U...>) {
  std::size_t found = sizeof...(U);
  std::size_t i = 0;
  ((std::is_same_v<T, U> ? void(found = i) : void(), ++i), ...);
  return found;
}

struct RecordType;
// The type objects of all records, in the order of the list.
const std::vector<const RecordType*>& made_record_types();

}  // namespace pizza
