// SPDX-License-Identifier: Apache-2.0
#include "maps/map_draft.h"

#include <algorithm>

#include "maps/graph_builder.h"
#include "maps/plane.h"
#include "maps/segment_grid.h"

namespace pizza::maps {

namespace {

// UTF-8 cut at a character, so that no name is ever half a letter.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80) --most;
  return text.substr(0, most);
}

void add_names(MapDraft& draft, MapContents& out) {
  InfoRecord info;
  info.city = draft.names.intern(draft.city);
  info.attribution = draft.names.intern(draft.attribution);
  info.utc_offset_minutes = draft.utc_offset_minutes;
  GeoBox box{draft.south_west, draft.north_east};
  if (box.empty()) {
    for (const GeoPoint p : out.points) box.take(p);
  }
  if (!box.empty()) {
    info.south_west = box.south_west;
    info.north_east = box.north_east;
  }
  out.info.push_back(info);
  out.name_offsets = draft.names.offsets();
  out.name_bytes.assign(draft.names.bytes().begin(), draft.names.bytes().end());
}

void add_addresses(const MapDraft& draft, MapContents& out) {
  out.addresses = draft.addresses;
  if (out.addresses.empty()) return;
  const auto drivable = [&](std::uint32_t r) {
    const RoadRecord& road = out.roads[r];
    const VehicleMask car = mask_of(Vehicle::Car);
    return (road.forward_edge != none && (out.edges[road.forward_edge].access & car) != 0) ||
           (road.backward_edge != none && (out.edges[road.backward_edge].access & car) != 0);
  };
  const SegmentGrid grid(out.roads, out.points, [&](std::uint32_t r) { return drivable(r) || out.roads[r].name != 0; });
  constexpr std::int32_t near = 3;  // cells: a house stands within 300 m of its street
  for (AddressRecord& address : out.addresses) {
    std::optional<RoadPosition> found;
    if (address.street != 0) {
      found = grid.nearest(
          address.at, [&](std::uint32_t r) { return out.roads[r].name == address.street; }, near);
    }
    if (!found) found = grid.nearest(address.at, drivable);
    if (!found) continue;
    address.road = found->road;
    if (address.street == 0) address.street = out.roads[found->road].name;
  }
}

void add_areas(MapDraft& draft, MapContents& out) {
  std::stable_sort(draft.areas.begin(), draft.areas.end(),
                   [](const DraftArea& a, const DraftArea& b) { return a.kind < b.kind; });
  for (const DraftArea& area : draft.areas) {
    AreaRecord record;
    record.first_ring = static_cast<std::uint32_t>(out.rings.size());
    record.name = area.name;
    record.kind = area.kind;
    GeoBox box;
    for (const DraftRing& ring : area.rings) {
      if (ring.points.size() < 3) continue;
      out.rings.push_back({static_cast<std::uint32_t>(out.area_points.size()),
                           static_cast<std::uint32_t>(ring.points.size()), ring.inner ? 1U : 0U});
      out.area_points.insert(out.area_points.end(), ring.points.begin(), ring.points.end());
      for (const GeoPoint p : ring.points) box.take(p);
    }
    record.ring_count = static_cast<std::uint32_t>(out.rings.size()) - record.first_ring;
    if (record.ring_count == 0) continue;
    record.south_west = box.south_west;
    record.north_east = box.north_east;
    out.areas.push_back(record);
  }
}

void add_lines(const MapDraft& draft, MapContents& out) {
  for (const DraftLine& line : draft.lines) {
    if (line.points.size() < 2) continue;
    LineRecord record;
    record.first_point = static_cast<std::uint32_t>(out.line_points.size());
    record.point_count = static_cast<std::uint32_t>(line.points.size());
    record.name = line.name;
    record.kind = line.kind;
    record.tunnel = line.tunnel ? 1 : 0;
    out.line_points.insert(out.line_points.end(), line.points.begin(), line.points.end());
    out.lines.push_back(record);
  }
}

}  // namespace

std::uint32_t NameTable::intern(std::string_view text) {
  const auto [known, added] =
      known_.try_emplace(std::string(cut(text, 255)), static_cast<std::uint32_t>(offsets_.size() - 1));
  if (added) {
    bytes_ += known->first;
    offsets_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  return known->second;
}

MapContents build_map(MapDraft draft) {
  MapContents out;
  build_graph(draft, out);
  add_addresses(draft, out);
  add_areas(draft, out);
  add_lines(draft, out);
  out.places = draft.places;
  out.pois = draft.pois;
  out.aliases = draft.aliases;
  const auto order = [](const AliasRecord& a) { return std::pair(a.name, a.language); };
  std::sort(out.aliases.begin(), out.aliases.end(),
            [&](const AliasRecord& a, const AliasRecord& b) { return order(a) < order(b); });
  const auto again = [&](const AliasRecord& a, const AliasRecord& b) { return order(a) == order(b); };
  out.aliases.erase(std::unique(out.aliases.begin(), out.aliases.end(), again), out.aliases.end());
  add_names(draft, out);
  return out;
}

}  // namespace pizza::maps
