// SPDX-License-Identifier: Apache-2.0
// What is kept of an extract while it is read: ways as lists of node ids, then the places of just those nodes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "maps/import/osm_import.h"
#include "maps/import/rings.h"

namespace pizza::maps {

// The places of the nodes that ways use.
class NodePlaces {
 public:
  void want(const NodeChain& nodes) { ids_.insert(ids_.end(), nodes.begin(), nodes.end()); }
  // After the last want(), before the first set().
  void close();
  void set(std::int64_t id, GeoPoint at);
  // none for a node that the extract does not hold.
  std::uint32_t find(std::int64_t id) const;
  GeoPoint at(std::uint32_t index) const { return places_[index]; }
  std::size_t size() const { return ids_.size(); }
  // The places that are known, in order.
  std::vector<GeoPoint> course(const NodeChain& nodes) const;
  // The stretches between unknown nodes, each of at least two.
  std::vector<NodeChain> known_runs(const NodeChain& nodes) const;

 private:
  std::vector<std::int64_t> ids_;  // ascending once closed
  std::vector<GeoPoint> places_;
  std::vector<bool> known_;
};

struct OsmRoad {
  std::int64_t id = 0;
  NodeChain nodes;
  std::vector<std::pair<std::string, std::string>> tags;
};

struct OsmArea {
  AreaKind kind = AreaKind::Green;
  std::uint32_t name = 0;
  NodeChain nodes;
};

struct OsmLine {
  LineKind kind = LineKind::Stream;
  std::uint32_t name = 0;
  bool tunnel = false;
  NodeChain nodes;
};

struct OsmMember {
  std::int64_t way = 0;
  bool inner = false;
};

struct OsmMultipolygon {
  AreaKind kind = AreaKind::Green;
  std::uint32_t name = 0;
  std::vector<OsmMember> members;
};

// A point with rules of its own: a barrier, a signal.
struct OsmPoint {
  std::int64_t node = 0;
  std::vector<std::pair<std::string, std::string>> tags;
};

// A line along which house numbers run from one numbered node to the next.
struct OsmNumbering {
  NodeChain nodes;
  int step = 2;
};

struct OsmRestriction {
  std::vector<std::pair<std::string, std::string>> tags;
  std::vector<std::int64_t> from, to;
  std::optional<std::int64_t> via_node;  // either this
  std::vector<std::int64_t> via_ways;    // or these
};

// Buildings and kitchens mapped as areas: they stand at the middle of their outline.
struct OsmStanding {
  AddressRecord address;  // its number is 0 where there is none
  PoiRecord poi;          // its name is 0 where there is none
  NodeChain nodes;
};

struct OsmExtract {
  MapDraft draft;  // names; and what nodes alone tell: addresses, places, kitchens
  GeoBox box;      // as the file states it, or empty
  std::vector<OsmRestriction> restrictions;
  std::vector<OsmMultipolygon> multipolygons;
  std::unordered_map<std::int64_t, NodeChain> member_ways;  // of multipolygons
  std::vector<OsmRoad> roads;
  std::vector<OsmArea> areas;
  std::vector<OsmLine> lines;
  std::vector<NodeChain> coasts;
  std::vector<OsmPoint> points;
  std::vector<OsmNumbering> numberings;
  std::unordered_map<std::int64_t, AddressRecord> numbered_nodes;  // of numberings; looked up only
  std::vector<OsmStanding> standing;
  NodePlaces places;
};

// Reads the file three times (relations, ways, nodes). Throws what libosmium throws.
OsmExtract read_extract(const std::string& in, const Progress& progress);

}  // namespace pizza::maps
