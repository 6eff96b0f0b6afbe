// SPDX-License-Identifier: Apache-2.0
// Menus from files and into files: what is written reads back, and every fault is named with its line.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "connectors/menu/csv_rows.h"
#include "connectors/menu/json_lines.h"
#include "connectors/menu/menu_file.h"
#include "connectors/menu/menu_words.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

const char* const header = "row,code,section,name,price,allergens,available,minimum,maximum,size,work_per_100,hours\n";

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus) { cast = open_shop(); }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;

  WholeMenu menu() { return *business.command(ExportMenu{cast.restaurant}); }
  // A menu with everything that a file can say.
  void fill() {
    MenuItem rich;
    rich.restaurant = cast.restaurant;
    rich.code = "P-7";
    rich.section = "Pizza";
    rich.name = "Quattro \"Stagioni\", the large";
    rich.about = "four seasons,\nin four quarters";
    rich.price = {1'450, Currency::EUR};
    rich.half_allowed = true;
    rich.allergens = bit_of(Allergen::Gluten) | bit_of(Allergen::Milk);
    rich.marks = bit_of(DietaryMark::Vegetarian);
    rich.hours = {{0, 690, 840}, {4, 1'080, 1'560}};
    rich.picture = "menu/p7.jpg";
    rich.work_s = {100, 240, 30};
    rich.option_groups = {{"Size", 1, 1, {{"33 cm", {}, 33, 100}, {"40 cm", {400, Currency::EUR}, 40, 150}}, true},
                          {"Extras", 0, 2, {{"anchovies", {150, Currency::EUR}, 0, 0, bit_of(Allergen::Fish), true}}}};
    QVERIFY(business.command(AddMenuItem{rich}).ok());
    QVERIFY(business.command(ReorderSections{cast.restaurant, {{"Drinks", {}}, {"Pizza", {{5, 600, 1'500}}}}}).ok());
    QVERIFY(business.command(OfferMenuItem{cast.cola, false}).ok());
  }
};

MenuFile csv(const std::string& rows) {
  return read_menu_csv(header + rows, {1}, Currency::EUR);
}
MenuFile json(const std::string& text) {
  return read_menu_json(text, {1}, Currency::EUR);
}
std::string told(const MenuFile& file) {
  std::string text;
  for (const MenuFileError& error : file.errors) text += std::to_string(error.line) + " " + error.field + "; ";
  return text;
}

}  // namespace

class MenuImportTest : public QObject {
  Q_OBJECT
 private slots:
  void whatIsWrittenReadsBackAndChangesNothing_data() {
    QTest::addColumn<bool>("as_json");
    QTest::newRow("json") << true;
    QTest::newRow("csv") << false;
  }
  void whatIsWrittenReadsBackAndChangesNothing() {
    QFETCH(bool, as_json);
    Stage s;
    s.fill();
    const WholeMenu menu = s.menu();
    const std::string text = as_json ? write_menu_json(menu) : write_menu_csv(menu);
    const MenuFile file = as_json ? read_menu_json(text, s.cast.restaurant, menu.currency)
                                  : read_menu_csv(text, s.cast.restaurant, menu.currency);
    QCOMPARE(told(file), std::string());
    const std::uint64_t events = s.business.tally().at("restaurant").events;
    const ImportReport report = *s.business.command(file.menu);
    QCOMPARE(report.unchanged, 3);
    QCOMPARE(s.business.tally().at("restaurant").events, events);
    QCOMPARE(as_json ? write_menu_json(s.menu()) : write_menu_csv(s.menu()), text);
  }

  void aFileMovesAMenuToAnotherRestaurant() {
    Stage s;
    s.fill();
    WholeMenu menu = s.menu();
    for (MenuItem& item : menu.items)
      if (item.code.front() == '#') item.code = "old-" + item.code.substr(1);
    Restaurant second;
    second.name = "Second Oven";
    second.place = HandWorld::shop_place;
    const RestaurantId other = *s.business.command(OpenRestaurant{second});
    const MenuFile file = read_menu_csv(write_menu_csv(menu), other, Currency::EUR);
    QCOMPARE(told(file), std::string());
    QCOMPARE(s.business.command(file.menu)->added, 3);
    WholeMenu moved = *s.business.command(ExportMenu{other});
    QCOMPARE(write_menu_csv(moved), write_menu_csv(menu));
  }

  void everyFaultOfACsvHasItsLine() {
    QCOMPARE(told(csv("item,,Pizza,Margherita,12.50\n")), std::string());
    QCOMPARE(told(csv("item,,Pizza,Margherita,twelve\n"
                      "item,,Pizza,Diavola,12.505\n"
                      "dish,,Pizza,Diavola,12.50\n"
                      "item,,Pizza,Calzone,-1\n"
                      "item,,Pizza,Bianca,10,milk cheese,perhaps\n")),
             std::string("2 price; 3 price; 4 row; 5 price; 6 available; 6 allergens; "));
  }

  void whatTheCoreRefusesHasItsLineToo() {
    QCOMPARE(told(csv("section,,,Pizza\n"
                      "section,,,Pizza\n"
                      "item,A,Pizza,,12.50\n"
                      "group,,,Extras,,,,3,2\n"
                      "option,,,basil,1\n"
                      "option,,,basil,2\n"
                      "item,A,Pizza,Diavola,12.50\n"
                      "sizes,,,Size\n"
                      "option,,,large,1,,,,,-5\n")),
             std::string("3 name; 4 name; 5 minimum; 7 name; 8 code; 10 size; "));
  }

  void aRowBelongsToTheOneAbove() {
    QCOMPARE(told(csv("option,,,basil,1\n")), std::string("2 row; "));
    QCOMPARE(told(csv("group,,,Extras\n")), std::string("2 row; "));
    QCOMPARE(told(csv("item,,Pizza,Margherita,12.50\noption,,,basil,1\n")), std::string("3 row; "));
    QCOMPARE(told(csv("section,,,Pizza,9\n")), std::string("2 price; "));
  }

  void theHeaderNamesTheColumns() {
    QCOMPARE(told(read_menu_csv("", {1}, Currency::EUR)), std::string("1 ; "));
    QCOMPARE(told(read_menu_csv("row,name,prize\n", {1}, Currency::EUR)), std::string("1 prize; 1 price; "));
    QCOMPARE(told(read_menu_csv("row,name,price,name\n", {1}, Currency::EUR)), std::string("1 name; "));
    const MenuFile file = read_menu_csv("\xEF\xBB\xBFprice,row,name\r\n3.5,item,Cola\r\n", {1}, Currency::EUR);
    QCOMPARE(told(file), std::string());
    QVERIFY((file.menu.items.at(0).price == Money{350, Currency::EUR}));
  }

  void quotesHoldCommasAndLines() {
    const CsvRows rows = read_csv("a,\"b,\"\"c\"\"\nd\",e\n\n\"f\"\n");
    QCOMPARE(rows.rows.size(), std::size_t{2});
    QCOMPARE(rows.rows[0].fields, (std::vector<std::string>{"a", "b,\"c\"\nd", "e"}));
    QCOMPARE(rows.rows[1].line, 4);
    QCOMPARE(*read_csv("a\nb,\"c\n").bad_quote, 2);
    QCOMPARE(*read_csv("\"a\"b\n").bad_quote, 1);
    QCOMPARE(told(csv("item,,\"Pizza,Margherita,12.50\n")), std::string("2 ; "));
  }

  void everyFaultOfAJsonHasItsLine() {
    QCOMPARE(told(json("{\"items\": [{\"name\": \"Cola\", \"price\": \"3\"}]}")), std::string());
    QCOMPARE(told(json("{\n"
                       "  \"items\": [\n"
                       "    {\"name\": \"Cola\",\n"
                       "     \"price\": \"3,50\"},\n"
                       "    {\"name\": \"Water\",\n"
                       "     \"prize\": \"1\"},\n"
                       "    {\"name\": \"Wine\", \"price\": \"9\",\n"
                       "     \"allergens\": [\"sulphites\",\n"
                       "       \"sadness\"]},\n"
                       "    7\n"
                       "  ],\n"
                       "  \"dishes\": []\n"
                       "}\n")),
             std::string("4 items[0].price; 6 items[1].prize; 9 items[2].allergens[1]; 10 items[3]; 12 dishes; "));
    QCOMPARE(told(json("{\n\"items\": [\n{\"name\": \"Cola\",}]}")), std::string("3 ; "));
    QCOMPARE(told(json("[]")), std::string("1 ; "));
  }

  void whatTheCoreRefusesOfAJsonHasItsLine() {
    QCOMPARE(told(json("{\"sections\": [],\n"
                       " \"items\": [{\"name\": \"Pizza\", \"price\": \"9\", \"option_groups\": [\n"
                       "   {\"name\": \"Size\", \"sizes\": true, \"minimum\": 1, \"options\": [\n"
                       "     {\"name\": \"small\"},\n"
                       "     {\"name\": \"small\"}]}]}]}")),
             std::string("5 items[0].option_groups[0].options[1].name; "));
  }

  void linesAreFoundByPath() {
    const std::string text = "{\n\"a\": {\"b\": [1,\n[\"]\\\"\", 2],\n{\"c\":\n3}]},\n\"d\": 4}";
    QCOMPARE(line_of_json(text, ""), 1);
    QCOMPARE(line_of_json(text, "a.b[0]"), 2);
    QCOMPARE(line_of_json(text, "a.b[1][1]"), 3);
    QCOMPARE(line_of_json(text, "a.b[2].c"), 5);
    QCOMPARE(line_of_json(text, "d"), 6);
    QCOMPARE(line_of_json(text, "a.b[2].nothing"), 4);
    QCOMPARE(line_of_json(text, "a.b[9]"), 2);
  }

  void faultsAndFilesAreBounded() {
    std::string rows;
    for (int i = 0; i < 500; ++i) rows += "dish\n";
    QCOMPARE(csv(rows).errors.size(), max_menu_file_errors);
    const std::string huge(max_menu_file_bytes + 1, ' ');
    QCOMPARE(told(read_menu_csv(huge, {1}, Currency::EUR)), std::string("1 ; "));
    QCOMPARE(told(json(huge)), std::string("1 ; "));
  }

  void pricesAreDecimalsOfTheirCurrency() {
    using menu_words::price_of;
    QCOMPARE(price_of("12.5", Currency::EUR)->minor, std::int64_t{1'250});
    QCOMPARE(price_of("0.05", Currency::EUR)->minor, std::int64_t{5});
    QCOMPARE(price_of("1200", Currency::JPY)->minor, std::int64_t{1'200});
    for (const char* text : {"", ".", "1.", ".5", "1.234", "1,2", "1e3", "-1", " 1", "9999999999"})
      QVERIFY2(!price_of(text, Currency::EUR), text);
    QVERIFY(!price_of("1.0", Currency::JPY));
    QCOMPARE(menu_words::price_text({5, Currency::EUR}), std::string("0.05"));
    QCOMPARE(menu_words::price_text({120'000, Currency::EUR}), std::string("1200.00"));
    QCOMPARE(menu_words::price_text({1'200, Currency::JPY}), std::string("1200"));
  }

  void hoursReadAsPeopleWriteThem() {
    using menu_words::hours_of;
    const std::vector<WeekSpan> spans{{0, 690, 840}, {4, 1'080, 1'560}};
    QCOMPARE(menu_words::hours_text(spans), std::string("Mon 11:30-14:00; Fri 18:00-26:00"));
    QVERIFY(*hours_of("Mon 11:30-14:00; Fri 18:00-26:00") == spans);
    QVERIFY(*hours_of(" Mon  11:30 - 14:00;Fri 18:00-26:00; ") == spans);
    QVERIFY(hours_of("")->empty());
    for (const char* text : {"Mon", "Mon 11-14", "Moon 11:00-14:00", "Mon 11:60-14:00", "Mon 11:00", "Mon 11:00-49:00"})
      QVERIFY2(!hours_of(text), text);
  }
};

QTEST_GUILESS_MAIN(MenuImportTest)
#include "menu_import_test.moc"
