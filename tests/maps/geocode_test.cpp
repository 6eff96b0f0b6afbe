// SPDX-License-Identifier: Apache-2.0
// Addresses to places and back, as people type them.
#include <QFile>
#include <QTest>
#include <algorithm>

#include "core/model/random_bits.h"
#include "maps/generate/city_generator.h"
#include "maps/geocode/geocoder.h"
#include "maps/geocode/plain_text.h"
#include "maps/import/osm_import.h"
#include "maps/map_writer.h"

namespace pizza::maps {

namespace {

std::shared_ptr<const RoadMap> made(MapDraft draft) {
  return std::move(RoadMap::from_bytes(map_bytes(build_map(std::move(draft))), "made")).value();
}

std::shared_ptr<const RoadMap> extract(const char* name) {
  const std::string path = std::string(PIZZA_SOURCE_DIR "/../shared/osm/") + name + ".osm.pbf";
  if (!QFile::exists(QString::fromStdString(path))) return nullptr;
  return made(std::move(read_osm(path, [](std::string_view) {})).value());
}

// One street of ten houses, and one with another name in Finnish and Swedish.
MapDraft small_town() {
  MapDraft draft;
  draft.points = {{600'000'000, 250'000'000}, {600'000'000, 250'100'000}, {600'050'000, 250'000'000}};
  const std::uint32_t moulins = draft.names.intern("Boulevard des Moulins");
  const std::uint32_t manner = draft.names.intern("Mannerheimintie");
  draft.roads.push_back({{0, 1}, moulins, {}, false});
  draft.roads.push_back({{0, 2}, manner, {}, false});
  draft.aliases.push_back({manner, draft.names.intern("sv"), draft.names.intern("Mannerheimvägen")});
  for (int number = 1; number <= 10; ++number) {
    draft.addresses.push_back({{600'001'000, 250'000'000 + number * 9'000},
                               moulins,
                               draft.names.intern(std::to_string(number == 7 ? 70 : number)),
                               none});
  }
  draft.addresses.push_back({{600'001'000, 250'099'000}, moulins, draft.names.intern("12 bis"), none});
  draft.places.push_back({{600'020'000, 250'020'000}, draft.names.intern("Saint-Roman"), PlaceKind::Quarter, {}});
  draft.pois.push_back(
      {{600'010'000, 250'010'000}, draft.names.intern("Pizzeria Bella Napoli"), PoiKind::Pizzeria, {}});
  return draft;
}

QString first(const Geocoder& geocoder, const char* text) {
  const auto found = geocoder.find(text);
  return found.empty() ? "nothing" : QString::fromStdString(found.front().name);
}

}  // namespace

class GeocodeTest : public QObject {
  Q_OBJECT

 private slots:
  void names_are_compared_plainly() {
    const std::vector<std::pair<const char*, const char*>> cases = {
        {"Bd. du Général-de-Gaulle", "boulevard du general de gaulle"},
        {"O'Donnell St", "odonnell street"},
        {"St. Paul St.", "saint paul street"},
        {"Straße", "strasse"},
        {"Æther Ø Œuvre Łódź Žižka", "aether o oeuvre lodz zizka"},
        {"Mannerheimvägen", "mannerheimvagen"},
        {"  12  bis ", "12 bis"},
        {"Улица", "Улица"},
        {"\xff\xc3", "yaa"},
        {"", ""}};
    for (std::size_t i = 0; i + 2 < cases.size(); ++i)
      QCOMPARE(QString::fromStdString(plain_text(cases[i].first)), QString::fromUtf8(cases[i].second));
    QVERIFY(plain_text("\xff\xc3").size() < 8);  // no UTF-8, no harm
  }

  void typing_errors_are_counted() {
    QCOMPARE(typing_errors("grimaldi", "grimaldi", 3), 0U);
    QCOMPARE(typing_errors("grimaldi", "grimadli", 3), 1U);  // neighbours swapped
    QCOMPARE(typing_errors("grimaldi", "grimldi", 3), 1U);
    QCOMPARE(typing_errors("grimaldi", "grimaaldi", 3), 1U);
    QCOMPARE(typing_errors("kitten", "sitting", 3), 3U);
    QCOMPARE(typing_errors("abc", "xyzuvw", 2), 3U);  // more than two
  }

  void an_address_is_found_however_it_is_written() {
    const Geocoder geocoder(made(small_town()));
    for (const char* text : {"Boulevard des Moulins 5", "5 boulevard des moulins", "bd des moulins 5",
                             "BOULEVARD DES MOULINS, 5", "boulvard des moulins 5", "bd. des mulins 5"})
      QCOMPARE(first(geocoder, text), QString("Boulevard des Moulins 5"));
    QCOMPARE(first(geocoder, "boulevard des moulins"), QString("Boulevard des Moulins"));
    const auto seven = geocoder.find("boulevard des moulins 7");
    QVERIFY(!seven.front().number_known);  // the nearest stands in
    QVERIFY(seven.front().name == "Boulevard des Moulins 6" || seven.front().name == "Boulevard des Moulins 8");
    QVERIFY(geocoder.find("boulevard des moulins 70").front().number_known);
  }

  void other_languages_places_and_kitchens_are_found() {
    const Geocoder geocoder(made(small_town()));
    QCOMPARE(first(geocoder, "mannerheimvagen"), QString("Mannerheimintie"));
    QCOMPARE(first(geocoder, "mannerheimintie"), QString("Mannerheimintie"));
    QCOMPARE(first(geocoder, "st roman"), QString("Saint-Roman"));
    QCOMPARE(first(geocoder, "pizeria bella napoli"), QString("Pizzeria Bella Napoli"));
    QCOMPARE(first(geocoder, "qqqqqq"), QString("nothing"));
    QCOMPARE(first(geocoder, ""), QString("nothing"));
    QCOMPARE(first(geocoder, "   , - "), QString("nothing"));
  }

  void a_place_has_an_address() {
    const Geocoder geocoder(made(small_town()));
    QCOMPARE(QString::fromStdString(geocoder.at({600'001'000, 250'027'500})->name), QString("Boulevard des Moulins 3"));
    QCOMPARE(QString::fromStdString(geocoder.at({600'030'000, 250'000'000})->name), QString("Mannerheimintie"));
    QVERIFY(!geocoder.at({100'000'000, 0}));
  }

  // Addresses of an invented city, each with one typing error: nearly all are found first.
  void typing_errors_are_forgiven() {
    const auto map = made(std::move(draft_city({"Testville", 3'000, 11}, [](std::string_view) {})).value());
    const Geocoder geocoder(map);
    RandomBits chance(5);
    int right = 0, asked = 0;
    while (asked < 200) {
      const AddressRecord& address = map->addresses()[chance.below(map->addresses().size())];
      std::string street(map->name(address.street));
      if (street.size() < 8) continue;
      ++asked;
      const std::size_t at = 1 + chance.below(street.size() - 2);
      switch (chance.below(3)) {
        case 0:
          std::swap(street[at], street[at + 1]);
          break;
        case 1:
          street.erase(at, 1);
          break;
        default:
          street[at] = 'q';
      }
      const auto found = geocoder.find(street + " " + std::string(map->name(address.number)));
      const std::string wanted = std::string(map->name(address.street)) + " " + std::string(map->name(address.number));
      if (!found.empty() && found.front().name == wanted) ++right;
    }
    QVERIFY2(right >= 190, qPrintable(QString::number(right)));
  }

  void real_addresses() {
    const auto helsinki = extract("helsinki");
    if (helsinki == nullptr) QSKIP("the extracts under ../shared/osm are not at hand");
    const Geocoder geocoder(helsinki);
    QCOMPARE(first(geocoder, "mannerhemintie 5"), QString("Mannerheimintie 5"));
    QCOMPARE(first(geocoder, "Mannerheimvägen 5"), QString("Mannerheimintie 5"));
    const auto found = geocoder.find("Mannerheimintie 5").front();
    QCOMPARE(QString::fromStdString(geocoder.at(found.at)->name), QString("Mannerheimintie 5"));
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::GeocodeTest)
#include "geocode_test.moc"
