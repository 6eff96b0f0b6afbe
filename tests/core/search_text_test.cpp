// SPDX-License-Identifier: Apache-2.0
// What is typed finds what is meant: accents, endings, mistakes, words that are only begun.
#include <QTest>

#include "core/services/search/search_words.h"
#include "tests/core/search_stage.h"

using namespace pizza;
using test::SearchStage;

namespace {

std::string words(std::string_view text) {
  std::string joined;
  for (const std::string& word : search_words::words_of(text)) joined += (joined.empty() ? "" : " ") + word;
  return joined;
}

}  // namespace

class SearchTextTest : public QObject {
  Q_OBJECT
 private slots:
  void accentsCapitalsAndMarksDoNotMatter() {
    QCOMPARE(words("Crème Brûlée"), std::string("creme brulee"));
    QCOMPARE(words("KÄSE-Spätzle, groß!"), std::string("kase spatzle gross"));
    QCOMPARE(words("Œuf à l'ancienne"), std::string("oeuf a l ancienne"));
    QCOMPARE(words("Joe's 4 Cheeses"), std::string("joes 4 cheeses"));
    QCOMPARE(words("jalapen\u0303o"), std::string("jalapeno"));
    QCOMPARE(words("ПИЦЦА"), std::string("пицца"));
    QCOMPARE(words("ΠΙΤΣΑ"), std::string("πιτσα"));
    QCOMPARE(words("寿司 🍕 ピザ"), std::string("寿司 ピザ"));
    QCOMPARE(words("\xFF\xC3"), std::string());
    QCOMPARE(words(""), std::string());
  }

  void wordsAreBounded() {
    QCOMPARE(search_words::words_of(std::string(1'000, 'a')).front().size(), search_words::max_word);
    std::string many;
    for (int i = 0; i < 500; ++i) many += "a ";
    QCOMPARE(search_words::words_of(many).size(), search_words::max_words);
  }

  void endingsGo() {
    for (const char* word : {"cheese", "cheeses", "cheesy"}) QCOMPARE(search_words::stem(word), std::string("chees"));
    for (const char* word : {"pizza", "pizze", "pizzas"}) QCOMPARE(search_words::stem(word), std::string("pizz"));
    for (const char* word : {"tomate", "tomaten", "tomato", "tomatoes", "tomates"})
      QCOMPARE(search_words::stem(word), std::string("tomat"));
    for (const char* word : {"olive", "olives", "oliven"}) QCOMPARE(search_words::stem(word), std::string("oliv"));
    for (const char* word : {"spice", "spicy"}) QCOMPARE(search_words::stem(word), std::string("spic"));
    QCOMPARE(search_words::stem("pie"), std::string("pie"));
    QCOMPARE(search_words::stem("swiss"), std::string("swiss"));
    QCOMPARE(search_words::stem("пицца"), std::string("пицца"));
  }

  void distanceCountsMistakes() {
    QCOMPARE(search_words::distance("pizza", "pizza", 2), std::size_t{0});
    QCOMPARE(search_words::distance("piza", "pizza", 2), std::size_t{1});
    QCOMPARE(search_words::distance("pziza", "pizza", 2), std::size_t{1});  // neighbours swapped
    QCOMPARE(search_words::distance("bizzo", "pizza", 2), std::size_t{2});
    QCOMPARE(search_words::distance("sushi", "pizza", 2), std::size_t{3});  // more than asked for
    QCOMPARE(search_words::distance("пица", "пицца", 2), std::size_t{1});   // letters, not bytes
    QCOMPARE(search_words::distance("", "ab", 2), std::size_t{2});
  }

  void alikeWordsShareGrams() {
    QVERIFY((search_words::grams_of("pizz") == std::vector<std::string>{"<pi", "izz", "piz", "zz>"}));
    QVERIFY((search_words::grams_of("a") == std::vector<std::string>{"<a>"}));
    QCOMPARE(search_words::grams_of("寿司").size(), std::size_t{2});
  }

  void cheesyPizaFindsCheesePizza() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "italian");
    s.town.dish(shop, "Margherita");
    s.town.dish(shop, "Cheese Pizza");
    s.town.dish(shop, "Cola");
    const FoodFound found = s.town.found(s.town.text("cheesy piza"));
    QCOMPARE(found.hits.size(), std::size_t{1});
    QCOMPARE(found.hits.front().name, std::string("Cheese Pizza"));
    QCOMPARE(found.hits.front().restaurant_name, std::string("Casino Oven"));
    QCOMPARE(found.hits.front().reasons.front().reason, HitReason::Typo);
  }

  void mistakesFindWhatIsMeant_data() {
    QTest::addColumn<QString>("typed");
    for (const char* typed : {"margherita", "Margarita", "MARGHERTIA", "margeritha", "magherita", "margherit", "marg"})
      QTest::newRow(typed) << QString(typed);
  }
  void mistakesFindWhatIsMeant() {
    QFETCH(QString, typed);
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    s.town.dish(shop, "Margherita");
    s.town.dish(shop, "Marinara");
    QCOMPARE(s.town.names(typed.toStdString()), std::string("Margherita"));
  }

  void shortWordsAreTakenAsTheyAre() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Tea House", "");
    s.town.dish(shop, "Pie");
    s.town.dish(shop, "Pho");
    s.town.dish(shop, "Fizz");
    s.town.dish(shop, "Pizza");
    QCOMPARE(s.town.names("pho"), std::string("Pho"));
    QCOMPARE(s.town.names("piza"), std::string("Pizza"));
  }

  void allWordsFirstElseHalfOfThem() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    s.town.dish(shop, "Mushroom Pizza");
    s.town.dish(shop, "Mushroom Soup");
    QCOMPARE(s.town.names("mushroom pizza"), std::string("Mushroom Pizza"));
    QCOMPARE(s.town.names("pizza with mushrooms"), std::string("Mushroom Pizza"));
    QCOMPARE(s.town.names("mushroom dumplings"), std::string("Mushroom Pizza|Mushroom Soup"));
    QCOMPARE(s.town.names("truffle mushroom dumplings"), std::string());
    QCOMPARE(s.town.names("!?"), std::string());
  }

  void cuisineSectionAndMakerAreFoundToo() {
    SearchStage s;
    const RestaurantId sakura = s.town.shop("Sakura", "Japanese");
    s.town.dish(sakura, "Maki", 900, 0, "Rolls");
    s.town.dish(s.town.shop("Casino Oven", "Italian"), "Margherita");
    QCOMPARE(s.town.names("japanese"), std::string("Sakura|Maki"));
    QCOMPARE(s.town.names("rolls"), std::string("Maki"));
    QCOMPARE(s.town.names("maki sakura"), std::string("Maki"));
  }

  void whatBeginsIsSuggested() {
    SearchStage s;
    const RestaurantId one = s.town.shop("Margate Kitchen", "");
    s.town.dish(one, "Margherita");
    s.town.dish(s.town.shop("Casino Oven", "marginal"), "Pizza Margherita");
    s.town.dish(one, "Cola");
    s.town.dish(s.town.shop("Corner", ""), "Margherita");
    const auto suggest = [&](const std::string& text) {
      std::string all;
      const auto answer = s.town.business.command(SuggestFood{text, {}, 0});
      for (const FoodSuggestion& one : answer->suggestions)
        all += (all.empty() ? "" : "|") + one.text + " " + std::to_string(one.places);
      return all;
    };
    QCOMPARE(suggest("marg"), std::string("Margherita 2|Margate Kitchen 1|Pizza Margherita 1"));
    QCOMPARE(suggest("pizza m"), std::string("Pizza Margherita 1"));
    QCOMPARE(suggest("colla"), std::string("Cola 1"));
    QCOMPARE(suggest("xyz"), std::string());
  }

  void whatChangesIsFoundAsItIsNow() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    QCOMPARE(s.town.names("calzone"), std::string());
    s.town.dish(shop, "Calzone");
    QCOMPARE(s.town.names("calzone"), std::string("Calzone"));
    s.index.clear();
    QCOMPARE(s.town.names("calzone"), std::string());
    s.town.business.recover();  // as after a restart
    QCOMPARE(s.town.names("calzone"), std::string("Calzone"));
  }

  void theFieldAtFaultIsNamed() {
    SearchStage s;
    const auto refusal = [&](const auto& query) {
      const auto answer = s.town.business.command(query);
      return answer.ok() ? std::string() : answer.problem().type + ":" + answer.problem().field;
    };
    QCOMPARE(refusal(s.town.text("")), std::string("search.invalid:text"));
    QCOMPARE(refusal(s.town.text(std::string(101, 'a'))), std::string("search.invalid:text"));
    SearchFood query = s.town.text("pizza");
    query.sort = FoodSort::Distance;
    QCOMPARE(refusal(query), std::string("search.invalid:sort"));
    query = s.town.text("pizza");
    query.radius_m = 50'001;
    QCOMPARE(refusal(query), std::string("search.invalid:radius_m"));
    query = s.town.text("pizza");
    query.price_from = 500;
    query.price_to = 400;
    QCOMPARE(refusal(query), std::string("search.invalid:price_to"));
    query = s.town.text("pizza");
    query.limit = 51;
    QCOMPARE(refusal(query), std::string("search.invalid:limit"));
    query = s.town.text("pizza");
    query.cuisines = {"italian", ""};
    QCOMPARE(refusal(query), std::string("search.invalid:cuisines[1]"));
    query = s.town.text("pizza");
    query.place = GeoPoint{910'000'000, 0};
    QCOMPARE(refusal(query), std::string("search.invalid:place"));
    QCOMPARE(refusal(SuggestFood{"", {}, 0}), std::string("search.invalid:text"));
    QCOMPARE(refusal(SuggestFood{"a", {}, 21}), std::string("search.invalid:limit"));
  }

  void withoutAnIndexNothingIsFound() {
    MemoryStore store;
    InProcessBus bus;
    test::SearchTown town(store, bus, nullptr);
    const auto answer = town.business.command(town.text("pizza"));
    QVERIFY(!answer.ok());
    QCOMPARE(answer.problem().type, std::string("search.unavailable"));
  }
};

QTEST_GUILESS_MAIN(SearchTextTest)
#include "search_text_test.moc"
