// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/person_events.h"
#include "core/services/user/profile_fold.h"

namespace pizza {

namespace {

template <class T>
void erase_all(Changes& changes, const std::vector<Id<T>>& ids) {
  for (const Id<T> id : ids) changes.erase(id);
}

}  // namespace

void fold(Changes& changes, const UserContactChanged& event) {
  User& user = changes.edit(event.user);
  const bool other_email = user.email != event.email;
  const bool other_phone = user.phone != event.phone;
  user.name = event.name;
  user.email = event.email;
  user.phone = event.phone;
  if (!other_email && !other_phone) return;
  Profile& profile = profile_for_change(changes, event.user);
  if (other_email) profile.email_verified_at.reset();
  if (other_phone) profile.phone_verified_at.reset();
}

void fold(Changes& changes, const UserAddressRemoved& event) {
  std::vector<Address>& addresses = changes.edit(event.user).addresses;
  addresses.erase(addresses.begin() + event.index);
}

void fold(Changes& changes, const UserPreferencesSet& event) {
  profile_for_change(changes, event.user).preferences = event.preferences;
}

void fold(Changes& changes, const UserErased& event) {
  User& user = changes.edit(event.user);
  user.name = "erased";
  // No such host can exist (RFC 2606), and no two people have the same.
  user.email = "erased-" + std::to_string(event.user.value) + "@erased.invalid";
  user.phone.clear();
  user.addresses.clear();
  Profile& profile = profile_for_change(changes, event.user);
  profile.preferences = {.language = {}, .by_email = false, .by_sms = false, .by_push = false, .offers = false};
  profile.email_verified_at.reset();
  profile.phone_verified_at.reset();
  profile.erased_at = event.at;
  if (event.had_credential) changes.erase(record_type<Credential>(), event.user.value);
  for (const OrderId order : event.orders) {
    Basket& basket = changes.edit_at<Basket>(order.value);
    basket.drop_line.clear();
    basket.note.clear();
  }
  erase_all(changes, event.identities);
  erase_all(changes, event.codes);
  erase_all(changes, event.sessions);
  erase_all(changes, event.authorizations);
  erase_all(changes, event.grants);
}

}  // namespace pizza
