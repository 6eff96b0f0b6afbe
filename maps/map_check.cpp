// SPDX-License-Identifier: Apache-2.0
#include "maps/map_check.h"

#include <cstring>
#include <optional>

namespace pizza::maps {

namespace {

Problem damaged(const std::string& name, const std::string& what) {
  return problem(Status::Unprocessable, "map.damaged", name + ": damaged map file, " + what);
}

// Empty when the header is sound.
std::optional<Problem> check_header(std::span<const std::byte> bytes, const std::string& name, MapHeader& header) {
  if (bytes.size() >= sizeof(MapHeader)) std::memcpy(&header, bytes.data(), sizeof header);
  if (bytes.size() < sizeof(MapHeader) || header.magic != map_magic) {
    return problem(Status::Unprocessable, "map.foreign",
                   name + ": not a map file, expected one made by import-osm or generate-city");
  }
  if (header.version != map_version) {
    return problem(Status::Unprocessable, "map.foreign",
                   name + ": map file of version " + std::to_string(header.version) + ", expected version " +
                       std::to_string(map_version));
  }
  if (header.file_size != bytes.size()) {
    return damaged(name,
                   "expected " + std::to_string(header.file_size) + " bytes, found " + std::to_string(bytes.size()));
  }
  if (header.section_count != map_section_count || bytes.size() < sizeof header + 24 * map_section_count) {
    return damaged(name, "expected " + std::to_string(map_section_count) + " sections");
  }
  if (header.checksum != map_checksum(bytes.subspan(sizeof header))) {
    return damaged(name, "the checksum differs from its contents");
  }
  return std::nullopt;
}

// Each returns what is wrong, or nullptr.
const char* fault_in_names(const MapView& map) {
  if (map.name_offsets.size() < 2 || map.name_offsets.front() != 0 ||
      map.name_offsets.back() != map.name_bytes.size()) {
    return "expected a name table that covers all names";
  }
  for (std::size_t i = 1; i < map.name_offsets.size(); ++i) {
    if (map.name_offsets[i] < map.name_offsets[i - 1]) return "expected rising name offsets";
  }
  return nullptr;
}

bool range_inside(std::uint32_t first, std::uint32_t count, std::size_t size) {
  return std::uint64_t{first} + count <= size;
}

const char* fault_in_graph(const MapView& map, std::uint32_t names) {
  const std::size_t nodes = map.nodes.size();
  const std::size_t edges = map.edges.size();
  const std::size_t roads = map.roads.size();
  if (map.node_components.size() != nodes || map.first_edge.size() != nodes + 1) return "expected one entry a node";
  if (map.first_edge.front() != 0 || map.first_edge.back() != edges) return "expected edges that cover all nodes";
  for (std::size_t i = 0; i < nodes; ++i) {
    if (!map.nodes[i].valid()) return "expected nodes on the earth";
    if (map.first_edge[i + 1] < map.first_edge[i]) return "expected edges sorted by node";
  }
  for (const EdgeRecord& e : map.edges) {
    if (e.target >= nodes || e.road >= roads || e.name >= names || e.speed == 0 || e.against > 1 ||
        static_cast<std::size_t>(e.road_class) >= road_class_names.size()) {
      return "expected edges that point to nodes and roads";
    }
  }
  for (const RoadRecord& r : map.roads) {
    if (r.from >= nodes || r.to >= nodes || r.name >= names || r.point_count < 2 ||
        !range_inside(r.first_point, r.point_count, map.points.size()) ||
        (r.forward_edge != none && r.forward_edge >= edges) || (r.backward_edge != none && r.backward_edge >= edges) ||
        static_cast<std::size_t>(r.road_class) >= road_class_names.size()) {
      return "expected roads that point to nodes, edges and points";
    }
  }
  if (!map.rises.empty() && map.rises.size() != roads) return "expected one rise a road";
  for (const RestrictionRecord& r : map.restrictions) {
    if (r.from_edge >= edges || r.to_edge >= edges ||
        !range_inside(r.first_via, r.via_count, map.restriction_vias.size())) {
      return "expected restrictions that point to edges";
    }
  }
  for (const std::uint32_t via : map.restriction_vias) {
    if (via >= edges) return "expected restrictions over edges";
  }
  return nullptr;
}

const char* fault_in_drawing(const MapView& map, std::uint32_t names) {
  for (const AreaRecord& a : map.areas) {
    if (a.name >= names || !range_inside(a.first_ring, a.ring_count, map.rings.size()) ||
        static_cast<std::size_t>(a.kind) >= area_kind_names.size()) {
      return "expected areas that point to rings";
    }
  }
  for (const RingRecord& r : map.rings) {
    if (r.point_count < 3 || !range_inside(r.first_point, r.point_count, map.area_points.size())) {
      return "expected rings that point to points";
    }
  }
  for (const LineRecord& l : map.lines) {
    if (l.name >= names || l.point_count < 2 || !range_inside(l.first_point, l.point_count, map.line_points.size()) ||
        static_cast<std::size_t>(l.kind) >= line_kind_names.size()) {
      return "expected lines that point to points";
    }
  }
  return nullptr;
}

const char* fault_in_places(const MapView& map, std::uint32_t names) {
  if (map.info.size() != 1 || map.info[0].city >= names || map.info[0].attribution >= names) {
    return "expected one description of the city";
  }
  for (const AddressRecord& a : map.addresses) {
    if (a.street >= names || a.number >= names || (a.road != none && a.road >= map.roads.size())) {
      return "expected addresses that point to names and roads";
    }
  }
  for (const PlaceRecord& p : map.places) {
    if (p.name >= names || static_cast<std::size_t>(p.kind) >= place_kind_names.size()) return "expected named places";
  }
  for (const PoiRecord& p : map.pois) {
    if (p.name >= names || static_cast<std::size_t>(p.kind) >= poi_kind_names.size()) return "expected named kitchens";
  }
  for (const AliasRecord& a : map.aliases) {
    if (a.name >= names || a.language >= names || a.text >= names) return "expected other names of names";
  }
  return nullptr;
}

}  // namespace

Result<MapView> view_of(std::span<const std::byte> bytes, const std::string& name) {
  MapHeader header;
  if (auto fault = check_header(bytes, name, header)) return *fault;
  MapView view;
  std::uint32_t index = 0;
  const char* outside = nullptr;
  MapView::for_each(view, [&]<class T>(std::span<const T>& section, const char* what) {
    SectionEntry entry;
    std::memcpy(&entry, bytes.data() + sizeof header + index * sizeof entry, sizeof entry);
    ++index;
    const bool inside = entry.offset <= bytes.size() && entry.count <= (bytes.size() - entry.offset) / sizeof(T);
    if (entry.element_size != sizeof(T) || entry.offset % 8 != 0 || !inside) {
      outside = outside != nullptr ? outside : what;
      return;
    }
    section = {reinterpret_cast<const T*>(bytes.data() + entry.offset), static_cast<std::size_t>(entry.count)};
  });
  if (outside != nullptr) return damaged(name, "expected its " + std::string(outside) + " inside the file");
  if (const char* what = fault_in_names(view)) return damaged(name, what);
  const std::uint32_t names = static_cast<std::uint32_t>(view.name_offsets.size() - 1);
  for (const auto check : {fault_in_graph, fault_in_drawing, fault_in_places}) {
    if (const char* what = check(view, names)) return damaged(name, what);
  }
  return view;
}

}  // namespace pizza::maps
