// SPDX-License-Identifier: Apache-2.0
#include "core/services/loyalty/loyalty_events.h"
#include "core/services/notification/notification_events.h"
#include "core/services/review/review_events.h"
#include "core/services/search/search_events.h"
#include "core/services/support/support_events.h"
#include "core/services/user/identity_events.h"
#include "core/services/user/person_events.h"
#include "core/services/user/user_events.h"
#include "sim/agents/event_texts.h"

namespace pizza::sim {

using namespace event_words;

namespace {

// Nobody's name, address or number: an order's story is read by people who need none of them.
struct UserTexts {
  const RiderNames& riders;

  std::string of(const UserRegistered& e) const { return person(e.user.id); }
  std::string of(const UserAddressAdded& e) const { return person(e.user); }
  std::string of(const UserContactChanged& e) const { return person(e.user); }
  std::string of(const UserAddressRemoved& e) const { return person(e.user); }
  std::string of(const UserPreferencesSet& e) const { return person(e.user); }
  std::string of(const UserErased& e) const {
    return person(e.user) + ", " + number_of(e.orders.size(), "order", "orders") + " without a name";
  }
  std::string of(const CredentialSet& e) const { return person(e.user); }
  std::string of(const LoginRefused& e) const {
    return person(e.user) + ", try " + std::to_string(e.failures) + (e.locked_until ? ", locked for a while" : "");
  }
  std::string of(const LoginRestored& e) const { return person(e.user); }
  std::string of(const ExternalIdentityLinked& e) const { return person(e.identity.user); }
  std::string of(const EmailVouched& e) const { return "of " + person(e.user); }
  std::string of(const CodeIssued& e) const { return name(e.code.purpose); }
  std::string of(const CodeMissed& e) const { return "by " + person(e.user); }
  std::string of(const CodeConfirmed& e) const { return name(e.purpose); }
  std::string of(const CodeForgotten& e) const { return "of " + person(e.user); }
  std::string of(const SessionOpened& e) const { return "of " + person(e.session.user); }
  std::string of(const SessionRefreshed& e) const { return "of " + person(e.user); }
  std::string of(const SessionEnded& e) const { return name(e.reason); }
  std::string of(const RoleGranted& e) const { return name(e.grant.role) + " to " + person(e.grant.user); }
  std::string of(const RoleWithdrawn& e) const { return "from " + person(e.user); }
  std::string of(const OAuthClientRegistered& e) const { return words(e.client.title, "a program"); }
  std::string of(const OAuthClientDisabled& e) const { return "program " + std::to_string(e.client.value); }
  std::string of(const AuthorizationCodeIssued& e) const { return "for " + person(e.code.user); }
  std::string of(const AuthorizationCodeUsed& e) const { return "by " + person(e.user); }
  std::string of(const AuthorizationCodeForgotten& e) const { return "of " + person(e.user); }
  std::string of(const SigningKeyIntroduced&) const { return "signs new tokens"; }
  std::string of(const SigningKeyRetired&) const { return "signs no more, verifies for a while"; }
  std::string of(const SigningKeyForgotten&) const { return "verifies no more"; }

  static std::string person(UserId id) { return id ? "person " + std::to_string(id.value) : std::string("nobody"); }
};

struct GuestTexts {
  const RiderNames& riders;

  std::string of(const NotificationQueued& e) const {
    return name(e.notification.kind) + " by " + name(e.notification.channel);
  }
  std::string of(const NotificationMoved& e) const {
    return name(e.status) + " by " + name(e.channel) + after_colon(e.reason);
  }
  std::string of(const NotificationSettingsSet& e) const { return "of " + UserTexts::person(e.user); }
  std::string of(const DeviceRegistered& e) const { return "of " + UserTexts::person(e.user); }
  std::string of(const DeviceRemoved& e) const { return "of " + UserTexts::person(e.user) + after_colon(e.reason); }
  std::string of(const NotificationsForgotten& e) const { return "of " + UserTexts::person(e.user); }

  std::string of(const ReviewWritten& e) const {
    return stars(e.review.stars) + (e.review.status == ReviewStatus::Held ? ", held: " + name(e.review.reason) : "");
  }
  std::string of(const ReviewEdited& e) const { return stars(e.review.stars); }
  std::string of(const ReviewModerated& e) const { return name(e.review.status); }
  std::string of(const ReviewReplied&) const { return "by the restaurant"; }
  std::string of(const ReviewForgotten&) const { return "without a name or a word"; }

  std::string of(const HelpTicketOpened& e) const { return name(e.ticket.category) + ", " + name(e.ticket.priority); }
  std::string of(const HelpMessageAdded& e) const {
    return "from " + name(e.message.from) + (e.message.internal ? ", among us" : "");
  }
  std::string of(const HelpTicketMoved& e) const { return name(e.status) + ", " + name(e.priority); }
  std::string of(const RefundProposed& e) const { return money_text(e.amount) + after_colon(e.reason); }
  std::string of(const RefundGranted& e) const { return money_text(e.amount) + after_colon(e.reason); }
  std::string of(const ComplaintRefundMoved& e) const { return name(e.state) + after_colon(e.reason); }
  std::string of(const HelpRated& e) const { return stars(e.stars); }
  std::string of(const HelpForgotten&) const { return "without a name or a word"; }

  std::string of(const PointsEarned& e) const { return points(e.entry); }
  std::string of(const PointsGranted& e) const { return points(e.entry) + " for a newcomer"; }
  std::string of(const PointsSpent& e) const { return points(e.entry); }
  std::string of(const PointsReturned& e) const { return points(e.entry); }
  std::string of(const PointsTakenBack& e) const { return points(e.entry); }
  std::string of(const PointsExpired& e) const { return points(e.entry); }
  std::string of(const PointsAdjusted& e) const { return points(e.entry) + " by support"; }
  std::string of(const CouponCreated& e) const { return words(e.coupon.title, "a coupon"); }
  std::string of(const CouponEnded& e) const { return coupon(e.coupon); }
  std::string of(const CouponSpent& e) const { return coupon(e.coupon); }
  std::string of(const CouponReturned& e) const { return coupon(e.coupon); }
  std::string of(const RewardRefused& e) const { return words(e.reason); }
  std::string of(const CouponMissed& e) const { return "no such code, tried by " + UserTexts::person(e.user); }
  std::string of(const ReferralMoved& e) const { return name(e.referral.status); }
  std::string of(const PointsForgotten& e) const { return "of " + UserTexts::person(e.user); }

  std::string of(const PurchaseNoted& e) const { return number_of(e.items.size(), "dish", "dishes"); }
  std::string of(const TasteForgotten& e) const { return "of " + UserTexts::person(e.user); }

 private:
  static std::string stars(std::int32_t stars) { return number_of(static_cast<std::uint64_t>(stars), "star", "stars"); }
  static std::string points(const PointsEntry& entry) { return std::to_string(entry.points) + " points"; }
  static std::string coupon(CouponId id) { return "coupon " + std::to_string(id.value); }
};

}  // namespace

void add_people_texts(EventTellers& tellers) {
  add_texts<UserTexts>(tellers, UserEvents{});
  add_texts<UserTexts>(tellers, PersonEvents{});
  add_texts<UserTexts>(tellers, IdentityEvents{});
  add_texts<GuestTexts>(tellers, NotificationEvents{});
  add_texts<GuestTexts>(tellers, ReviewEvents{});
  add_texts<GuestTexts>(tellers, SupportEvents{});
  add_texts<GuestTexts>(tellers, LoyaltyEvents{});
  add_texts<GuestTexts>(tellers, SearchEvents{});
}

}  // namespace pizza::sim
