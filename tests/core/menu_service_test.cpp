// SPDX-License-Identifier: Apache-2.0
// What stands on a menu, in which order, and what of it can be ordered when.
#include <QTest>

#include "core/services/restaurant/menu_rules.h"
#include "tests/support/shop_world.h"

using namespace pizza;
using test::eur;

namespace {

struct Stage : test::ShopWorld {
  MenuItem item(const char* name, const char* section = "Pizza") const {
    MenuItem item;
    item.restaurant = cast.restaurant;
    item.section = section;
    item.name = name;
    item.price = eur(1'000);
    return item;
  }
  MenuItem kept(MenuItemId id) {
    return business.read([&](UnitOfWork& work) { return *work.find(id); });
  }
  MenuView menu(std::optional<Instant> at = std::nullopt, bool orderable_only = false) {
    return *business.command(SeeMenu{cast.restaurant, at, orderable_only});
  }
  std::string outline() {
    std::string text;
    for (const ShownSection& section : menu().sections) {
      text += section.name + ":";
      for (const ShownItem& item : section.items) text += " " + item.name;
      text += ". ";
    }
    return text;
  }
};

}  // namespace

class MenuServiceTest : public QObject {
  Q_OBJECT
 private slots:
  void theFieldAtFaultIsNamed() {
    Stage s;
    const auto refused = [&](auto spoil) {
      MenuItem wish = s.item("Diavola");
      spoil(wish);
      return s.refusal(AddMenuItem{wish});
    };
    const std::string group = "menu.invalid:option_groups[0]";
    QCOMPARE(refused([](MenuItem&) {}), std::string());
    QCOMPARE(refused([](MenuItem& i) { i.restaurant = {99}; }), std::string("restaurant.unknown:restaurant_id"));
    QCOMPARE(refused([](MenuItem& i) { i.name.clear(); }), std::string("menu.invalid:name"));
    QCOMPARE(refused([](MenuItem& i) { i.about = "4242424242424242"; }), std::string("menu.card_number:description"));
    QCOMPARE(refused([](MenuItem& i) { i.code = "#1"; }), std::string("menu.invalid:code"));
    QCOMPARE(refused([](MenuItem& i) { i.allergens = all_allergens + 1; }), std::string("menu.invalid:allergens"));
    QCOMPARE(refused([](MenuItem& i) { i.marks = all_dietary_marks + 1; }), std::string("menu.invalid:marks"));
    QCOMPARE(refused([](MenuItem& i) { i.hours = {{0, 10, 5}}; }), std::string("menu.invalid:hours[0]"));
    QCOMPARE(refused([](MenuItem& i) { i.work_s[1] = 7'201; }), std::string("menu.invalid:work_s"));
    QCOMPARE(refused([](MenuItem& i) { i.option_groups.resize(21); }), std::string("menu.invalid:option_groups"));
    QCOMPARE(refused([](MenuItem& i) { i.option_groups = {{"", 0, 1, {{"a", {}}}}}; }), group + ".name");
    QCOMPARE(refused([](MenuItem& i) { i.option_groups = {{"g", 0, 1, {}}}; }), group + ".options");
    QCOMPARE(refused([](MenuItem& i) { i.option_groups = {{"g", 2, 1, {{"a", {}}, {"b", {}}}}}; }), group + ".minimum");
    QCOMPARE(refused([](MenuItem& i) {
               i.option_groups = {{"g", 0, 1, {{"a", {}}, {"a", {}}}}};
             }),
             group + ".options[1].name");
    QCOMPARE(refused([](MenuItem& i) {
               i.option_groups = {{"g", 0, 1, {{"a", eur(-1)}}}};
             }),
             group + ".options[0].price.minor");
  }

  void sizesAreComparable() {
    Stage s;
    const auto with_sizes = [&](std::vector<MenuOption> options, std::int32_t minimum = 1) {
      MenuItem wish = s.item("Diavola");
      wish.half_allowed = true;
      wish.option_groups = {{"Size", minimum, 1, std::move(options), true}};
      return wish;
    };
    const MenuOption small{"33 cm", eur(0), 33, 100};
    const MenuOption large{"40 cm", eur(400), 40, 150};
    const MenuOption family{"60 cm", eur(1'400), 60, 250};
    QCOMPARE(s.refusal(AddMenuItem{with_sizes({small, large})}), std::string());
    QCOMPARE(s.refusal(AddMenuItem{with_sizes({small, large}, 0)}),
             std::string("menu.invalid:option_groups[0].minimum"));
    QCOMPARE(s.refusal(AddMenuItem{with_sizes({small, {"again", eur(0), 33, 100}})}),
             std::string("menu.invalid:option_groups[0].options[1].size"));
    MenuItem twice = with_sizes({small});
    twice.option_groups.push_back(twice.option_groups[0]);
    QCOMPARE(s.refusal(AddMenuItem{twice}), std::string("menu.invalid:option_groups"));
    QVERIFY(menu_rules::halves_fit(with_sizes({small, large}), with_sizes({large, family})));
    QVERIFY(!menu_rules::halves_fit(with_sizes({small}), with_sizes({family})));
    QVERIFY(!menu_rules::halves_fit(with_sizes({small}), s.item("Calzone")));
    MenuItem plain = s.item("Focaccia");
    QVERIFY(!menu_rules::halves_fit(plain, plain));
    plain.half_allowed = true;
    QVERIFY(menu_rules::halves_fit(plain, plain));
    QCOMPARE(menu_rules::sized_work_s(61, 150), 92);
    QCOMPARE(menu_rules::sized_work_s(61, 0), 61);
  }

  void marksMustNotContradictTheAllergens_data() {
    QTest::addColumn<uint>("mark");
    QTest::addColumn<uint>("allergen");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char* name, DietaryMark mark, Allergen allergen, bool allowed) {
      QTest::newRow(name) << bit_of(mark) << bit_of(allergen) << allowed;
    };
    row("vegetarian with milk", DietaryMark::Vegetarian, Allergen::Milk, true);
    row("vegetarian with fish", DietaryMark::Vegetarian, Allergen::Fish, false);
    row("vegan with milk", DietaryMark::Vegan, Allergen::Milk, false);
    row("vegan with nuts", DietaryMark::Vegan, Allergen::Nuts, true);
    row("gluten-free with gluten", DietaryMark::GlutenFree, Allergen::Gluten, false);
    row("lactose-free with milk", DietaryMark::LactoseFree, Allergen::Milk, false);
    row("halal with milk", DietaryMark::Halal, Allergen::Milk, true);
  }
  void marksMustNotContradictTheAllergens() {
    QFETCH(uint, mark);
    QFETCH(uint, allergen);
    QFETCH(bool, allowed);
    Stage s;
    MenuItem wish = s.item("Diavola");
    wish.marks = mark;
    wish.allergens = allergen;
    QCOMPARE(s.refusal(AddMenuItem{wish}), std::string(allowed ? "" : "menu.invalid:marks"));
  }

  void anEditLeavesPriceStockAndOfferAlone() {
    Stage s;
    QCOMPARE(s.refusal(SetStock{s.cast.cola, 7}), std::string());
    QCOMPARE(s.refusal(OfferMenuItem{s.cast.cola, false}), std::string());
    MenuItem wish = s.item("Cola Zero", "Cold drinks");
    wish.id = s.cast.cola;
    wish.restaurant = {99};
    wish.price = eur(1);
    wish.kind = GoodKind::Drink;
    wish.available = true;
    QCOMPARE(s.refusal(EditMenuItem{wish}), std::string());
    const MenuItem cola = s.kept(s.cast.cola);
    QCOMPARE(cola.name, std::string("Cola Zero"));
    QCOMPARE(cola.kind, GoodKind::Drink);
    QCOMPARE(cola.restaurant, s.cast.restaurant);
    QCOMPARE(cola.price, eur(300));
    QVERIFY(cola.counts_stock && !cola.available);
  }

  void codesAreUniqueOnAMenu() {
    Stage s;
    MenuItem first = s.item("Diavola");
    first.code = "D1";
    QCOMPARE(s.refusal(AddMenuItem{first}), std::string());
    QCOMPARE(s.refusal(AddMenuItem{first}), std::string("menu.code_taken:code"));
    first.id = s.cast.cola;
    QCOMPARE(s.refusal(EditMenuItem{first}), std::string("menu.code_taken:code"));
  }

  void whatIsRemovedIsNotFound() {
    Stage s;
    QCOMPARE(s.refusal(RemoveMenuItem{s.cast.cola}), std::string());
    const std::string unknown = "menu.unknown:menu_item_id";
    QCOMPARE(s.refusal(RemoveMenuItem{s.cast.cola}), unknown);
    QCOMPARE(s.refusal(OfferMenuItem{s.cast.cola, true}), unknown);
    QCOMPARE(s.refusal(SetStock{s.cast.cola, 1}), unknown);
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(1), std::nullopt}), unknown);
    QCOMPARE(s.refusal(PriceHistory{s.cast.cola, 0}), unknown);
    QVERIFY(!s.kept(s.cast.cola).available);  // for whoever still orders by number
    QCOMPARE(s.outline(), std::string("Pizza: Margherita. "));
  }

  void sectionsAndItemsStandInTheirOrder() {
    Stage s;
    QCOMPARE(s.outline(), std::string("Pizza: Margherita. Drinks: Cola. "));
    QCOMPARE(s.refusal(ReorderSections{s.cast.restaurant, {{"Starters", {}}, {"Drinks", {}}}}), std::string());
    MenuItem first = s.item("Bianca");
    first.position = -1;
    QCOMPARE(s.refusal(AddMenuItem{first}), std::string("menu.invalid:position"));
    first.position = 0;
    QCOMPARE(s.refusal(AddMenuItem{first}), std::string());
    MenuItem margherita = s.kept(s.cast.margherita);
    margherita.position = 5;
    QCOMPARE(s.refusal(EditMenuItem{margherita}), std::string());
    QCOMPARE(s.outline(), std::string("Drinks: Cola. Pizza: Bianca Margherita. "));
    QCOMPARE(s.refusal(ReorderSections{s.cast.restaurant, {{"Drinks", {}}, {"Drinks", {}}}}),
             std::string("menu.invalid:sections[1].name"));
  }

  void sectionsAndItemsHaveHours() {
    Stage s;  // Friday, 19:00 UTC
    QCOMPARE(s.refusal(ReorderSections{s.cast.restaurant, {{"Drinks", {{4, 1'200, 1'500}}}}}), std::string());
    MenuItem lunch = s.item("Lunch");
    for (std::int32_t weekday = 0; weekday < 7; ++weekday) lunch.hours.push_back({weekday, 690, 870});
    QCOMPARE(s.refusal(AddMenuItem{lunch}), std::string());
    const auto orderable = [&](Instant at) {
      std::string names;
      for (const ShownSection& section : s.menu(at, true).sections)
        for (const ShownItem& item : section.items) names += item.name + " ";
      return names;
    };
    QCOMPARE(orderable(s.clock.at), std::string("Margherita "));
    QCOMPARE(orderable(s.clock.at + hours(1)), std::string("Cola Margherita "));
    QCOMPARE(orderable(s.clock.at + hours(6) - milliseconds(1)), std::string("Cola Margherita "));
    QCOMPARE(orderable(s.clock.at + hours(6)), std::string("Margherita "));
    QCOMPARE(orderable(s.clock.at + hours(17)), std::string("Margherita Lunch "));
    QCOMPARE(s.menu().sections[0].items[0].why_not, std::string("not_now"));
  }

  void whatTheRestaurantDoesNotServeCannotBeOrdered() {
    Stage s;
    QCOMPARE(s.refusal(OfferMenuItem{s.cast.cola, false}), std::string());
    QCOMPARE(s.menu().sections[1].items[0].why_not, std::string("taken_off"));
    QCOMPARE(s.refusal(PauseRestaurant{s.cast.restaurant, true, minutes(30)}), std::string());
    QCOMPARE(s.menu().sections[0].items[0].why_not, std::string("closed"));
    QVERIFY(s.menu(std::nullopt, true).sections.empty());
    QVERIFY(!s.menu(s.clock.at + hours(1), true).sections.empty());
  }

  void marksAndAllergensAreShownByName() {
    Stage s;
    MenuItem wish = s.item("Bianca");
    wish.allergens = bit_of(Allergen::Gluten) | bit_of(Allergen::Milk);
    wish.marks = bit_of(DietaryMark::Vegetarian) | bit_of(DietaryMark::Spicy);
    QCOMPARE(s.refusal(AddMenuItem{wish}), std::string());
    const ShownItem shown = s.menu().sections[0].items[1];
    QCOMPARE(shown.allergens, (std::vector<Allergen>{Allergen::Gluten, Allergen::Milk}));
    QCOMPARE(shown.marks, (std::vector<DietaryMark>{DietaryMark::Vegetarian, DietaryMark::Spicy}));
  }

  void anImportAddsChangesAndRemoves() {
    Stage s;
    WholeMenu menu = *s.business.command(ExportMenu{s.cast.restaurant});
    QCOMPARE(menu.items.size(), std::size_t{2});
    ImportMenu wish{s.cast.restaurant, menu.sections, menu.items};
    ImportReport report = *s.business.command(wish);
    QCOMPARE(report.unchanged, 2);
    QCOMPARE(report.added + report.changed + report.removed, 0);
    wish.items[0].price = eur(1'250);           // Margherita
    wish.items[1] = s.item("Water", "Drinks");  // in the place of Cola
    wish.items[1].code = "W";
    wish.sections = {{"Drinks", {}}};
    report = *s.business.command(wish);
    QCOMPARE(report.added, 1);
    QCOMPARE(report.changed, 1);
    QCOMPARE(report.removed, 1);
    QCOMPARE(s.outline(), std::string("Drinks: Water. Pizza: Margherita. "));
    QCOMPARE(s.business.command(PriceHistory{s.cast.margherita, 0})->versions.size(), std::size_t{2});
    // What came out goes in again, and nothing happens.
    menu = *s.business.command(ExportMenu{s.cast.restaurant});
    const std::uint64_t events = s.business.tally().at("restaurant").events;
    report = *s.business.command(ImportMenu{s.cast.restaurant, menu.sections, menu.items});
    QCOMPARE(report.unchanged, 2);
    QCOMPARE(s.business.tally().at("restaurant").events, events);
  }

  void anImportKeepsItsOrder() {
    Stage s;
    ImportMenu wish{s.cast.restaurant, {}, {}};
    for (const char* name : {"Zucca", "Amalfi", "Napoli"}) {
      wish.items.push_back(s.item(name));
      wish.items.back().code = name;
    }
    QCOMPARE(s.refusal(wish), std::string());
    QCOMPARE(s.outline(), std::string("Pizza: Zucca Amalfi Napoli. "));
    std::swap(wish.items[0], wish.items[2]);
    QCOMPARE(s.business.command(wish)->removed, 0);
    QCOMPARE(s.outline(), std::string("Pizza: Napoli Amalfi Zucca. "));
  }

  void withoutCodesItemsAreKnownByTheirNames() {
    Stage s;
    WholeMenu menu = *s.business.command(ExportMenu{s.cast.restaurant});
    for (MenuItem& item : menu.items) item.code.clear();
    QCOMPARE(s.business.command(ImportMenu{s.cast.restaurant, {}, menu.items})->unchanged, 2);
    menu.items[0].code = "M1";
    QCOMPARE(s.business.command(ImportMenu{s.cast.restaurant, {}, menu.items})->changed, 1);
    QCOMPARE(s.kept(s.cast.margherita).code, std::string("M1"));
    menu.items[0].name = "Margherita DOP";
    QCOMPARE(s.business.command(ImportMenu{s.cast.restaurant, {}, menu.items})->changed, 1);
    QCOMPARE(s.kept(s.cast.margherita).name, std::string("Margherita DOP"));
  }

  void anImportIsAllOrNothing() {
    Stage s;
    ImportMenu wish{s.cast.restaurant, {}, {s.item("A"), s.item("")}};
    QCOMPARE(s.refusal(wish), std::string("menu.invalid:items[1].name"));
    wish.items[1] = s.item("B");
    wish.items[0].code = wish.items[1].code = "same";
    QCOMPARE(s.refusal(wish), std::string("menu.invalid:items[1].code"));
    wish.items[1].code = "#77";
    QCOMPARE(s.refusal(wish), std::string("menu.invalid:items[1].code"));
    wish.items.assign(1'001, s.item("C"));
    QCOMPARE(s.refusal(wish), std::string("menu.invalid:items"));
    QCOMPARE(s.outline(), std::string("Pizza: Margherita. Drinks: Cola. "));
  }
};

QTEST_GUILESS_MAIN(MenuServiceTest)
#include "menu_service_test.moc"
