// SPDX-License-Identifier: Apache-2.0
// A city's map in memory: road graph, names, addresses and what there is to draw. Immutable; any thread may read it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/problem.h"
#include "maps/map_format.h"

namespace pizza::maps {

// Holds the file mapped into memory: opening costs one pass over the bytes (checksum and index checks), no copies.
// All spans and string views live as long as the map. Nodes, edges, roads and names are plain indices from 0.
class RoadMap {
 public:
  // Fails with one line that names the file and what was expected: unreadable, foreign, other version, cut short,
  // changed (checksum), or with records that point outside (types "map.unreadable", "map.foreign", "map.damaged").
  static Result<std::shared_ptr<const RoadMap>> open(const std::string& path);
  // The same from bytes in memory, as write_map() makes them; `name` stands in for the file in errors.
  static Result<std::shared_ptr<const RoadMap>> from_bytes(std::vector<std::byte> bytes, const std::string& name);

  ~RoadMap();
  RoadMap(const RoadMap&) = delete;
  RoadMap& operator=(const RoadMap&) = delete;

  std::string_view city() const { return name(info().city); }
  std::string_view attribution() const { return name(info().attribution); }  // to be shown with the map
  GeoPoint south_west() const { return info().south_west; }
  GeoPoint north_east() const { return info().north_east; }
  int utc_offset_minutes() const { return info().utc_offset_minutes; }  // unknown_utc_offset where not known

  std::uint32_t node_count() const { return static_cast<std::uint32_t>(view_.nodes.size()); }
  std::uint32_t edge_count() const { return static_cast<std::uint32_t>(view_.edges.size()); }
  std::uint32_t road_count() const { return static_cast<std::uint32_t>(view_.roads.size()); }

  View<GeoPoint> nodes() const { return view_.nodes; }
  View<EdgeRecord> edges() const { return view_.edges; }
  View<RoadRecord> roads() const { return view_.roads; }
  View<RestrictionRecord> restrictions() const { return view_.restrictions; }
  View<std::uint32_t> vias_of(const RestrictionRecord& restriction) const {
    return view_.restriction_vias.subspan(restriction.first_via, restriction.via_count);
  }
  View<AddressRecord> addresses() const { return view_.addresses; }
  View<PlaceRecord> places() const { return view_.places; }
  View<AreaRecord> areas() const { return view_.areas; }
  View<LineRecord> lines() const { return view_.lines; }
  View<PoiRecord> pois() const { return view_.pois; }
  View<AliasRecord> aliases() const { return view_.aliases; }
  // How much higher the edge's end lies than its beginning, dm; 0 where heights are not known.
  std::int32_t rise(std::uint32_t edge) const {
    if (view_.rises.empty()) return 0;
    const std::int32_t along = view_.rises[view_.edges[edge].road];
    return view_.edges[edge].against != 0 ? -along : along;
  }

  GeoPoint node(std::uint32_t node) const { return view_.nodes[node]; }
  const EdgeRecord& edge(std::uint32_t edge) const { return view_.edges[edge]; }
  const RoadRecord& road(std::uint32_t road) const { return view_.roads[road]; }

  // Edges that leave a node are first_edge(node) … first_edge(node + 1) - 1.
  std::uint32_t first_edge(std::uint32_t node) const { return view_.first_edge[node]; }
  std::uint32_t source(std::uint32_t edge) const {
    const EdgeRecord& e = view_.edges[edge];
    return e.against != 0 ? view_.roads[e.road].to : view_.roads[e.road].from;
  }
  // The same road the other way, or none.
  std::uint32_t opposite(std::uint32_t edge) const {
    const EdgeRecord& e = view_.edges[edge];
    return e.against != 0 ? view_.roads[e.road].forward_edge : view_.roads[e.road].backward_edge;
  }
  // True when the node can reach, and be reached from, nearly all others by that vehicle.
  bool connected(std::uint32_t node, Vehicle vehicle) const {
    return (view_.node_components[node] & mask_of(vehicle)) != 0;
  }

  // UTF-8; "" for 0.
  std::string_view name(std::uint32_t name) const {
    const std::uint32_t begin = view_.name_offsets[name];
    return {view_.name_bytes.data() + begin, view_.name_offsets[name + 1] - begin};
  }
  std::uint32_t name_count() const { return static_cast<std::uint32_t>(view_.name_offsets.size() - 1); }

  // A road's course from its node `from` to its node `to`, both included.
  View<GeoPoint> points(const RoadRecord& road) const {
    return view_.points.subspan(road.first_point, road.point_count);
  }
  // All roads' points in one array: RoadRecord::first_point indexes it.
  View<GeoPoint> road_points() const { return view_.points; }
  View<RingRecord> rings(const AreaRecord& area) const { return view_.rings.subspan(area.first_ring, area.ring_count); }
  View<GeoPoint> points(const RingRecord& ring) const {
    return view_.area_points.subspan(ring.first_point, ring.point_count);
  }
  View<GeoPoint> points(const LineRecord& line) const {
    return view_.line_points.subspan(line.first_point, line.point_count);
  }

 private:
  RoadMap() = default;
  const InfoRecord& info() const { return view_.info.front(); }

  std::vector<std::byte> bytes_;  // when made from memory
  void* mapped_ = nullptr;        // when mapped from a file
  std::size_t mapped_size_ = 0;
  MapView view_;
};

}  // namespace pizza::maps
