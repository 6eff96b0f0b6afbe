// SPDX-License-Identifier: Apache-2.0
#include "maps/import/osm_import.h"

#include <algorithm>
#include <exception>
#include <filesystem>

#include "maps/import/area_rules.h"
#include "maps/import/draft_roads.h"
#include "maps/import/house_numbers.h"
#include "maps/import/osm_extract.h"
#include "maps/map_writer.h"

namespace pizza::maps {

namespace {

Problem unreadable(const std::string& in, const std::string& why) {
  return problem(Status::Unprocessable, "osm.unreadable",
                 in + ": " + why + ", expected an OpenStreetMap extract (.osm.pbf, .osm, .osm.gz or .osm.bz2)");
}

std::string first_line(std::string text) {
  return text.substr(0, text.find('\n'));
}

// Turns what was read into a draft: ids become indices, chains of nodes become points.
class DraftMaker {
 public:
  explicit DraftMaker(OsmExtract& extract)
      : extract_(extract), draft_(extract.draft), point_of_(extract.places.size(), none) {}

  void make() {
    for (const OsmRoad& road : extract_.roads) add_road(road);
    for (const OsmRestriction& restriction : extract_.restrictions) add_restriction(restriction);
    for (const OsmArea& area : extract_.areas) add_area(area);
    for (const OsmMultipolygon& area : extract_.multipolygons) add_multipolygon(area);
    for (const OsmLine& line : extract_.lines) {
      for (const NodeChain& run : extract_.places.known_runs(line.nodes)) {
        draft_.lines.push_back({line.kind, line.name, line.tunnel, extract_.places.course(run)});
      }
    }
    for (const OsmStanding& standing : extract_.standing) add_standing(standing);
    for (const OsmPoint& point : extract_.points) {
      if (const std::uint32_t at = extract_.places.find(point.node); at != none && point_of_[at] != none)
        add_tagged_point(draft_, tag_set(point.tags), point_of_[at]);
    }
    for (const OsmNumbering& line : extract_.numberings) add_numbers(draft_, extract_, line);
    add_box();
    add_sea();
  }

 private:
  std::uint32_t point_of(std::int64_t node) {
    const std::uint32_t index = extract_.places.find(node);
    if (index == none) return none;
    if (point_of_[index] == none) {
      point_of_[index] = static_cast<std::uint32_t>(draft_.points.size());
      draft_.points.push_back(extract_.places.at(index));
    }
    return point_of_[index];
  }

  static TagSet tag_set(const std::vector<std::pair<std::string, std::string>>& kept) {
    TagSet tags;
    for (const auto& [key, value] : kept) tags.add(key, value);
    return tags;
  }

  void add_road(const OsmRoad& road) {
    const TagSet tags = tag_set(road.tags);
    for (const NodeChain& run : extract_.places.known_runs(road.nodes)) {
      std::vector<std::uint32_t> points;
      for (const std::int64_t node : run) points.push_back(point_of(node));
      const std::uint32_t added = add_tagged_road(draft_, tags, std::move(points));
      if (added != none) roads_of_way_[road.id].push_back(added);
    }
  }

  // The stretch of a way that has the point, where the extract's border cut it into several.
  std::uint32_t road_with(std::int64_t way, std::uint32_t point) const {
    const auto found = roads_of_way_.find(way);
    if (found == roads_of_way_.end()) return none;
    for (const std::uint32_t road : found->second) {
      const auto& points = draft_.roads[road].points;
      if (point == none || std::find(points.begin(), points.end(), point) != points.end()) return road;
    }
    return none;
  }

  void add_restriction(const OsmRestriction& restriction) {
    const TagSet tags = tag_set(restriction.tags);
    const std::uint32_t via_point = restriction.via_node ? point_of(*restriction.via_node) : none;
    std::vector<std::uint32_t> via_roads;
    for (const std::int64_t way : restriction.via_ways) via_roads.push_back(road_with(way, none));
    if (via_point == none && via_roads.empty()) return;
    for (const std::int64_t from : restriction.from) {
      for (const std::int64_t to : restriction.to) {
        add_tagged_restriction(draft_, tags, road_with(from, via_point), via_point, via_roads,
                               road_with(to, via_point));
      }
    }
  }

  void add_area(const OsmArea& area) {
    std::vector<GeoPoint> ring = extract_.places.course(area.nodes);
    if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
    if (ring.size() >= 3) draft_.areas.push_back({area.kind, area.name, {{std::move(ring), false}}});
  }

  void add_multipolygon(const OsmMultipolygon& area) {
    DraftArea made{area.kind, area.name, {}};
    for (const bool inner : {false, true}) {
      std::vector<NodeChain> chains;
      for (const OsmMember& member : area.members) {
        if (member.inner == inner) chains.push_back(extract_.member_ways.at(member.way));
      }
      for (const NodeChain& chain : join_chains(std::move(chains), false)) {
        std::vector<GeoPoint> ring = extract_.places.course(chain);
        if (ring.size() > 1 && ring.front() == ring.back()) ring.pop_back();
        if (ring.size() >= 3 && nearly_closed(chain, ring)) made.rings.push_back({std::move(ring), inner});
      }
    }
    if (!made.rings.empty() && !made.rings.front().inner) draft_.areas.push_back(std::move(made));
  }

  // A ring that the border has cut open is closed by a straight line where that line is short beside the rest.
  static bool nearly_closed(const NodeChain& chain, const std::vector<GeoPoint>& ring) {
    return chain.front() == chain.back() || distance_mm(ring.front(), ring.back()) * 3 < length_mm(ring);
  }

  void add_standing(const OsmStanding& standing) {
    const std::vector<GeoPoint> outline = extract_.places.course(standing.nodes);
    if (outline.empty()) return;
    std::int64_t lat = 0, lon = 0;
    for (const GeoPoint p : outline) {
      lat += p.lat;
      lon += p.lon;
    }
    const auto count = static_cast<std::int64_t>(outline.size());
    const GeoPoint middle{static_cast<std::int32_t>(lat / count), static_cast<std::int32_t>(lon / count)};
    if (standing.address.number != 0) {
      draft_.addresses.push_back(standing.address);
      draft_.addresses.back().at = middle;
    }
    if (standing.poi.name != 0) {
      draft_.pois.push_back(standing.poi);
      draft_.pois.back().at = middle;
    }
  }

  void add_box() {
    if (extract_.box.empty()) {
      for (const GeoPoint p : draft_.points) extract_.box.take(p);
    }
    draft_.south_west = extract_.box.south_west;
    draft_.north_east = extract_.box.north_east;
  }

  void add_sea() {
    std::vector<NodeChain> runs;
    for (const NodeChain& coast : extract_.coasts) {
      for (NodeChain& run : extract_.places.known_runs(coast)) runs.push_back(std::move(run));
    }
    std::vector<std::vector<GeoPoint>> courses;
    for (const NodeChain& chain : join_chains(std::move(runs), true)) courses.push_back(extract_.places.course(chain));
    std::vector<DraftRing> rings = sea_rings(courses, extract_.box);
    if (!rings.empty()) draft_.areas.push_back({AreaKind::Sea, 0, std::move(rings)});
  }

  OsmExtract& extract_;
  MapDraft& draft_;
  std::vector<std::uint32_t> point_of_;  // of each known node, in the draft
  std::unordered_map<std::int64_t, std::vector<std::uint32_t>> roads_of_way_;
};

// "new-york.osm.pbf" is "New York".
std::string name_from_file(const std::string& in) {
  std::string stem = std::filesystem::path(in).filename().string();
  stem = stem.substr(0, stem.find('.'));
  if (stem.ends_with("-latest")) stem.resize(stem.size() - 7);
  bool first = true;
  for (char& c : stem) {
    if (c == '-' || c == '_') c = ' ';
    if (first && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    first = c == ' ';
  }
  return stem;
}

std::string city_name(const MapDraft& draft, const std::string& in) {
  const std::string stem = name_from_file(in);
  std::string_view city;
  int cities = 0;
  for (const PlaceRecord& place : draft.places) {
    const std::string_view name = draft.names.text(place.name);
    if (lower_case(name) == lower_case(stem)) return std::string(name);
    if (place.kind != PlaceKind::City) continue;
    city = name;
    ++cities;
  }
  return cities == 1 ? std::string(city) : stem;
}

}  // namespace

Result<MapDraft> read_osm(const std::string& in, const Progress& progress) {
  std::error_code fault;
  const auto status = std::filesystem::status(in, fault);
  if (!std::filesystem::exists(status)) return unreadable(in, "no such file");
  if (std::filesystem::is_directory(status)) return unreadable(in, "is a folder");
  if (std::filesystem::is_regular_file(status) && std::filesystem::file_size(in, fault) == 0) {
    return unreadable(in, "is empty");
  }
  try {
    OsmExtract extract = read_extract(in, progress);
    progress("assembling");
    DraftMaker(extract).make();
    if (extract.draft.roads.empty()) {
      return problem(Status::Unprocessable, "osm.no_roads",
                     in + ": no roads in it, expected an OpenStreetMap extract with highways and their nodes");
    }
    extract.draft.city = city_name(extract.draft, in);
    extract.draft.attribution = "© OpenStreetMap contributors";
    return std::move(extract.draft);
  } catch (const std::exception& error) {
    // libosmium reports by exceptions whatever is wrong with a file.
    return unreadable(in, first_line(error.what()));
  }
}

Outcome import_osm(const std::string& in, const std::string& out, const Progress& progress) {
  Result<MapDraft> draft = read_osm(in, progress);
  if (!draft) return draft.problem();
  progress("building the road graph");
  const MapContents contents = build_map(std::move(draft).value());
  progress("writing");
  return write_map(contents, out);
}

}  // namespace pizza::maps
