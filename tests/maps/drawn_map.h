// SPDX-License-Identifier: Apache-2.0
// Road networks drawn as text. Letters and digits are nodes, 100 m apart a character sideways and a line down; the
// strokes between them are for the reader. Streets are named by their nodes: {"ABC", {{"highway", "residential"}}}.
#pragma once

#include <QString>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "maps/import/tag_set.h"
#include "maps/road_map.h"
#include "maps/routing/road_router.h"

namespace pizza::maps {

struct DrawnStreet {
  std::string nodes;
  TagSet tags = {{"highway", "residential"}};  // its name is its nodes, unless tagged
};

struct DrawnPoint {
  char node;
  TagSet tags;  // {{"barrier", "bollard"}}
};

struct DrawnTurn {
  std::string from, via, to;  // streets; via is a node, or streets of at least two: "BC CD"
  TagSet tags;                // {{"restriction", "no_left_turn"}}
};

class DrawnMap {
 public:
  DrawnMap(std::string_view picture, const std::vector<DrawnStreet>& streets, const std::vector<DrawnTurn>& turns = {},
           const std::vector<DrawnPoint>& points = {});

  const std::shared_ptr<const RoadMap>& map() const { return map_; }
  GeoPoint at(char node) const { return places_.at(node); }

  // The same network as an OpenStreetMap file would have it (.osm).
  std::string osm() const;

  // Street names in order ("AB BC"), or "none".
  QString way(Vehicle vehicle, char from, char to) const;
  // Seconds, or -1.
  int seconds(Vehicle vehicle, char from, char to) const;

 private:
  std::vector<DrawnStreet> streets_;
  std::vector<DrawnTurn> turns_;
  std::vector<DrawnPoint> points_;
  std::map<char, GeoPoint> places_;
  std::shared_ptr<const RoadMap> map_;
};

}  // namespace pizza::maps
