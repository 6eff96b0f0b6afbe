// SPDX-License-Identifier: Apache-2.0
// Who may rate what and when, which texts are held, and what a thousand votes add up to.
#include <QTest>

#include "core/services/review/rating_rules.h"
#include "core/services/review/text_moderation.h"
#include "tests/support/shop_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

struct Stage : test::ShopWorld {
  int people = 0;

  Review review(OrderId id) {
    return business.read([&](UnitOfWork& w) { return *w.find_at<Review>(id.value); });
  }
  std::int32_t thousandths() { return business.command(SeeRating{RatedKind::Restaurant, 1})->thousandths; }
  Cast newcomer() {
    Cast other = cast;
    other.user = add_user("person" + std::to_string(++people) + "@example.org");
    return other;
  }
  void later(Duration time) {
    clock.at = clock.at + time;
    cast.rider = add_rider();
  }
  OrderId received_by(Cast person) {
    person.rider = cast.rider;
    return whole_order(person);
  }
};

const char* const long_text = "A text that is long enough to be told from another one";

}  // namespace

class ReviewServiceTest : public QObject {
  Q_OBJECT
 private slots:
  void onlyWhoReceivedMayRate() {
    Stage s;
    const OrderId open = s.place(s.cast);
    QCOMPARE(s.refusal(WriteReview{open, 5, 0, {}, ""}), std::string("review.not_received:order_id"));
    QCOMPARE(s.refusal(WriteReview{OrderId{99}, 5, 0, {}, ""}), std::string("review.order_unknown:order_id"));
    s.answer(ProviderVerdict::Declined, "expired_card");
    QCOMPARE(s.refusal(WriteReview{open, 5, 0, {}, ""}), std::string("review.not_received:order_id"));
    const OrderId received = s.whole_order(s.cast);
    QCOMPARE(s.refusal(WriteReview{received, 5, 0, {}, ""}), std::string());
    const Subject subject = s.business.read([&](UnitOfWork& w) {
      return subject_of(w, WriteReview{received, 5, 0, {}, ""});
    });
    QCOMPARE(subject.user, s.cast.user);
    QVERIFY(!s.business.read([&](UnitOfWork& w) {
                         return subject_of(w, WriteReview{OrderId{99}, 5, 0, {}, ""});
                       })
                 .found);
  }

  void oncePerOrderWithinFourteenDays() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const OrderId forgotten = s.whole_order(s.cast);
    s.clock.at = s.clock.at + days(14);
    QCOMPARE(s.refusal(WriteReview{order, 4, 0, {}, ""}), std::string());
    QCOMPARE(s.refusal(WriteReview{order, 5, 0, {}, ""}), std::string("review.exists:order_id"));
    s.clock.at = s.clock.at + milliseconds(1);
    QCOMPARE(s.refusal(WriteReview{forgotten, 4, 0, {}, ""}), std::string("review.too_late:order_id"));
  }

  void theFieldAtFaultIsNamed() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const MenuItemId margherita = s.cast.margherita;
    QCOMPARE(s.refusal(WriteReview{order, 0, 0, {}, ""}), std::string("review.invalid:stars"));
    QCOMPARE(s.refusal(WriteReview{order, 6, 0, {}, ""}), std::string("review.invalid:stars"));
    QCOMPARE(s.refusal(WriteReview{order, 5, 6, {}, ""}), std::string("review.invalid:rider_stars"));
    QCOMPARE(s.refusal(WriteReview{order, 5, 0, {{margherita, 0}}, ""}), std::string("review.invalid:dishes[0].stars"));
    QCOMPARE(s.refusal(WriteReview{order, 5, 0, {{MenuItemId{77}, 5}}, ""}),
             std::string("review.invalid:dishes[0].menu_item_id"));
    QCOMPARE(s.refusal(WriteReview{order, 5, 0, {{margherita, 5}, {margherita, 5}}, ""}),
             std::string("review.invalid:dishes[1].menu_item_id"));
    QCOMPARE(s.refusal(WriteReview{order, 5, 0, {}, std::string(1'001, 'x')}), std::string("review.invalid:text"));
    QCOMPARE(s.refusal(WriteReview{order, 5, 0, {}, "4242 4242 4242 4242"}), std::string("review.card_number:text"));
  }

  void aReviewRatesRestaurantDishesAndRider() {
    Stage s;
    QCOMPARE(s.refusal(WriteReview{s.whole_order(s.cast), 5, 2, {{s.cast.margherita, 4}}, ""}), std::string());
    const auto votes = [&](RatedKind kind, std::uint64_t subject) {
      return s.business.command(SeeRating{kind, subject})->by_stars;
    };
    QVERIFY((votes(RatedKind::Restaurant, s.cast.restaurant.value) == std::array<std::int64_t, 5>{0, 0, 0, 0, 1}));
    QVERIFY((votes(RatedKind::Dish, s.cast.margherita.value) == std::array<std::int64_t, 5>{0, 0, 0, 1, 0}));
    QVERIFY((votes(RatedKind::Rider, s.cast.rider.value) == std::array<std::int64_t, 5>{0, 1, 0, 0, 0}));
  }

  void aReviewMayBeEditedForTwoDays() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    QCOMPARE(s.refusal(EditReview{order, 5, 0, {}, ""}), std::string("review.unknown:order_id"));
    QCOMPARE(s.refusal(WriteReview{order, 1, 1, {{s.cast.margherita, 1}}, "Cold"}), std::string());
    s.clock.at = s.clock.at + hours(48);
    QCOMPARE(s.refusal(EditReview{order, 5, 0, {{s.cast.cola, 5}}, "They made it good"}), std::string());
    const auto restaurant = *s.business.command(SeeRating{RatedKind::Restaurant, s.cast.restaurant.value});
    QVERIFY((restaurant.by_stars == std::array<std::int64_t, 5>{0, 0, 0, 0, 1}));
    QCOMPARE(s.business.command(SeeRating{RatedKind::Rider, s.cast.rider.value})->votes, std::int64_t{0});
    QCOMPARE(s.business.command(SeeRating{RatedKind::Dish, s.cast.margherita.value})->votes, std::int64_t{0});
    QCOMPARE(s.business.command(SeeRating{RatedKind::Dish, s.cast.cola.value})->votes, std::int64_t{1});
    s.clock.at = s.clock.at + milliseconds(1);
    QCOMPARE(s.refusal(EditReview{order, 1, 0, {}, ""}), std::string("review.too_late:order_id"));
  }

  void textsThatAreHeld_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("reason");
    const auto row = [](const char* name, const char* text, HoldReason reason) {
      QTest::newRow(name) << text << static_cast<int>(reason);
    };
    row("nothing", "", HoldReason::None);
    row("praise", "The best pizza in town, and quick! 10/10", HoldReason::None);
    row("anger is allowed", "Cold, late and soggy. Never again!!", HoldReason::None);
    row("a number of minutes", "Waited 45 minutes, promised 30", HoldReason::None);
    row("umlauts", "Käse wunderbar, Boden zu weich", HoldReason::None);
    row("a word with a bad part", "Scunthorpe delivers well", HoldReason::None);
    row("a bad word", "This is shit", HoldReason::BadWord);
    row("a bad word in digits", "This is 5h1t", HoldReason::BadWord);
    row("a bad word stretched", "shiiiit pizza", HoldReason::BadWord);
    row("a bad word in German", "So eine Scheisse", HoldReason::BadWord);
    row("a bad word in Italian", "che cazzo", HoldReason::BadWord);
    row("a link", "look at http://x", HoldReason::Link);
    row("a link by name", "better at pizza-hut.com today", HoldReason::Link);
    row("a phone", "call +377 93 15 22 22", HoldReason::Contact);
    row("an e-mail address", "write to me@example.org", HoldReason::Contact);
    row("shouting", "THIS WAS THE WORST PIZZA OF MY LIFE", HoldReason::Shouting);
    row("short shouting is allowed", "WOW GREAT", HoldReason::None);
    row("one letter", "goooooooood", HoldReason::Flood);
    row("one word", "buy buy buy buy buy", HoldReason::Flood);
  }
  void textsThatAreHeld() {
    QFETCH(QString, text);
    QFETCH(int, reason);
    QCOMPARE(static_cast<int>(text_hold(text.toStdString())), reason);
  }

  void aHeldReviewCountsOnceAModeratorLetsItThrough() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    QCOMPARE(s.refusal(WriteReview{order, 1, 0, {}, "see www.elsewhere.example"}), std::string());
    QCOMPARE(s.review(order).status, ReviewStatus::Held);
    QCOMPARE(s.business.command(SeeRating{RatedKind::Restaurant, 1})->votes, std::int64_t{0});
    QCOMPARE(s.business.command(ListReviews{s.cast.restaurant})->matching, 0);
    QCOMPARE(s.refusal(ReplyToReview{order, "no"}), std::string("review.unknown:order_id"));
    const auto queue = s.business.command(ListHeldReviews{});
    QCOMPARE(queue->reviews.size(), std::size_t{1});
    QCOMPARE(queue->reviews[0].reason, HoldReason::Link);
    QCOMPARE(s.refusal(ModerateReview{order, {}, false, ""}), std::string("review.invalid:note"));
    QCOMPARE(s.refusal(ModerateReview{order, {}, true, ""}), std::string());
    QCOMPARE(s.business.command(SeeRating{RatedKind::Restaurant, 1})->votes, std::int64_t{1});
    QVERIFY(s.business.command(ListHeldReviews{})->reviews.empty());
    QCOMPARE(s.refusal(ModerateReview{order, {}, true, ""}), std::string("review.already:order_id"));
    QCOMPARE(s.refusal(ModerateReview{order, {}, false, "advertising"}), std::string());
    QCOMPARE(s.business.command(SeeRating{RatedKind::Restaurant, 1})->votes, std::int64_t{0});
    // Written anew, it waits for a moderator again.
    QCOMPARE(s.refusal(EditReview{order, 2, 0, {}, "Not for me"}), std::string());
    QCOMPARE(s.review(order).status, ReviewStatus::Held);
  }

  void theSameWordsTwiceAreHeld() {
    Stage s;
    QCOMPARE(s.refusal(WriteReview{s.whole_order(s.cast), 5, 0, {}, long_text}), std::string());
    const OrderId copy = s.received_by(s.newcomer());
    QCOMPARE(s.refusal(WriteReview{copy, 5, 0, {}, std::string(long_text) + "!!"}), std::string());
    QCOMPARE(s.review(copy).reason, HoldReason::Repeated);
    const OrderId other = s.received_by(s.newcomer());
    QCOMPARE(s.refusal(WriteReview{other, 5, 0, {}, "Great!"}), std::string());
    QCOMPARE(s.review(other).status, ReviewStatus::Shown);
  }

  void theSixthTextWithinAnHourIsHeld() {
    Stage s;
    for (int i = 1; i <= 6; ++i) {
      const OrderId order = s.whole_order(s.cast);
      QCOMPARE(s.refusal(WriteReview{order, 4, 0, {}, "Nice " + std::to_string(i)}), std::string());
      QCOMPARE(s.review(order).status, i <= 5 ? ReviewStatus::Shown : ReviewStatus::Held);
    }
  }

  void theRestaurantRepliesOnceAndMayReword() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    QCOMPARE(s.refusal(WriteReview{order, 2, 0, {}, "Cold"}), std::string());
    QCOMPARE(s.refusal(ReplyToReview{order, ""}), std::string("review.invalid:text"));
    QCOMPARE(s.refusal(ReplyToReview{order, "You are a bitch"}), std::string("review.invalid:text"));
    QCOMPARE(s.refusal(ReplyToReview{order, "We are sorry"}), std::string());
    QCOMPARE(s.refusal(ReplyToReview{order, "We are sorry, the oven was out"}), std::string());
    const auto page = s.business.command(ListReviews{s.cast.restaurant});
    QCOMPARE(page->reviews.at(0).reply, std::string("We are sorry, the oven was out"));
    const Subject subject = s.business.read([&](UnitOfWork& w) { return subject_of(w, ReplyToReview{order, "x"}); });
    QCOMPARE(subject.restaurant, s.cast.restaurant);
  }

  void pagesAreSortedAndBounded() {
    Stage s;
    for (const int stars : {3, 5, 1, 4}) {
      const OrderId order = s.received_by(s.newcomer());
      QCOMPARE(s.refusal(WriteReview{order, stars, 0, {}, ""}), std::string());
      s.clock.at = s.clock.at + minutes(1);
    }
    const auto stars_of = [&](ListReviews query) {
      query.restaurant = s.cast.restaurant;
      const ReviewPage page = *s.business.command(query);
      std::vector<int> stars;
      for (const ShownReview& review : page.reviews) stars.push_back(review.stars);
      return stars;
    };
    QCOMPARE(stars_of({}), (std::vector<int>{4, 1, 5, 3}));
    QCOMPARE(stars_of({{}, ReviewSort::Best}), (std::vector<int>{5, 4, 3, 1}));
    QCOMPARE(stars_of({{}, ReviewSort::Worst, 0, 1, 2}), (std::vector<int>{3, 4}));
    QCOMPARE(stars_of({{}, ReviewSort::Newest, 5}), (std::vector<int>{5}));
    QCOMPARE(stars_of({{}, ReviewSort::Newest, 0, 4, 50}), (std::vector<int>{}));
    QCOMPARE(s.refusal(ListReviews{s.cast.restaurant, ReviewSort::Best, 0, -1, 0}),
             std::string("review.invalid:offset"));
    QCOMPARE(s.refusal(ListReviews{s.cast.restaurant, ReviewSort::Best, 0, 0, 51}),
             std::string("review.invalid:limit"));
    QCOMPARE(s.refusal(ListReviews{s.cast.restaurant, ReviewSort::Best, 6, 0, 1}), std::string("review.invalid:stars"));
  }

  void weightGrowsWithStanding_data() {
    QTest::addColumn<qint64>("age_days");
    QTest::addColumn<int>("orders");
    QTest::addColumn<int>("earlier");
    QTest::addColumn<int>("weight");
    QTest::newRow("today, first order") << qint64{0} << 1 << 0 << 50;
    QTest::newRow("a day") << qint64{1} << 1 << 0 << 150;
    QTest::newRow("a week") << qint64{7} << 1 << 0 << 300;
    QTest::newRow("a month, first order") << qint64{30} << 1 << 0 << 500;
    QTest::newRow("a month, second order") << qint64{30} << 2 << 0 << 750;
    QTest::newRow("a month, third order") << qint64{30} << 3 << 0 << 1000;
    QTest::newRow("a second word") << qint64{30} << 3 << 1 << 500;
    QTest::newRow("a fourth word") << qint64{30} << 9 << 3 << 125;
    QTest::newRow("a hundredth word") << qint64{30} << 99 << 99 << 0;
  }
  void weightGrowsWithStanding() {
    QFETCH(qint64, age_days);
    QFETCH(int, orders);
    QFETCH(int, earlier);
    QTEST(rating_rules::weight_of({days(age_days), orders, earlier}), "weight");
  }

  void theRatingBeginsAtThePriorAndFollowsTheVotes() {
    Rating rating;
    const Instant now{1'795'201'200'000};
    QCOMPARE(rating_rules::shown_rating(nullptr, now), 3'800);
    for (int i = 0; i < 5; ++i) rating_rules::add_vote(rating, 5, 1'000, now);
    QCOMPARE(rating_rules::shown_rating(&rating, now), 4'400);  // (5 × 3.8 + 5 × 5) / 10
    for (int i = 0; i < 5; ++i) rating_rules::remove_vote(rating, 5, 1'000, now);
    QCOMPARE(rating_rules::shown_rating(&rating, now), 3'800);
  }

  void oldVotesFadeAndAreTakenAwayExactly() {
    Rating rating;
    const Instant then{1'700'000'000'000};
    for (int i = 0; i < 10; ++i) rating_rules::add_vote(rating, 1, 1'000, then);
    const auto after = [&](std::int64_t half_years) {
      return rating_rules::shown_rating(&rating, then + days(180 * half_years));
    };
    QCOMPARE(after(0), 1'933);  // (5 × 3.8 + 10 × 1) / 15
    QCOMPARE(after(1), 2'120);  // ten votes weigh 7.5
    QCOMPARE(after(2), 2'400);
    QCOMPARE(after(3), 2'867);
    QCOMPARE(after(9), 2'867);
    for (int year = 0; year < 6; ++year) rating_rules::add_vote(rating, 5, 800, then + days(360 * year));
    for (int i = 0; i < 10; ++i) rating_rules::remove_vote(rating, 1, 1'000, then);
    for (int year = 0; year < 6; ++year) rating_rules::remove_vote(rating, 5, 800, then + days(360 * year));
    QCOMPARE(rating_rules::shown_rating(&rating, then + days(2'000)), 3'800);
    for (const RatingPeriod& period : rating.periods) QVERIFY(period.weight == 0 && period.weighted == 0);
  }

  // Fifty honest voices of 3 stars; then 500 accounts made for the purpose give 5 stars on one day.
  void aFloodOfFiveStarsMovesARatingByLessThanATenthOfAStar() {
    Stage s;
    std::vector<HandWorld::Cast> honest;
    for (int i = 0; i < 50; ++i) honest.push_back(s.newcomer());
    s.later(days(40));
    for (int day = 0; day < 5; ++day, s.later(days(1))) {
      for (int i = 0; i < 10; ++i) {
        const auto& person = honest[static_cast<std::size_t>(day * 10 + i)];
        for (int n = 0; n < 2; ++n) (void)s.received_by(person);
        QCOMPARE(s.refusal(WriteReview{s.received_by(person), 3, 0, {}, ""}), std::string());
      }
    }
    const std::int32_t before = s.thousandths();
    QVERIFY2(before >= 3'060 && before <= 3'080, std::to_string(before).c_str());
    for (int i = 0; i < 500; ++i)
      QCOMPARE(s.refusal(WriteReview{s.received_by(s.newcomer()), 5, 0, {}, ""}), std::string());
    QCOMPARE(s.business.command(SeeRating{RatedKind::Restaurant, 1})->votes, std::int64_t{550});
    const std::int32_t moved = s.thousandths() - before;
    QVERIFY2(moved >= 0 && moved < 100, std::to_string(moved).c_str());
  }

  // One person with three hundred orders has the voice of two.
  void oneVoiceIsBounded() {
    Stage s;
    s.later(days(40));
    std::int64_t weight = 0;
    for (int i = 0; i < 60; ++i) {
      const OrderId order = s.received_by(s.cast);
      QCOMPARE(s.refusal(WriteReview{order, 5, 0, {}, ""}), std::string());
      weight += s.review(order).weight;
      if (i % 10 == 9) s.later(days(1));
    }
    QVERIFY2(weight < 2 * rating_rules::full_vote, std::to_string(weight).c_str());
  }

  void whoIsForgottenLeavesTheStarsAndNoWords() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    QCOMPARE(s.refusal(WriteReview{order, 5, 0, {}, "My name is Ada"}), std::string());
    QVERIFY(s.business.execute([&](UnitOfWork& w) { return s.business.users.persons.erase(w, s.cast.user); }).ok());
    QCOMPARE(s.review(order).text, std::string());
    const auto page = s.business.command(ListReviews{s.cast.restaurant});
    QCOMPARE(page->reviews.at(0).author, std::string());
    QCOMPARE(page->reviews.at(0).stars, 5);
  }
};

QTEST_GUILESS_MAIN(ReviewServiceTest)
#include "review_service_test.moc"
