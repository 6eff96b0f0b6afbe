// SPDX-License-Identifier: Apache-2.0
#include "core/topology/regions.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace pizza {

namespace {

constexpr GeoPoint degrees(std::int32_t lat, std::int32_t lon) {  // hundredths
  return {lat * 100'000, lon * 100'000};
}

bool inside(const Country& country, GeoPoint p) {
  return p.lat >= country.south_west.lat && p.lat <= country.north_east.lat && p.lon >= country.south_west.lon &&
         p.lon <= country.north_east.lon;
}

std::int64_t size_of(const Country& country) {
  return (std::int64_t{country.north_east.lat} - country.south_west.lat) / 1'000 *
         ((std::int64_t{country.north_east.lon} - country.south_west.lon) / 1'000);
}

// Squared, in units of 1e-5 degree with longitudes shrunk to the latitude: enough to find the nearest of a few.
std::int64_t apart(GeoPoint a, GeoPoint b) {
  std::int64_t east = (std::int64_t{a.lon} - b.lon) / 100;
  constexpr std::int64_t round = 36'000'000;
  if (east > round / 2) east -= round;
  if (east < -round / 2) east += round;
  const std::int64_t north = (std::int64_t{a.lat} - b.lat) / 100;
  const auto middle = static_cast<std::int32_t>((std::int64_t{a.lat} + b.lat) / 2);
  east = (east * (cos_latitude_q30(middle) >> 10)) >> 20;
  return east * east + north * north;
}

}  // namespace

RegionMap::RegionMap(std::vector<Region> regions, std::vector<Country> countries)
    : regions_(std::move(regions)), countries_(std::move(countries)) {
  if (regions_.empty()) throw std::invalid_argument("a business without a region");
  for (const Country& country : countries_)
    if (country.region >= regions_.size()) throw std::invalid_argument(country.code + " is in no region");
}

const RegionMap& RegionMap::usual() {
  // Boxes around the countries' main lands, to a hundredth of a degree and rounded outwards.
  static const RegionMap map({{"eu-west", Continent::Europe, degrees(5'334, -626)},
                              {"eu-central", Continent::Europe, degrees(5'011, 868)},
                              {"us-east", Continent::NorthAmerica, degrees(3'895, -7'745)},
                              {"sa-east", Continent::SouthAmerica, degrees(-2'355, -4'663)},
                              {"ap-south", Continent::Asia, degrees(1'908, 7'288)},
                              {"ap-southeast", Continent::Oceania, degrees(-3'387, 15'121)}},
                             {{"AU", 5, degrees(-4'365, 11'315), degrees(-1'066, 15'365)},
                              {"BR", 3, degrees(-3'376, -7'400), degrees(528, -3'479)},
                              {"DE", 1, degrees(4'727, 586), degrees(5'506, 1'505)},
                              {"ES", 0, degrees(3'594, -931), degrees(4'380, 333)},
                              {"FR", 0, degrees(4'133, -515), degrees(5'110, 957)},
                              {"GB", 0, degrees(4'987, -819), degrees(6'086, 177)},
                              {"IE", 0, degrees(5'142, -1'048), degrees(5'539, -599)},
                              {"IN", 4, degrees(674, 6'816), degrees(3'551, 9'741)},
                              {"IT", 1, degrees(3'549, 662), degrees(4'710, 1'853)},
                              {"MC", 0, degrees(4'372, 740), degrees(4'376, 745)},
                              {"US", 2, degrees(2'440, -12'485), degrees(4'939, -6'688)}});
  return map;
}

const Country* RegionMap::country_at(GeoPoint place) const {
  const Country* found = nullptr;
  for (const Country& country : countries_)
    if (inside(country, place) && (found == nullptr || size_of(country) < size_of(*found))) found = &country;
  return found;
}

const Country* RegionMap::country(std::string_view code) const {
  for (const Country& country : countries_)
    if (country.code == code) return &country;
  return nullptr;
}

std::size_t RegionMap::region_at(GeoPoint place) const {
  if (const Country* country = country_at(place)) return country->region;
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < regions_.size(); ++i)
    if (apart(place, regions_[i].centre) < apart(place, regions_[nearest].centre)) nearest = i;
  return nearest;
}

std::vector<std::size_t> RegionMap::homes(std::size_t home, Spread spread) const {
  std::vector<std::size_t> found{home};
  if (spread == Spread::Home || spread == Spread::OwnCountry) return found;
  std::vector<Continent> served{regions_[home].continent};
  for (std::size_t i = 0; i < regions_.size(); ++i) {
    if (i == home) continue;
    const bool seen = std::find(served.begin(), served.end(), regions_[i].continent) != served.end();
    if (spread == Spread::PerContinent && seen) continue;
    served.push_back(regions_[i].continent);
    found.push_back(i);
  }
  return found;
}

Spread spread_of_table(std::string_view table) {
  static constexpr std::array<std::string_view, 4> in_country{"deliveries", "riders", "rider_shifts", "positions"};
  static constexpr std::array<std::string_view, 4> everywhere{"restaurants", "menu_items", "ratings", "signing_keys"};
  // Ways in and their secrets are not spread for the sake of reading them quickly.
  static constexpr std::array<std::string_view, 5> at_home{"credentials", "sessions", "verification_codes",
                                                           "authorization_codes", "remembered_requests"};
  const auto among = [table](const auto& names) { return std::find(names.begin(), names.end(), table) != names.end(); };
  if (among(in_country)) return Spread::OwnCountry;
  if (among(everywhere)) return Spread::EveryRegion;
  return among(at_home) ? Spread::Home : Spread::PerContinent;
}

}  // namespace pizza
