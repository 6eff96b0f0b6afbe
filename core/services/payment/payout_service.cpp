// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/payout_service.h"

#include <algorithm>
#include <map>

#include "core/model/records/delivery.h"
#include "core/model/records/order.h"
#include "core/model/records/restaurant.h"
#include "core/services/order/order_service.h"
#include "core/services/payment/ledger.h"
#include "core/services/payment/party_week.h"
#include "core/services/payment/payment_steps.h"
#include "core/services/restaurant/opening_rules.h"

namespace pizza {

namespace {

Problem invalid(std::string detail, std::string field) {
  return problem(Status::Unprocessable, "payout.invalid", std::move(detail), std::move(field));
}

std::uint64_t week_key(const PayoutAccount& account, std::int64_t week) {
  return account.restaurant ? party_week(account.restaurant, week) : party_week(account.rider, week);
}

Instant next_payday(Instant now) {
  return week_begins(week_of(now) + 1) + hours(4);
}

void arm(UnitOfWork& work, PayoutAccountId account, Instant due) {
  work.after_commit(Timer{TimerKind::PayoutDue, account.value, due});
}

struct Earned {
  std::int64_t minor = 0;
  std::int32_t entries = 0;
};

// By currency, ascending: what the party earned in the weeks after `account.through_week` up to `week`.
std::map<Currency, Earned> earned_until(UnitOfWork& work, const PayoutAccount& account, std::int64_t week) {
  std::map<Currency, Earned> earned;
  for (std::int64_t w = account.through_week + 1; w <= week; ++w) {
    for (const std::uint64_t key : work.find_where<&LedgerEntry::statement>(week_key(account, w))) {
      const LedgerEntry* entry = work.find(LedgerEntryId{key});
      Earned& sum = earned[entry->amount.currency];
      sum.minor -= entry->amount.minor;
      ++sum.entries;
    }
  }
  return earned;
}

void send(UnitOfWork& work, const Payout& payout) {
  ProviderRequest request;
  request.action = ProviderAction::Payout;
  request.payout = payout.id;
  request.idempotency_key = "pay-" + std::to_string(payout.id.value);
  request.method_token = work.find(payout.account)->token;
  request.amount = payout.amount;
  work.after_commit(std::move(request));
  work.after_commit(Timer{TimerKind::PayoutRetry, payout.id.value, *payout.answer_due});
}

void ask(UnitOfWork& work, PayoutId id) {
  const Payout* payout = work.find(id);
  work.record(PayoutAsked{id, payout->account, work.now() + payment_steps::patience(payout->attempts)});
  send(work, *work.find(id));
}

LedgerEntryId clearing_in(const LedgerPosted& posted) {
  for (const LedgerEntry& entry : posted.entries)
    if (entry.account == Account::ProviderClearing) return entry.id;
  return {};
}

void finish(UnitOfWork& work, PayoutId id, bool done, std::string reason) {
  const Payout payout = *work.find(id);
  if (done) {
    work.record(PayoutSettled{id, payout.account, true, std::move(reason), work.now(), {}});
    return;
  }
  LedgerPosted back = payout_entries(work, payout, true);
  work.record(PayoutSettled{id, payout.account, false, std::move(reason), work.now(), clearing_in(back)});
  work.record(std::move(back));
}

}  // namespace

Outcome PayoutService::set_account(UnitOfWork& work, const SetPayoutAccount& command) const {
  if (static_cast<bool>(command.restaurant) == static_cast<bool>(command.rider))
    return invalid("a restaurant or a rider, not both", "restaurant_id");
  const bool known =
      command.restaurant ? work.find(command.restaurant) != nullptr : work.find(command.rider) != nullptr;
  if (!known)
    return problem(Status::NotFound, "payout.unknown", "there is no such restaurant or rider",
                   command.restaurant ? "restaurant_id" : "rider_id");
  if (command.token.empty() || command.token.size() > 200) return invalid("1 to 200 bytes", "token");
  if (looks_like_card_number(command.token)) return invalid("no card numbers, please", "token");
  const PayoutAccountId id =
      command.restaurant ? payout_account_of(command.restaurant) : payout_account_of(command.rider);
  PayoutAccount account;
  if (const PayoutAccount* before = work.find(id)) {
    account = *before;
  } else {
    account.id = id;
    account.restaurant = command.restaurant;
    account.rider = command.rider;
    account.through_week = std::max<std::int64_t>(0, week_of(work.now()) - weeks_back);
    account.next_due = next_payday(work.now());
    arm(work, id, *account.next_due);
  }
  account.token = command.token;
  work.record(PayoutAccountSet{std::move(account)});
  return Done{};
}

std::int32_t PayoutService::pay(UnitOfWork& work, PayoutAccountId id) const {
  const PayoutAccount account = *work.find(id);
  const std::int64_t week = week_of(work.now()) - 1;
  if (week <= account.through_week) return 0;
  std::map<Currency, Earned> earned = earned_until(work, account, week);
  std::map<Currency, std::int64_t> carried;
  for (const Money& before : account.owed) {
    carried[before.currency] = before.minor;
    earned[before.currency];  // named, so that it is looked at below
  }
  PayoutWeeksClosed closed{id, week, {}, next_payday(work.now())};
  std::vector<Payout> payouts;
  for (const auto& [currency, sum] : earned) {
    const Money owed{carried[currency] + sum.minor, currency};
    if (owed.minor != 0) closed.owed.push_back(owed);
    if (owed.minor <= 0) continue;
    Payout payout;
    payout.id = work.allocate<Payout>();
    payout.account = id;
    payout.restaurant = account.restaurant;
    payout.rider = account.rider;
    payout.through_week = week;
    payout.entries = sum.entries;
    payout.earned = {sum.minor, currency};
    payout.carried = {carried[currency], currency};
    payout.amount = owed;
    payout.requested_at = work.now();
    payouts.push_back(std::move(payout));
  }
  arm(work, id, closed.next_due);
  work.record(std::move(closed));
  for (Payout& payout : payouts) {
    LedgerPosted posted = payout_entries(work, payout, false);
    payout.clearing = clearing_in(posted);
    work.record(PayoutRequested{payout});
    work.record(std::move(posted));
    ask(work, payout.id);
  }
  return static_cast<std::int32_t>(payouts.size());
}

void PayoutService::due(UnitOfWork& work, PayoutAccountId id) const {
  const PayoutAccount* account = work.find(id);
  if (account == nullptr || !account->next_due || *account->next_due > work.now()) return;
  pay(work, id);
}

Result<PayoutsRun> PayoutService::run(UnitOfWork& work, const RunPayouts& command) const {
  if (command.limit < 0 || command.limit > 500) return invalid("1 to 500", "limit");
  const RecordType& type = record_type<PayoutAccount>();
  std::vector<std::uint64_t> keys;
  // Whoever's weeks were closed at a payday is due at the next one: everybody else comes before it.
  work.changes().store().find_range(type, type.index_position(field_number<&PayoutAccount::next_due>()), 0,
                                    next_payday(work.now()).ms,
                                    command.limit == 0 ? 500 : static_cast<std::size_t>(command.limit), keys);
  PayoutsRun done;
  for (const std::uint64_t key : keys) {
    ++done.accounts;
    done.payouts += pay(work, PayoutAccountId{key});
  }
  return done;
}

void PayoutService::overdue(UnitOfWork& work, PayoutId id) const {
  const Payout* payout = work.find(id);
  if (payout == nullptr || !payout->answer_due || *payout->answer_due > work.now()) return;
  if (payout->attempts < max_attempts) return ask(work, id);
  work.record(PayoutStuck{id, payout->account});
}

void PayoutService::ask_again(UnitOfWork& work, PayoutId id) const {
  const Payout* payout = work.find(id);
  if (payout != nullptr && payout->answer_due) send(work, *payout);
}

void PayoutService::provider_answered(UnitOfWork& work, const ProviderAnswer& answer) const {
  const Payout* payout = work.find(answer.payout);
  if (payout == nullptr || payout->status != PayoutStatus::Requested) return;
  if (answer.verdict != ProviderVerdict::Approved && answer.verdict != ProviderVerdict::Declined) return;
  finish(work, answer.payout, answer.verdict == ProviderVerdict::Approved, answer.reason);
}

Outcome PayoutService::settle(UnitOfWork& work, const SettleStuckPayout& command) const {
  const Payout* payout = work.find(command.payout);
  if (payout == nullptr) return problem(Status::NotFound, "payout.unknown", "there is no such payout", "payout_id");
  if (command.note.empty() || command.note.size() > 100) return invalid("1 to 100 bytes", "note");
  if (looks_like_card_number(command.note)) return invalid("no card numbers, please", "note");
  if (payout->status != PayoutStatus::Requested || payout->answer_due)
    return problem(Status::Conflict, "payout.not_stuck", "it has ended, or is still asked for", "payout_id");
  finish(work, command.payout, command.done, command.note);
  return Done{};
}

Result<PayoutPage> PayoutService::see(UnitOfWork& work, const SeePayouts& query) const {
  if (static_cast<bool>(query.restaurant) == static_cast<bool>(query.rider))
    return invalid("a restaurant or a rider, not both", "restaurant_id");
  if (query.limit < 0 || query.limit > 100) return invalid("1 to 100", "limit");
  const PayoutAccountId id = query.restaurant ? payout_account_of(query.restaurant) : payout_account_of(query.rider);
  PayoutPage page;
  if (const PayoutAccount* account = work.find(id)) {
    page.account_set = true;
    page.next_due = account->next_due;
    page.carried = account->owed;
  }
  const std::size_t limit = query.limit == 0 ? 20 : static_cast<std::size_t>(query.limit);
  const auto keys = work.find_where<&Payout::account>(id);
  for (auto key = keys.rbegin(); key != keys.rend() && page.payouts.size() < limit; ++key)
    page.payouts.push_back(*work.find(PayoutId{*key}));
  return page;
}

namespace {

void add(TakingsOfDay& day, const LedgerEntry& entry, const Order* order) {
  day.earned = day.earned - entry.amount;
  if (entry.posting == Posting::EndCharge) day.end_charges = day.end_charges - entry.amount;
  if (entry.posting == Posting::Refund) day.refunds = day.refunds + entry.amount;
  if (entry.posting != Posting::Capture || order == nullptr) return;
  ++day.orders;
  day.items = day.items + order->items;
  day.discount = day.discount + order->restaurant_discount;
  day.tax_included = day.tax_included + order->tax_included;
  day.commission = day.commission + (order->items - order->restaurant_discount - order->tax_included + entry.amount);
}

}  // namespace

Result<Takings> PayoutService::takings(UnitOfWork& work, const SeeTakings& query) const {
  const Restaurant* restaurant = work.find(query.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (query.from.ms < 0) return invalid("not before 1970", "from");
  if (query.to <= query.from || query.to > query.from + days(62)) return invalid("at most 62 days after 'from'", "to");
  const TimeZone clock = opening_rules::clock_of(*restaurant);
  std::map<std::int64_t, TakingsOfDay> by_day;
  Takings takings;
  for (std::int64_t week = week_of(query.from); week <= week_of(query.to - milliseconds(1)); ++week) {
    for (const std::uint64_t key : work.find_where<&LedgerEntry::statement>(party_week(query.restaurant, week))) {
      const LedgerEntry entry = *work.find(LedgerEntryId{key});
      if (entry.at < query.from || entry.at >= query.to) continue;
      if (entry.posting == Posting::Payout || entry.posting == Posting::PayoutBack) continue;
      const Order* order = work.find(entry.order);
      add(by_day[clock.local(entry.at).day], entry, order);
      add(takings.total, entry, order);
    }
  }
  for (auto& [day, figures] : by_day) {
    figures.day = day;
    takings.days.push_back(figures);
  }
  return takings;
}

}  // namespace pizza
