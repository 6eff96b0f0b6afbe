// SPDX-License-Identifier: Apache-2.0
// Addresses to places and back, with typing errors, over what a map knows: streets and their house numbers, districts,
// kitchens, in any language in which the map names them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maps/road_map.h"
#include "maps/segment_grid.h"

namespace pizza::maps {

enum class FoundKind : std::uint8_t { Address, Street, Place, Kitchen };
inline constexpr std::array<std::string_view, 4> found_kind_names = {"address", "street", "place", "kitchen"};

struct FoundPlace {
  FoundKind kind = FoundKind::Address;
  std::string name;  // as the map writes it, with the house number: "Rue Grimaldi 7"
  GeoPoint at;
  std::int32_t alike = 0;    // how well it fits, thousandths
  bool number_known = true;  // false: the nearest number on that street stands in for the one asked for
};

// Immutable once made; any thread may ask. Takes about 100 bytes a name.
class Geocoder {
 public:
  static constexpr std::size_t most_text = 200;  // bytes looked at

  explicit Geocoder(std::shared_ptr<const RoadMap> map);

  // The best first; among equals the nearer to `near`, or to the map's middle. Empty where nothing is alike.
  std::vector<FoundPlace> find(std::string_view text, std::size_t most = 5, std::optional<GeoPoint> near = {}) const;

  // The address within `reach` mm, else the nearest named street; empty where there is none within 3 km.
  std::optional<FoundPlace> at(GeoPoint place, std::int64_t reach = 60'000) const;

 private:
  // What can be meant by a name; a name in another language stands for the same.
  struct Meaning {
    std::string plain;
    std::uint32_t name = 0;  // as the map writes it
    FoundKind kind = FoundKind::Street;
    GeoPoint where;
  };
  struct Scored {
    std::uint32_t meaning;
    std::int32_t alike;
  };

  void add_streets();
  void add_meaning(std::uint32_t name, FoundKind kind, GeoPoint where);
  void index();
  std::vector<Scored> alike(const std::string& plain) const;
  FoundPlace answer(const Meaning& meaning, std::int32_t alike, std::string_view number) const;

  std::shared_ptr<const RoadMap> map_;
  std::vector<Meaning> meanings_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> trigrams_;   // trigram, meaning; sorted
  std::vector<std::uint16_t> trigram_count_;                        // of each meaning
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_street_;  // street's name, address; sorted
  std::vector<std::uint32_t> by_row_;                               // addresses from south to north
  SegmentGrid named_roads_;
};

}  // namespace pizza::maps
