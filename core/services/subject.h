// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/ids.h"

namespace pizza {

// Whose thing a command touches. What is not set belongs to nobody; a caller who reaches only "own" needs to be the
// user or the rider, one who reaches "restaurant" needs a role there.
struct Subject {
  bool found = true;  // false: there is no such thing, which the caller must not be able to tell from another's
  UserId user;
  RestaurantId restaurant;
  RiderId rider;

  static Subject nothing() { return {false, {}, {}, {}}; }
  static Subject of(UserId owner) { return {true, owner, {}, {}}; }
  static Subject of(RestaurantId owner) { return {true, {}, owner, {}}; }
  static Subject of(RiderId owner) { return {true, {}, {}, owner}; }
  // Everybody's: the permission alone decides.
  static Subject common() { return {}; }
};

}  // namespace pizza
