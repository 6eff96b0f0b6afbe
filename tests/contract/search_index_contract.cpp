// SPDX-License-Identifier: Apache-2.0
// What the search service relies on in an index, over the one in memory and the one in SQLite; and that both lead to
// the same hits in the same order.
#include <QTemporaryDir>
#include <QtTest>
#include <memory>

#include "connectors/memory/memory_search_index.h"
#include "connectors/sqlite/sqlite_search_index.h"
#include "core/model/random_bits.h"
#include "core/model/wire.h"
#include "core/services/search/search_words.h"
#include "tests/core/search_stage.h"

using namespace pizza;
using test::SearchTown;

namespace {

struct Bench {
  std::unique_ptr<QTemporaryDir> folder = std::make_unique<QTemporaryDir>();  // can be given on
  std::unique_ptr<SearchIndex> index;

  std::string path() const { return folder->filePath("search.db").toStdString(); }
  void make(bool sqlite) {
    index.reset();
    if (sqlite) {
      index = std::make_unique<SqliteSearchIndex>(path());
    } else {
      index = std::make_unique<MemorySearchIndex>();
    }
  }
};

SearchDocument document(std::uint64_t id, const std::string& name, const std::string& kind = "",
                        GeoPoint place = SearchTown::square) {
  return {id, place, {name, kind, ""}};
}

std::string with_prefix(const SearchIndex& index, const std::string& prefix, std::size_t limit = 100) {
  std::vector<std::string> words;
  index.words_with_prefix(prefix, limit, words);
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

std::string alike(const SearchIndex& index, const std::string& word, std::size_t shortest = 1, std::size_t longest = 24,
                  std::size_t limit = 100) {
  std::vector<std::string> words;
  index.words_with_grams(search_words::grams_of(word), shortest, longest, limit, words);
  std::string all;
  for (const std::string& one : words) all += (all.empty() ? "" : " ") + one;
  return all;
}

std::vector<std::uint64_t> ids(const SearchIndex& index, DocumentsWanted wanted) {
  if (wanted.limit == 0) wanted.limit = 1'000;
  std::vector<SearchDocument> found;
  index.documents(wanted, found);
  std::vector<std::uint64_t> all;
  for (const SearchDocument& one : found) all.push_back(one.id);
  return all;
}

using Ids = std::vector<std::uint64_t>;

DocumentsWanted groups(std::vector<std::vector<std::string>> groups, bool any = false) {
  DocumentsWanted wanted;
  wanted.groups = std::move(groups);
  wanted.any = any;
  return wanted;
}

}  // namespace

class SearchIndexContract : public QObject {
  Q_OBJECT

 private slots:
  void finds_by_words_data() { kinds(); }
  void finds_by_words() {
    Bench bench = made();
    SearchIndex& index = *bench.index;
    index.put(document(9, "chees pizz"));
    index.put(document(3, "pizz", "italian"));
    index.put(document(4, "salad", "italian"));
    QCOMPARE(ids(index, groups({{"pizz"}})), (Ids{3, 9}));
    QCOMPARE(ids(index, groups({{"pizz"}, {"italian"}})), (Ids{3}));
    QCOMPARE(ids(index, groups({{"pizz", "salad"}, {"italian"}})), (Ids{3, 4}));
    QCOMPARE(ids(index, groups({{"chees"}, {"salad"}}, true)), (Ids{4, 9}));
    QCOMPARE(ids(index, groups({{"piz"}})), Ids{});
    QCOMPARE(ids(index, groups({{"pizz"}, {}})), Ids{});
    DocumentsWanted few = groups({{"italian", "chees"}});
    few.limit = 2;
    QCOMPARE(ids(index, few), (Ids{3, 4}));
    DocumentsWanted restaurants = groups({{"italian", "chees"}});
    restaurants.kind = FoundKind::Restaurant;
    QCOMPARE(ids(index, restaurants), (Ids{4}));
  }

  void gives_documents_whole_data() { kinds(); }
  void gives_documents_whole() {
    Bench bench = made();
    const SearchDocument whole{7, {-337'384'001, -1'574'246'003}, {"chees pizz", "", "casin oven"}};
    bench.index->put(whole);
    std::vector<SearchDocument> found;
    DocumentsWanted wanted = groups({{"oven"}});
    wanted.limit = 1;
    bench.index->documents(wanted, found);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY(found.front() == whole);
  }

  void finds_by_place_data() { kinds(); }
  void finds_by_place() {
    Bench bench = made();
    SearchIndex& index = *bench.index;
    index.put(document(2, "a", "", {10, 10}));
    index.put(document(4, "a", "", {-10, -10}));
    index.put(document(6, "a", "", {600'000, 700'000}));
    DocumentsWanted wanted;
    wanted.within = GeoBox{{-10, -10}, {10, 10}};
    QCOMPARE(ids(index, wanted), (Ids{2, 4}));  // the border belongs to it
    wanted.within = GeoBox{{-9, -10}, {600'000, 700'000}};
    QCOMPARE(ids(index, wanted), (Ids{2, 6}));
    wanted.groups = groups({{"a"}}).groups;
    QCOMPARE(ids(index, wanted), (Ids{2, 6}));
    wanted.within = GeoBox{{11, 11}, {12, 12}};
    QCOMPARE(ids(index, wanted), Ids{});
    QCOMPARE(ids(index, DocumentsWanted{}), (Ids{2, 4, 6}));
  }

  void knows_its_words_data() { kinds(); }
  void knows_its_words() {
    Bench bench = made();
    SearchIndex& index = *bench.index;
    index.put(document(1, "pizz margherit", "pizz"));
    index.put(document(3, "marinar пицца 寿司"));
    QCOMPARE(with_prefix(index, "mar"), std::string("margherit marinar"));
    QCOMPARE(with_prefix(index, "mar", 1), std::string("margherit"));
    QCOMPARE(with_prefix(index, ""), std::string("margherit marinar pizz пицца 寿司"));
    QCOMPARE(with_prefix(index, "пи"), std::string("пицца"));
    QCOMPARE(alike(index, "piz"), std::string("pizz"));
    QCOMPARE(alike(index, "margarit"), std::string("margherit marinar"));
    QCOMPARE(alike(index, "margarit", 8, 10), std::string("margherit"));
    QCOMPARE(alike(index, "margarit", 1, 24, 1), std::string("margherit"));
    QCOMPARE(alike(index, "пица", 5, 5), std::string("пицца"));  // length in characters
    QCOMPARE(alike(index, "寿"), std::string());
    QCOMPARE(alike(index, "xyz"), std::string());
  }

  void forgets_what_is_gone_data() { kinds(); }
  void forgets_what_is_gone() {
    Bench bench = made();
    SearchIndex& index = *bench.index;
    index.put(document(1, "pizz pizz"));
    index.put(document(3, "pizz calzon"));
    index.put(document(3, "calzon fritt"));  // in its place
    QCOMPARE(ids(index, groups({{"pizz"}})), (Ids{1}));
    index.remove(1);
    index.remove(1);
    QCOMPARE(with_prefix(index, ""), std::string("calzon fritt"));
    QCOMPARE(alike(index, "pizz"), std::string());
    index.clear();
    QCOMPARE(with_prefix(index, ""), std::string());
    QCOMPARE(ids(index, DocumentsWanted{}), Ids{});
    index.put(document(1, "pizz"));
    QCOMPARE(ids(index, groups({{"pizz"}})), (Ids{1}));
  }

  void takes_any_words_data() { kinds(); }
  void takes_any_words() {
    Bench bench = made();
    bench.index->put(document(1, "or and not near"));
    QCOMPARE(ids(*bench.index, groups({{"or"}, {"not"}, {"near"}})), (Ids{1}));
    QCOMPARE(ids(*bench.index, groups({{"\" OR \"near"}})), Ids{});
    QCOMPARE(ids(*bench.index, groups({{"name:or", "*", "n*"}})), Ids{});
  }

  void sqlite_keeps_what_was_flushed() {
    Bench bench;
    bench.make(true);
    bench.index->put(document(1, "pizz"));
    bench.index->flush();
    bench.make(true);
    QCOMPARE(ids(*bench.index, groups({{"pizz"}})), (Ids{1}));
    QCOMPARE(alike(*bench.index, "piz"), std::string("pizz"));
  }

  void both_are_equal_after_any_changes() {
    Bench bench;
    bench.make(true);
    SearchIndex& sqlite = *bench.index;
    MemorySearchIndex memory;
    const std::vector<std::string> vocabulary{"pizz", "piz",   "chees",  "chez", "margherit", "marg",
                                              "oven", "pasta", "pastis", "寿司", "кебаб"};
    RandomBits random(4);
    const auto word = [&] { return vocabulary[random.next() % vocabulary.size()]; };
    for (int step = 0; step < 600; ++step) {
      const std::uint64_t id = 1 + random.next() % 40;
      if (random.next() % 4 == 0) {
        sqlite.remove(id);
        memory.remove(id);
      } else {
        const GeoPoint place{static_cast<std::int32_t>(random.next() % 2'000'000) - 1'000'000,
                             static_cast<std::int32_t>(random.next() % 2'000'000) - 1'000'000};
        const SearchDocument one{id, place, {word() + " " + word(), word(), random.next() % 2 == 0 ? "" : word()}};
        sqlite.put(one);
        memory.put(one);
      }
      if (step % 20 != 0) continue;
      QCOMPARE(with_prefix(sqlite, ""), with_prefix(memory, ""));
      QCOMPARE(with_prefix(sqlite, "p", 2), with_prefix(memory, "p", 2));
      const std::string typed = word();
      QCOMPARE(alike(sqlite, typed, 2, 5), alike(memory, typed, 2, 5));
      DocumentsWanted wanted = groups({{word(), word()}, {word()}}, random.next() % 2 == 0);
      if (random.next() % 2 == 0) wanted.within = GeoBox{{-300'000, -900'000}, {500'000, 400'000}};
      if (random.next() % 3 == 0) wanted.kind = FoundKind::Dish;
      QCOMPARE(ids(sqlite, wanted), ids(memory, wanted));
      wanted.groups.clear();
      QCOMPARE(ids(sqlite, wanted), ids(memory, wanted));
    }
  }

  void both_worlds_find_the_same() { QCOMPARE(town_answers(true), town_answers(false)); }

 private:
  static void kinds() {
    QTest::addColumn<bool>("sqlite");
    QTest::newRow("memory") << false;
    QTest::newRow("sqlite") << true;
  }
  static Bench made() {
    QFETCH(bool, sqlite);
    Bench bench;
    bench.make(sqlite);
    return bench;
  }

  // Every query of the service over a small town: hits with their scores, facets, suggestions, recommendations.
  static std::string town_answers(bool sqlite) {
    Bench bench;
    bench.make(sqlite);
    MemoryStore store;
    InProcessBus bus;
    SearchTown town(store, bus, bench.index.get());
    const char* const cuisines[]{"Italian", "Japanese", "Turkish", "French"};
    const char* const dishes[]{"Cheese Pizza",  "Pizza Margherita", "Maki",   "Ramen",  "Döner Kebab",
                               "Crêpe Suzette", "Käsespätzle",      "Tomato", "Salami", "Pizza Quattro Formaggi"};
    std::vector<std::pair<RestaurantId, MenuItemId>> menu;
    for (int i = 0; i < 12; ++i) {
      const RestaurantId shop =
          town.shop(std::string("House ") + static_cast<char>('A' + i), cuisines[i % 4], SearchTown::north(400 * i));
      for (int k = 0; k < 4; ++k)
        menu.push_back({shop, town.dish(shop, dishes[(i * 3 + k) % 10], 500 + 150 * k, (i + k) % 3 == 0 ? 1U : 0U)});
    }
    const UserId user = town.add_user("ada@example.org");
    for (const std::size_t i : {0U, 5U, 5U, 9U, 17U}) town.receive(user, menu[i].first, {menu[i].second});
    std::string answers;
    for (const char* typed : {"cheesy piza", "pizza", "kase", "doner", "crepe", "margarita", "japanese", "salmi",
                              "hous", "pizza formagi", ""}) {
      SearchFood query = town.text(typed);
      query.place = SearchTown::square;
      query.limit = 50;
      for (const FoodSort sort : {FoodSort::Best, FoodSort::Price, FoodSort::Popular, FoodSort::Distance}) {
        query.sort = sort;
        wire::encode(town.found(query), answers);
      }
      if (*typed != 0) wire::encode(*town.business.command(SuggestFood{typed, SearchTown::square, 20}), answers);
    }
    const std::size_t before = answers.size();
    wire::encode(*town.business.command(RecommendFood{user, SearchTown::square, 30}), answers);
    if (before == 0 || answers.size() == before) qFatal("nothing was found");
    return answers;
  }
};

QTEST_GUILESS_MAIN(SearchIndexContract)
#include "search_index_contract.moc"
