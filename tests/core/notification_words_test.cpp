// SPDX-License-Identifier: Apache-2.0
// What messages say: in every language, with plurals and amounts, and short enough for an SMS.
#include <QTest>

#include "core/services/notification/message_words.h"
#include "core/services/notification/reply_words.h"
#include "core/services/notification/topic_table.h"

using namespace pizza;

namespace {

MessageFacts facts(MessageKind kind) {
  MessageFacts facts;
  facts.kind = kind;
  facts.topic = rule_of(kind).topic;
  facts.restaurant = "Casino Oven";
  facts.order = 7;
  return facts;
}

std::string body(const MessageFacts& facts, Language language, Channel channel = Channel::Push) {
  return message_text(facts, channel, language).body;
}

template <class Visit>
void for_each_pattern(Visit visit) {
  for (std::size_t kind = 0; kind < message_kind_names.size(); ++kind)
    for (std::size_t language = 0; language < language_count; ++language)
      visit(static_cast<MessageKind>(kind), static_cast<Language>(language));
}

}  // namespace

class NotificationWordsTest : public QObject {
  Q_OBJECT
 private slots:
  void everyLanguageSaysTheSame() {
    for_each_pattern([](MessageKind kind, Language language) {
      const MessagePattern& english = message_pattern(kind, Language::En);
      const MessagePattern& other = message_pattern(kind, language);
      QVERIFY(!other.title.empty() && !other.body.empty());
      QVERIFY2(places_of(other.title) == places_of(english.title), std::string(other.title).c_str());
      QVERIFY2(places_of(other.body) == places_of(english.body), std::string(other.body).c_str());
      QVERIFY2(places_of(other.bare) == places_of(english.bare), std::string(other.bare).c_str());
      QCOMPARE(other.bare.empty(), english.bare.empty());
      if (language != Language::En) QVERIFY2(other.body != english.body, std::string(other.body).c_str());
    });
  }

  void noTextLeavesAPlaceOpen() {
    for_each_pattern([](MessageKind kind, Language language) {
      for (const Channel channel : {Channel::Push, Channel::Sms, Channel::Email}) {
        const MessageText text = message_text(facts(kind), channel, language);
        QVERIFY2(text.body.find_first_of("{}|") == std::string::npos, text.body.c_str());
        QVERIFY2(text.title.find_first_of("{}|") == std::string::npos, text.title.c_str());
      }
    });
  }

  void pluralsFollowTheLanguage() {
    MessageFacts way = facts(MessageKind::OrderOnTheWay);
    way.minutes = 1;
    QCOMPARE(body(way, Language::En), std::string("Your order from Casino Oven is on its way. About 1 minute to go."));
    way.minutes = 12;
    QCOMPARE(body(way, Language::De),
             std::string("Ihre Bestellung von Casino Oven ist unterwegs. Noch etwa 12 Minuten."));
    QCOMPARE(body(way, Language::It), std::string("Il suo ordine da Casino Oven è in arrivo. Ancora 12 minuti circa."));
    way.minutes = 0;
    QCOMPARE(body(way, Language::Es), std::string("Su pedido de Casino Oven está en camino."));
  }

  void amountsAreWrittenAsTheLanguageDoes() {
    MessageFacts refund = facts(MessageKind::RefundPaid);
    refund.amount = money_text({123'450, Currency::EUR}, Language::De);
    QCOMPARE(message_text(refund, Channel::Email, Language::De).title,
             std::string("Sie bekommen 1.234,50\u00A0€ zurück"));
    refund.amount = money_text({1'500, Currency::JPY}, Language::En);
    QCOMPARE(message_text(refund, Channel::Push, Language::En).title, std::string("You get ¥1,500 back"));
  }

  void whatCancellingCostsIsSaid() {
    MessageFacts cancelled = facts(MessageKind::OrderCancelled);
    QCOMPARE(body(cancelled, Language::En),
             std::string("Your order 7 from Casino Oven is cancelled. Nothing is charged."));
    cancelled.amount = "€4.00";
    QCOMPARE(body(cancelled, Language::En),
             std::string("Your order 7 from Casino Oven is cancelled. €4.00 is charged."));
  }

  void anOfferSaysHowToHaveNoMore() {
    for (std::size_t language = 0; language < language_count; ++language) {
      MessageFacts offer = facts(MessageKind::Offer);
      offer.percent = 20;
      offer.code = "PIZZA20";
      const std::string text = body(offer, static_cast<Language>(language), Channel::Email);
      QVERIFY2(text.find("STOP") != std::string::npos && text.find("PIZZA20") != std::string::npos, text.c_str());
    }
    QVERIFY(body(facts(MessageKind::OrderAccepted), Language::En).find("STOP") == std::string::npos);
  }

  void anSmsHasAtMostTwoParts() {
    for_each_pattern([](MessageKind kind, Language language) {
      MessageFacts long_name = facts(kind);
      long_name.restaurant = std::string(500, 'x');
      const MessageText text = message_text(long_name, Channel::Sms, language);
      QVERIFY(text.title.empty());
      QVERIFY2(sms_length(text.body).parts <= 2, text.body.c_str());
    });
  }

  void anSmsIsCountedByItsAlphabet() {
    QCOMPARE(sms_length(std::string(160, 'a')).parts, std::size_t{1});
    QCOMPARE(sms_length(std::string(161, 'a')).parts, std::size_t{2});
    QCOMPARE(sms_length(std::string(306, 'a')).parts, std::size_t{2});
    QCOMPARE(sms_length(std::string(307, 'a')).parts, std::size_t{3});
    QCOMPARE(sms_length("€").units, std::size_t{2});
    QVERIFY(sms_length("Grüße à la carte").gsm);
    const SmsLength french = sms_length("ça va");
    QVERIFY(!french.gsm);
    QCOMPARE(french.units, std::size_t{5});
    QCOMPARE(sms_length("🍕").units, std::size_t{2});
  }

  void whatIsTooLongIsCutAtACharacter() {
    std::string pizzas;
    for (int i = 0; i < 100; ++i) pizzas += "🍕";
    const std::string cut = sms_text(pizzas);
    QCOMPARE(sms_length(cut).parts, std::size_t{2});
    QCOMPARE(cut.size(), std::size_t{65 * 4 + 3});
    QVERIFY(cut.ends_with("🍕..."));
    QCOMPARE(sms_text("Noch 5\u00A0€ \u201Cgut\u201D"), std::string("Noch 5 € \"gut\""));
  }

  void aStopWordStandsAlone() {
    for (const char* text : {"STOP", " stop. ", "Unsubscribe", "ABMELDEN", "arrêt", "ARRÊT", "Basta!", "baja"})
      QCOMPARE(reply_wish(text), ReplyWish::Stop);
    for (const char* text : {"start", "ANMELDEN"}) QCOMPARE(reply_wish(text), ReplyWish::Start);
    for (const char* text : {"", "cancel", "stop the pizza", "Thank you!", "non-stop"})
      QCOMPARE(reply_wish(text), ReplyWish::None);
  }
};

QTEST_GUILESS_MAIN(NotificationWordsTest)
#include "notification_words_test.moc"
