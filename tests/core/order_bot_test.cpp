// SPDX-License-Identifier: Apache-2.0
// What the bot understands in five languages, and that it says only what the order's records say.
#include <QTest>

#include "core/services/support/bot_words.h"
#include "core/services/support/canned_answers.h"
#include "core/services/support/order_bot.h"
#include "core/services/words/phrase.h"

using namespace pizza;

namespace {

constexpr Instant seven{1'795'201'200'000};  // 19:00 UTC

OrderFacts on_the_way() {
  OrderFacts facts;
  facts.order = OrderId{1};
  facts.status = OrderStatus::PickedUp;
  facts.restaurant = "Casino Oven";
  facts.promised_at = seven + minutes(20);
  facts.total = {2'000, Currency::EUR};
  facts.refunded = {0, Currency::EUR};
  facts.dishes = {"Margherita", "Cola"};
  return facts;
}

ChatbotReply ask(std::string text, std::optional<OrderFacts> order, std::string language = "en") {
  ChatbotQuestion question;
  question.ticket = HelpTicketId{3};
  question.message = 2;
  question.text = std::move(text);
  question.language = std::move(language);
  question.order = std::move(order);
  question.at = seven;
  question.utc_offset_minutes = 60;
  return order_bot_reply(question);
}

}  // namespace

class OrderBotTest : public QObject {
  Q_OBJECT
 private slots:
  void itUnderstands_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("intent");
    const auto row = [](const char* text, ChatIntent intent) {
      QTest::newRow(text) << text << static_cast<int>(intent);
    };
    row("Where is my order?", ChatIntent::WhereIsIt);
    row("Wo bleibt meine Pizza?", ChatIntent::WhereIsIt);
    row("Où est ma commande ?", ChatIntent::WhereIsIt);
    row("Dov'è il mio ordine?", ChatIntent::WhereIsIt);
    row("¿Dónde está mi pedido?", ChatIntent::WhereIsIt);
    row("please CANCEL it", ChatIntent::Cancel);
    row("Bitte stornieren", ChatIntent::Cancel);
    row("je veux annuler", ChatIntent::Cancel);
    row("The cola is missing", ChatIntent::Missing);
    row("Die Cola fehlt", ChatIntent::Missing);
    row("Il manque le cola", ChatIntent::Missing);
    row("Manca la cola", ChatIntent::Missing);
    row("Falta la cola", ChatIntent::Missing);
    row("you sent the wrong pizza", ChatIntent::Wrong);
    row("la pizza está fría", ChatIntent::Cold);
    row("Pizza war kalt", ChatIntent::Cold);
    row("I want my money back", ChatIntent::Refund);
    row("Ich will mein Geld zurück", ChatIntent::Refund);
    row("Wie lange dauert das noch?", ChatIntent::Late);
    row("it is late", ChatIntent::Late);
    row("it never arrived", ChatIntent::NeverCame);
    row("Sie ist nie angekommen", ChatIntent::NeverCame);
    row("is there gluten in it? where is it", ChatIntent::Allergy);
    row("Ich habe eine Allergie", ChatIntent::Allergy);
    row("I want a human", ChatIntent::Human);
    row("un conseiller svp", ChatIntent::Human);
    row("Thank you!", ChatIntent::Thanks);
    row("¡Gracias!", ChatIntent::Thanks);
    row("Hello", ChatIntent::Greeting);
    row("Buonasera", ChatIntent::Greeting);
    row("12345", ChatIntent::Unclear);
    row("", ChatIntent::Unclear);
    row("плохо", ChatIntent::Unclear);
  }
  void itUnderstands() {
    QFETCH(QString, text);
    QFETCH(int, intent);
    QCOMPARE(static_cast<int>(intent_of(text.toStdString())), intent);
  }

  void itSaysWhereTheOrderIs() {
    OrderFacts order = on_the_way();
    const auto says = [&](OrderStatus status) {
      order.status = status;
      return ask("where is my order", order).text;
    };
    QCOMPARE(says(OrderStatus::Authorized), std::string("Casino Oven has your order and has not accepted it yet."));
    QCOMPARE(says(OrderStatus::Preparing),
             std::string("Casino Oven is preparing your order. It is expected at 8:20 pm."));
    QCOMPARE(says(OrderStatus::PickedUp), std::string("Your order is on the way to you. It is expected at 8:20 pm."));
    QCOMPARE(says(OrderStatus::Cancelled), std::string("This order has ended without a delivery."));
    order.delivered_at = seven - minutes(5);
    QCOMPARE(says(OrderStatus::Completed), std::string("Your order was handed over at 7:55 pm."));
    QCOMPARE(ask("where is it", std::nullopt).text.substr(0, 21), std::string("Please open the order"));
  }

  void itAnswersInTheTicketsLanguage() {
    QCOMPARE(ask("where is my order", on_the_way(), "de").text,
             std::string("Ihre Bestellung ist unterwegs zu Ihnen. Sie wird um 20:20 erwartet."));
  }

  void itCountsTheMinutes() {
    OrderFacts order = on_the_way();
    QCOMPARE(ask("how long", order).text,
             std::string("It is in time so far, and promised for 8:20 pm: in 20 minutes."));
    order.promised_at = seven - minutes(1);
    QCOMPARE(ask("how long", order).text, std::string("I am sorry: it is 1 minute late. It was promised for 7:59 pm."));
    order.delivered_at = seven;
    order.status = OrderStatus::Completed;
    QVERIFY(ask("it was late", order).text.starts_with("It came 1 minute after the promise."));
    order.delivered_at = order.promised_at;
    QCOMPARE(ask("it was late", order).text, std::string("Our records say that it came in time, at 7:59 pm."));
  }

  void itPromisesNoCancellationThatIsTooLate() {
    OrderFacts order = on_the_way();
    QVERIFY(ask("cancel", order).text.starts_with("It can no longer be cancelled."));
    order.may_cancel = true;
    QVERIFY(ask("cancel", order).text.starts_with("It can still be cancelled"));
    order.status = OrderStatus::Rejected;
    QCOMPARE(ask("cancel", order).text, std::string("This order has ended without a delivery."));
  }

  void itTakesComplaintsOnceTheFoodIsThere() {
    OrderFacts order = on_the_way();
    QVERIFY(ask("cola is missing", order).text.starts_with("Your order is on the way"));
    order.delivered_at = seven;
    QVERIFY(ask("cola is missing", order).text.find("Margherita, Cola") != std::string::npos);
    QVERIFY(!ask("cola is missing", order).hand_over);
    QVERIFY(ask("it never came", order).hand_over);
    order.refunded = {450, Currency::EUR};
    QVERIFY(ask("refund", order).text.starts_with("€4.50 of this order"));
  }

  void itKnowsWhatItMustNotAnswer() {
    const ChatbotReply allergy = ask("is there gluten in it", on_the_way());
    QVERIFY(allergy.hand_over);
    QVERIFY(allergy.text.find("112") != std::string::npos);
    QVERIFY(ask("a human please", on_the_way()).hand_over);
    QVERIFY(ask("thanks", on_the_way()).solved);
  }

  void whatItDoesNotUnderstandTwiceGoesToAPerson() {
    ChatbotQuestion question;
    question.text = "blub";
    QVERIFY(!order_bot_reply(question).hand_over);
    question.misses = 1;
    QVERIFY(order_bot_reply(question).hand_over);
  }

  void everySentenceHasTheSamePlacesInEveryLanguage() {
    for (std::size_t i = 0; i < bot_words::say_count; ++i) {
      const auto what = static_cast<bot_words::Say>(i);
      const auto english = places_of(bot_words::text(what, Language::En));
      for (std::size_t l = 0; l < language_count; ++l) {
        const std::string_view text = bot_words::text(what, static_cast<Language>(l));
        QVERIFY(!text.empty());
        QVERIFY2(places_of(text) == english, std::string(text).c_str());
      }
    }
    for (const CannedAnswer& answer : canned_answers()) {
      for (const std::string_view text : answer.text) {
        QVERIFY(!text.empty());
        QVERIFY2(places_of(text) == places_of(answer.text[0]), std::string(text).c_str());
      }
    }
  }
};

QTEST_GUILESS_MAIN(OrderBotTest)
#include "order_bot_test.moc"
