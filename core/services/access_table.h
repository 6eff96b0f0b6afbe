// SPDX-License-Identifier: Apache-2.0
// Who may do what: the one table of it. Asked by whatever stands between a caller and a command.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "core/model/role.h"

namespace pizza {

enum class Permission : std::uint8_t {
  SeeProfile,
  EditProfile,
  ExportPerson,
  ErasePerson,
  PlaceOrder,
  SeeOrder,
  CancelOrder,
  AnswerOrder,  // accept or reject
  SeeMenu,
  EditMenu,
  EditRestaurant,  // hours, fees, zones
  PauseRestaurant,
  WorkKitchen,
  SeeTakings,
  CarryDelivery,  // answer offers, report a position, pick up, hand over
  SeeDelivery,
  Dispatch,  // assign and reassign by hand
  Refund,
  WriteReview,
  AnswerReview,
  AnswerTicket,  // of the help desk
  GrantRoles,
  ManageClients,  // of OAuth
  RotateKeys,
  SeeCity,  // every order, rider and kitchen at once
  ModerateReview,
  AskHelp,  // open a ticket, write in it, look at it
  ManageCoupons,
  UseRewards,  // try a coupon, redeem a referral
  SeePoints,
  AdjustPoints,  // give, take, let a held referral go
  SendOffer,
  TakeReply,          // pass on what somebody answered to a message
  SignUp,             // become somebody; strangers may as well
  Vouch,              // say that a secret was right, a hash or token well made: no caller ever, only our own desk
  EditTerms,          // taxes and fees of a country
  ReviewPayment,      // what looks like fraud
  NotifyPayment,      // a provider's notice, its signature verified
  Reconcile,          // statements, payouts, what is stuck
  ManagePayout,       // where the money goes, and what went
  ManageRestaurants,  // open one, agree its terms, close it for good
};
inline constexpr std::size_t permission_count = 41;

// How far a permission reaches; the wider includes the narrower.
enum class Reach : std::uint8_t {
  None,
  Own,         // what carries the caller's own id
  Restaurant,  // what belongs to a restaurant that the caller has the role for
  All,
};

namespace access_table {

inline constexpr Reach no = Reach::None;
inline constexpr Reach own = Reach::Own;
inline constexpr Reach shop = Reach::Restaurant;
inline constexpr Reach all = Reach::All;

struct Row {
  Permission permission;
  std::array<Reach, 7> reach;  // by role
};

inline constexpr std::array<Row, permission_count> rows{{
    // ...................... customer rider staff admin operations support partner
    {Permission::SeeProfile, {own, own, own, own, all, all, own}},
    {Permission::EditProfile, {own, own, own, own, all, no, own}},
    {Permission::ExportPerson, {own, own, own, own, no, all, own}},
    {Permission::ErasePerson, {own, own, own, own, no, all, own}},
    {Permission::PlaceOrder, {own, no, no, no, no, no, own}},
    {Permission::SeeOrder, {own, own, shop, shop, all, all, own}},
    {Permission::CancelOrder, {own, no, shop, shop, all, all, own}},
    {Permission::AnswerOrder, {no, no, shop, shop, all, no, no}},
    {Permission::SeeMenu, {all, all, all, all, all, all, all}},
    {Permission::EditMenu, {no, no, no, shop, all, no, no}},
    {Permission::EditRestaurant, {no, no, no, shop, all, no, no}},
    {Permission::PauseRestaurant, {no, no, shop, shop, all, no, no}},
    {Permission::WorkKitchen, {no, no, shop, shop, all, no, no}},
    {Permission::SeeTakings, {no, no, no, shop, all, no, no}},
    {Permission::CarryDelivery, {no, own, no, no, all, no, no}},
    {Permission::SeeDelivery, {own, own, shop, shop, all, all, own}},
    {Permission::Dispatch, {no, no, no, no, all, no, no}},
    {Permission::Refund, {no, no, no, no, all, all, no}},
    {Permission::WriteReview, {own, no, no, no, no, no, no}},
    {Permission::AnswerReview, {no, no, no, shop, all, no, no}},
    {Permission::AnswerTicket, {no, no, no, no, all, all, no}},
    {Permission::GrantRoles, {no, no, no, shop, all, no, no}},
    {Permission::ManageClients, {no, no, no, no, all, no, own}},
    {Permission::RotateKeys, {no, no, no, no, all, no, no}},
    {Permission::SeeCity, {no, no, no, no, all, no, no}},
    {Permission::ModerateReview, {no, no, no, no, all, all, no}},
    {Permission::AskHelp, {own, own, own, own, all, all, own}},
    {Permission::ManageCoupons, {no, no, no, shop, all, no, no}},
    {Permission::UseRewards, {own, no, no, no, no, no, own}},
    {Permission::SeePoints, {own, no, no, no, all, all, own}},
    {Permission::AdjustPoints, {no, no, no, no, all, all, no}},
    {Permission::SendOffer, {no, no, no, shop, all, no, no}},
    {Permission::TakeReply, {no, no, no, no, all, no, no}},
    {Permission::SignUp, {all, all, all, all, all, all, all}},
    {Permission::Vouch, {no, no, no, no, no, no, no}},
    {Permission::EditTerms, {no, no, no, no, all, no, no}},
    {Permission::ReviewPayment, {no, no, no, no, all, no, no}},
    {Permission::NotifyPayment, {no, no, no, no, all, no, no}},
    {Permission::Reconcile, {no, no, no, no, all, no, no}},
    {Permission::ManagePayout, {no, own, no, shop, all, no, no}},
    {Permission::ManageRestaurants, {no, no, no, no, all, no, no}},
}};

consteval bool in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (static_cast<std::size_t>(rows[i].permission) != i) return false;
  return true;
}
static_assert(in_order(), "one row a permission, in the order of the enumeration");

}  // namespace access_table

constexpr Reach reach_of(Role role, Permission permission) {
  return access_table::rows[static_cast<std::size_t>(permission)].reach[static_cast<std::size_t>(role)];
}

// The widest reach that any of the roles gives.
constexpr Reach reach_of(RoleSet roles, Permission permission) {
  Reach widest = Reach::None;
  for (std::size_t i = 0; i < role_names.size(); ++i) {
    const auto role = static_cast<Role>(i);
    if (roles.has(role)) widest = std::max(widest, reach_of(role, permission));
  }
  return widest;
}

// What needs no proof of who calls.
constexpr bool for_anybody(Permission permission) {
  return permission == Permission::SeeMenu || permission == Permission::SignUp;
}

// Whether it is allowed at all; how far, `reach_of` says.
constexpr bool may(RoleSet roles, Permission permission) {
  return reach_of(roles, permission) != Reach::None;
}

}  // namespace pizza
