// SPDX-License-Identifier: Apache-2.0
// Regions of data centres, the countries that each serves, and what may be copied where.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/geo_point.h"

namespace pizza {

enum class Continent : std::uint8_t { Africa, Asia, Europe, NorthAmerica, Oceania, SouthAmerica };

struct Region {
  std::string name;  // "eu-west"
  Continent continent = Continent::Europe;
  GeoPoint centre;
};

struct Country {
  std::string code;  // ISO 3166-1 alpha-2
  std::size_t region = 0;
  GeoPoint south_west;  // a box around it, borders included
  GeoPoint north_east;
};

// How far copies of a kind of record go.
enum class Spread : std::uint8_t {
  Home,          // the home region and its standby
  OwnCountry,    // stores inside the country alone: deliveries and positions, by law
  PerContinent,  // a read replica a continent, of bounded staleness
  EveryRegion,   // written at home, read everywhere: restaurants and menus
};

class RegionMap {
 public:
  // Throws std::invalid_argument: no region, or a country of a region that is none.
  RegionMap(std::vector<Region> regions, std::vector<Country> countries);
  // Six regions and the countries of our demonstration.
  static const RegionMap& usual();

  const std::vector<Region>& regions() const { return regions_; }
  const std::vector<Country>& countries() const { return countries_; }

  // The country whose box holds the place, the smallest of several; null at sea and where we are not.
  const Country* country_at(GeoPoint place) const;
  const Country* country(std::string_view code) const;
  // Of the country; where there is none, the nearest region.
  std::size_t region_at(GeoPoint place) const;

  // Where a record may have copies, the home region first. OwnCountry: the home region alone, in a store of the
  // country's own.
  std::vector<std::size_t> homes(std::size_t home, Spread spread) const;
  // Whether a copy may be sent from one region's store of a country to another's.
  bool may_copy(Spread spread, std::string_view from_country, std::string_view to_country) const {
    return spread != Spread::OwnCountry || from_country == to_country;
  }

 private:
  std::vector<Region> regions_;
  std::vector<Country> countries_;
};

// By the record's table.
Spread spread_of_table(std::string_view table);

}  // namespace pizza
