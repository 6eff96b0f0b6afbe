// SPDX-License-Identifier: Apache-2.0
// What every call passes: request ids, limits, bounds, idempotency keys, rights, tags and the cache of answers.
#include <QTest>
#include <set>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_cache.h"
#include "connectors/memory/memory_rate_limiter.h"
#include "connectors/memory/memory_store.h"
#include "core/commands.h"
#include "core/model/wire.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus) {
    cast = open_shop();
    business.gateway = Gateway({&limiter, &cache, usual_limits, 7});
  }
  MemoryStore store;
  InProcessBus bus;
  MemoryCache cache;
  MemoryRateLimiter limiter;
  Cast cast;

  Caller customer(UserId user) const { return {user, {}, {}, {{Role::Customer, {}}}, {}, {}}; }
  Caller ada() const { return customer(cast.user); }
  Caller somebody(Role role, RestaurantId restaurant = {}) const {
    return {UserId{900}, {}, {}, {{role, restaurant}}, {}, {}};
  }

  template <class C>
  CallAnswer call(C command, const Caller& caller, const CallRequest& request = {}) {
    return business.call(*command_type_by_name(C::description().name), &command, caller, request);
  }
  template <class C>
  std::string refusal(const C& command, const Caller& caller, const CallRequest& request = {}) {
    const CallAnswer answer = call(command, caller, request);
    if (answer.ok()) return {};
    return std::to_string(static_cast<int>(answer.problem->status)) + " " + answer.problem->type + ":" +
           answer.problem->field;
  }
  OrderId placed(const CallAnswer& answer) {
    MadeId made;
    return answer.ok() && wire::decode(answer.bytes, made) ? OrderId{made.id} : OrderId{};
  }
  SeeRating rating() const { return {RatedKind::Restaurant, cast.restaurant.value}; }
  std::size_t orders() { return store.count(record_type<Order>()); }
};

CallRequest keyed(std::string_view key) {
  CallRequest request;
  request.key = key;
  return request;
}

struct Witness : EventListener {
  explicit Witness(Stage& stage) : stage(stage) { stage.business.listen(*this); }
  ~Witness() override { stage.business.silence(*this); }
  void heard(const EventEnvelope& event) override {
    if (const auto* cancelled = event.as<OrderCancelled>()) by = cancelled->by;
  }
  Stage& stage;
  std::optional<Actor> by;
};

// While an order is being placed, its client asks once more.
struct Impatient : EventListener {
  explicit Impatient(Stage& stage) : stage(stage) { stage.business.listen(*this); }
  ~Impatient() override { stage.business.silence(*this); }
  void heard(const EventEnvelope&) override {
    if (second.empty()) second = stage.refusal(stage.wish(stage.cast), stage.ada(), keyed("k"));
  }
  Stage& stage;
  std::string second;
};

}  // namespace

class GatewayTest : public QObject {
  Q_OBJECT
 private slots:
  void anOrderWithACouponThatDoesNotExistIsAGuess() {
    Stage s;
    PlaceOrder wish = s.wish(s.cast);
    for (int i = 0; i < 10; ++i) {
      wish.coupon_code = "GUESS" + std::to_string(i);
      QCOMPARE(s.refusal(wish, s.ada(), keyed("guess-" + std::to_string(i))),
               std::string("422 coupon.unknown:coupon_code"));
    }
    wish.coupon_code = "GUESS";
    const std::string eleventh = s.refusal(wish, s.ada(), keyed("one-more"));
    QVERIFY2(eleventh.find("coupon.too_many_tries") != std::string::npos, eleventh.c_str());
  }

  void everyCallHasARequestId() {
    Stage s;
    CallRequest request;
    request.request_id = "trace-17.a_B";
    QCOMPARE(s.call(SeeRating{}, {}, request).request_id, std::string("trace-17.a_B"));
    std::set<std::string> made;
    const std::string longest(64, 'a'), too_long(65, 'a');
    request.request_id = longest;
    QCOMPARE(s.call(SeeRating{}, {}, request).request_id, longest);
    for (const std::string& bad :
         {std::string(), too_long, std::string("two words"), std::string("4242424242424242")}) {
      request.request_id = bad;
      const std::string id = s.call(SeeRating{}, {}, request).request_id;
      QVERIFY(id != bad && id.size() == 20);
      made.insert(id);
    }
    QCOMPARE(made.size(), std::size_t{4});
    QVERIFY(!s.call(AcceptOrder{OrderId{5}}, {}).request_id.empty());
  }

  void aKeyIsNeededWhereMoneyMoves() {
    Stage s;
    const PlaceOrder wish = s.wish(s.cast);
    QCOMPARE(s.refusal(wish, s.ada()), std::string("400 idempotency.missing:Idempotency-Key"));
    QCOMPARE(s.refusal(wish, s.ada(), keyed("with blank")), std::string("400 idempotency.invalid:Idempotency-Key"));
    QCOMPARE(s.refusal(wish, s.ada(), keyed(std::string(256, 'k'))),
             std::string("400 idempotency.invalid:Idempotency-Key"));
    QCOMPARE(s.refusal(wish, s.ada(), keyed("4242424242424242")),
             std::string("400 idempotency.invalid:Idempotency-Key"));
    QCOMPARE(s.orders(), std::size_t{0});
    QCOMPARE(s.refusal(wish, s.ada(), keyed(std::string(255, 'k'))), std::string());
  }

  void theSameKeyAndRequestGivesTheFirstAnswer() {
    Stage s;
    const CallAnswer first = s.call(s.wish(s.cast), s.ada(), keyed("k"));
    const CallAnswer again = s.call(s.wish(s.cast), s.ada(), keyed("k"));
    QVERIFY(first.ok() && !first.replayed && s.placed(first));
    QVERIFY(again.ok() && again.replayed);
    QCOMPARE(again.bytes, first.bytes);
    QCOMPARE(again.schema, first.schema);
    QCOMPARE(s.orders(), std::size_t{1});
    // The way that simulated customers go remembers the same.
    const auto short_way = s.business.execute([&](UnitOfWork& w) {
      return s.business.gateway.place_order(w, {"user:" + std::to_string(s.cast.user.value), "k"}, s.wish(s.cast));
    });
    QVERIFY(short_way.ok() && short_way->replayed && short_way->order == s.placed(first));
  }

  void anyCommandMayCarryAKey() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const OpenHelpTicket question{s.cast.user, order, HelpCategory::Question, {}, "Where is it?", "", true};
    const CallAnswer first = s.call(question, s.ada(), keyed("ask"));
    const CallAnswer again = s.call(question, s.ada(), keyed("ask"));
    QVERIFY(first.ok() && again.ok() && again.replayed);
    QCOMPARE(again.bytes, first.bytes);
    QCOMPARE(s.store.count(record_type<HelpTicket>()), std::size_t{1});
    QVERIFY(s.call(question, s.ada()).ok());
    QCOMPARE(s.store.count(record_type<HelpTicket>()), std::size_t{2});
  }

  void anotherPayloadOrCommandUnderTheSameKeyIsRefused() {
    Stage s;
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).ok());
    PlaceOrder other = s.wish(s.cast);
    other.tip.minor += 1;
    QCOMPARE(s.refusal(other, s.ada(), keyed("k")), std::string("422 idempotency.reused:Idempotency-Key"));
    QCOMPARE(s.refusal(CancelOrder{OrderId{1}, Actor::Customer, ""}, s.ada(), keyed("k")),
             std::string("422 idempotency.reused:Idempotency-Key"));
    QCOMPARE(s.orders(), std::size_t{1});
  }

  void anothersKeyIsAnotherKey() {
    Stage s;
    HandWorld::Cast other = s.cast;
    other.user = s.add_user("bea@example.org");
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).ok());
    const CallAnswer hers = s.call(s.wish(other), s.customer(other.user), keyed("k"));
    QVERIFY(hers.ok() && !hers.replayed);
    QCOMPARE(s.orders(), std::size_t{2});
  }

  void aKeyInFlightIsAConflict() {
    Stage s;
    QVERIFY(s.business.gateway.take_off("user:1/k", s.clock.at));
    QCOMPARE(s.refusal(s.wish(s.cast), s.ada(), keyed("k")), std::string("409 idempotency.in_flight:Idempotency-Key"));
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("other")).ok());
    s.business.gateway.landed("user:1/k");
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).ok());
    // Whoever took off and crashed does not block the key for good.
    QVERIFY(s.business.gateway.take_off("user:1/lost", s.clock.at));
    s.clock.at = s.clock.at + Gateway::flight_limit;
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("lost")).ok());
  }

  void whoAsksAgainBeforeTheAnswerCausesNoSecondOrder() {
    Stage s;
    Impatient listener(s);
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).ok());
    QCOMPARE(listener.second, std::string());  // it was committed by then: the answer is replayed
    QCOMPARE(s.orders(), std::size_t{1});
  }

  void aRefusedRequestLeavesItsKeyFree() {
    Stage s;
    PlaceOrder wrong = s.wish(s.cast);
    wrong.lines.clear();
    QVERIFY(!s.call(wrong, s.ada(), keyed("k")).ok());
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).ok());
  }

  void aKeyIsRememberedForSevenDays() {
    Stage s;
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).ok());
    s.clock.at = s.clock.at + days(7) - milliseconds(1);
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).replayed);
    s.clock.at = s.clock.at + milliseconds(1);
    const CallAnswer anew = s.call(s.wish(s.cast), s.ada(), keyed("k"));
    QVERIFY(anew.ok() && !anew.replayed);
    QCOMPARE(s.orders(), std::size_t{2});
    QCOMPARE(s.store.count(record_type<RememberedRequest>()), std::size_t{1});
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).replayed);
  }

  void rememberedRequestsAreForgottenInTheirOrder() {
    Stage s;
    for (const char* key : {"a", "b", "c"}) QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed(key)).ok());
    s.clock.at = s.clock.at + days(6);
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("d")).ok());
    s.clock.at = s.clock.at + days(1);
    const auto forget = [&](RequestId from, std::size_t limit) {
      return s.business.execute([&](UnitOfWork& w) { return s.business.gateway.forget_old(w, from, limit); });
    };
    auto next = forget({}, 2);
    QCOMPARE(s.store.count(record_type<RememberedRequest>()), std::size_t{2});
    next = forget(*next, 100);
    QCOMPARE(s.store.count(record_type<RememberedRequest>()), std::size_t{1});
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("d")).replayed);
    s.clock.at = s.clock.at + days(6);
    QVERIFY(forget(*next, 100).ok());
    QCOMPARE(s.store.count(record_type<RememberedRequest>()), std::size_t{0});
  }

  void aStrangerIsAskedToSignIn() {
    Stage s;
    const OrderId order = s.place(s.cast);
    QCOMPARE(s.refusal(CancelOrder{order, Actor::Customer, ""}, Caller{}), std::string("401 authentication.required:"));
    QVERIFY(s.call(SeeRating{RatedKind::Restaurant, s.cast.restaurant.value}, Caller{}).ok());
  }

  void whatNoRecordWouldAllowIsForbidden() {
    Stage s;
    const OrderId order = s.place(s.cast);
    QCOMPARE(s.refusal(AcceptOrder{order}, s.ada()), std::string("403 identity.forbidden:"));
    QCOMPARE(s.refusal(ListHeldReviews{}, s.ada()), std::string("403 identity.forbidden:"));
    Caller program = s.ada();
    program.client = {3};
    program.scopes = {"menu:read"};
    QCOMPARE(s.refusal(CancelOrder{order, Actor::Customer, ""}, program), std::string("403 identity.forbidden:"));
    program.scopes = {"orders:write"};
    QCOMPARE(s.refusal(CancelOrder{order, Actor::Customer, ""}, program), std::string());
  }

  void anothersRecordCannotBeToldFromNone() {
    Stage s;
    const OrderId order = s.place(s.cast);
    const Caller bea = s.customer(s.add_user("bea@example.org"));
    const CallAnswer anothers = s.call(CancelOrder{order, Actor::Customer, ""}, bea);
    const CallAnswer none = s.call(CancelOrder{OrderId{999}, Actor::Customer, ""}, bea);
    QVERIFY(anothers.problem && none.problem);
    QVERIFY(*anothers.problem == *none.problem);
    QVERIFY(anothers.problem->status == Status::NotFound);
    QCOMPARE(anothers.problem->field, std::string("order_id"));
    QVERIFY(*s.call(AcceptOrder{order}, s.somebody(Role::RestaurantAdmin, RestaurantId{77})).problem ==
            *s.call(AcceptOrder{OrderId{999}}, s.somebody(Role::RestaurantAdmin, RestaurantId{77})).problem);
  }

  void whoCallsIsWrittenByUsAndNotByTheCaller() {
    Stage s;
    Witness witness(s);
    const OrderId order = s.place(s.cast);
    QVERIFY(s.call(CancelOrder{order, Actor::Operations, "free of charge"}, s.ada()).ok());
    QVERIFY(witness.by == Actor::Customer);
    const OrderId other = s.place(s.cast);
    QVERIFY(s.call(CancelOrder{other, Actor::Customer, "oven broken"}, s.somebody(Role::Operations)).ok());
    QVERIFY(witness.by == Actor::Operations);
  }

  void eachPersonAddressAndProgramHasLimitsOfItsOwn() {
    Stage s;
    const auto flood = [&](const Caller& caller, const CallRequest& request) {
      int allowed = 0;
      CallAnswer answer = s.call(s.rating(), caller, request);
      for (; answer.ok() && allowed < 10'000; ++allowed) answer = s.call(s.rating(), caller, request);
      return std::pair(allowed, answer);
    };
    CallRequest from_a, from_b, program;
    from_a.address = "192.0.2.1";
    from_b.address = "192.0.2.2";
    program.program = "kiosk";
    const auto [by_user, refused] = flood(s.ada(), {});
    QCOMPARE(by_user, usual_limits[0].user.burst);
    QCOMPARE(refused.problem->type, std::string("rate.exceeded"));
    QVERIFY(refused.problem->status == Status::TooManyRequests);
    QCOMPARE(refused.retry_after->ms, std::int64_t{50});
    QVERIFY(!refused.request_id.empty());
    QCOMPARE(flood({}, from_a).first, usual_limits[0].address.burst);
    QCOMPARE(flood({}, from_b).first, usual_limits[0].address.burst);
    QCOMPARE(flood({}, program).first, usual_limits[0].client.burst);
    // Another class has its own; and after a while all is well again.
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).ok());
    s.clock.at = s.clock.at + *refused.retry_after;
    QVERIFY(s.call(s.rating(), s.ada()).ok());
  }

  void whatMovesMoneyHasNarrowerLimits() {
    Stage s;
    int allowed = 0;
    while (s.call(s.wish(s.cast), s.ada(), keyed("k" + std::to_string(allowed))).ok()) ++allowed;
    QCOMPARE(allowed, usual_limits[static_cast<std::size_t>(CallClass::Costly)].user.burst);
    QCOMPARE(s.orders(), static_cast<std::size_t>(allowed));
  }

  void whatHasWaitedTooLongIsNotBegun() {
    Stage s;
    CallRequest request = keyed("k");
    request.give_up_at = s.clock.at;
    const CallAnswer late = s.call(s.wish(s.cast), s.ada(), request);
    QVERIFY(late.problem->status == Status::Unavailable && late.retry_after);
    QCOMPARE(s.orders(), std::size_t{0});
    request.give_up_at = s.clock.at + milliseconds(1);
    QVERIFY(s.call(s.wish(s.cast), s.ada(), request).ok());
  }

  void anAnswerHasATagAndIsNotSentTwice() {
    Stage s;
    const SeeRating query{RatedKind::Restaurant, s.cast.restaurant.value};
    const OrderId order = s.whole_order(s.cast);
    const CallAnswer first = s.call(query, s.ada());
    QVERIFY(first.etag.starts_with('"') && first.etag.ends_with('"') && first.etag.size() > 20);
    CallRequest request;
    const std::string list = "\"x\", W/" + first.etag;
    request.if_none_match = list;
    const CallAnswer same = s.call(query, s.ada(), request);
    QVERIFY(same.ok() && same.not_modified && same.bytes.empty());
    QCOMPARE(same.etag, first.etag);
    QVERIFY(s.call(WriteReview{order, 5, 0, {}, "Good"}, s.ada()).ok());
    const CallAnswer other = s.call(query, s.ada(), request);
    QVERIFY(other.ok() && !other.not_modified && other.etag != first.etag && !other.bytes.empty());
    QVERIFY(names_etag("*", first.etag) && !names_etag("", first.etag) && !names_etag("\"x\"", first.etag));
    QVERIFY(s.call(query, {}).for_all && !s.call(ListMyHelpTickets{s.cast.user}, s.ada()).for_all);
  }

  void anAnswerIsKeptUntilAnEventOrItsTimeMakesItOld() {
    Stage s;
    const ListReviews query{s.cast.restaurant, ReviewSort::Newest, 0, 0, 0};
    const auto page = [&] {
      ReviewPage shown;
      const CallAnswer answer = s.call(query, {});
      return answer.ok() && wire::decode(answer.bytes, shown) ? shown : ReviewPage{};
    };
    const OrderId order = s.whole_order(s.cast), other = s.whole_order(s.cast);
    QVERIFY(s.call(WriteReview{order, 5, 0, {}, "Good"}, s.ada()).ok());
    QCOMPARE(page().reviews.at(0).author, std::string("Ada"));
    const auto renamed = s.business.execute([&](UnitOfWork& w) {
      return s.business.users.change_contact(w, {s.cast.user, "Grace", {}, {}});
    });
    QVERIFY(renamed.ok());
    QCOMPARE(page().reviews.at(0).author, std::string("Ada"));  // for so long as the query allows
    s.clock.at = s.clock.at + seconds(10);
    QCOMPARE(page().reviews.at(0).author, std::string("Grace"));
    QVERIFY(s.call(WriteReview{other, 4, 0, {}, "Well"}, s.ada()).ok());
    QCOMPARE(page().reviews.size(), std::size_t{2});
  }

  void withoutLimitsAndCacheTheRulesAreTheSame() {
    Stage s;
    s.business.gateway = Gateway();
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).ok());
    QVERIFY(s.call(s.wish(s.cast), s.ada(), keyed("k")).replayed);
    QCOMPARE(s.refusal(s.wish(s.cast), s.ada()), std::string("400 idempotency.missing:Idempotency-Key"));
    for (int i = 0; i < 1'000; ++i) QVERIFY(s.call(s.rating(), s.ada()).ok());
  }
};

QTEST_GUILESS_MAIN(GatewayTest)
#include "gateway_test.moc"
