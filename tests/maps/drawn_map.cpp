// SPDX-License-Identifier: Apache-2.0
#include "tests/maps/drawn_map.h"

#include <QStringList>
#include <cctype>
#include <sstream>

#include "maps/import/draft_roads.h"
#include "maps/map_writer.h"

namespace pizza::maps {

namespace {

// None where a turn is over a node.
std::vector<std::string> streets_between(const DrawnTurn& turn) {
  std::vector<std::string> streets;
  std::istringstream text(turn.via);
  for (std::string street; turn.via.size() > 1 && text >> street;) streets.push_back(street);
  return streets;
}

}  // namespace

DrawnMap::DrawnMap(std::string_view picture, const std::vector<DrawnStreet>& streets,
                   const std::vector<DrawnTurn>& turns, const std::vector<DrawnPoint>& tagged)
    : streets_(streets), turns_(turns), points_(tagged) {
  constexpr std::int32_t step = 8'993;  // 100 m, 1e-7 degree; at the equator a degree is as wide as it is high
  MapDraft draft;
  std::map<char, std::uint32_t> points;
  std::int32_t row = 0, column = 0;
  for (const char c : picture) {
    ++column;
    if (c == '\n') {
      ++row;
      column = 0;
    }
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) continue;
    places_[c] = {-row * step, column * step};
    points[c] = static_cast<std::uint32_t>(draft.points.size());
    draft.points.push_back(places_[c]);
  }
  std::map<std::string, std::uint32_t> roads;
  for (const DrawnStreet& street : streets) {
    TagSet tags = street.tags;
    if (!tags.has("name")) tags.add("name", street.nodes);
    std::vector<std::uint32_t> course;
    for (const char c : street.nodes) course.push_back(points.at(c));
    roads[street.nodes] = add_tagged_road(draft, tags, course);
  }
  for (const DrawnPoint& point : tagged) add_tagged_point(draft, point.tags, points.at(point.node));
  for (const DrawnTurn& turn : turns) {
    TagSet tags = turn.tags;
    tags.add("type", "restriction");
    std::vector<std::uint32_t> via_roads;
    for (const std::string& street : streets_between(turn)) via_roads.push_back(roads.at(street));
    add_tagged_restriction(draft, tags, roads.at(turn.from), via_roads.empty() ? points.at(turn.via[0]) : none,
                           via_roads, roads.at(turn.to));
  }
  map_ = std::move(RoadMap::from_bytes(map_bytes(build_map(std::move(draft))), "drawn")).value();
}

namespace {

void put_tags(std::string& text, const TagSet& tags) {
  for (const auto& [key, value] : tags) {
    text += "    <tag k=\"" + std::string(key) + "\" v=\"" + std::string(value) + "\"/>\n";
  }
}

// Nine digits: no place moves.
std::string degrees(std::int32_t e7) {
  return QString::number(e7 / 1e7, 'f', 7).toStdString();
}

}  // namespace

std::string DrawnMap::osm() const {
  std::string text = "<osm version=\"0.6\">\n";
  const auto node_id = [](char c) { return std::to_string(static_cast<int>(c)); };
  for (const auto& [c, at] : places_) {
    text += "  <node id=\"" + node_id(c) + "\" lat=\"" + degrees(at.lat) + "\" lon=\"" + degrees(at.lon) + "\">\n";
    for (const DrawnPoint& point : points_) {
      if (point.node == c) put_tags(text, point.tags);
    }
    text += "  </node>\n";
  }
  std::map<std::string, std::string> ids;
  for (const DrawnStreet& street : streets_) {
    ids[street.nodes] = std::to_string(1'000 + ids.size());
    text += "  <way id=\"" + ids[street.nodes] + "\">\n";
    for (const char c : street.nodes) text += "    <nd ref=\"" + node_id(c) + "\"/>\n";
    TagSet tags = street.tags;
    if (!tags.has("name")) tags.add("name", street.nodes);
    put_tags(text, tags);
    text += "  </way>\n";
  }
  for (std::size_t i = 0; i < turns_.size(); ++i) {
    const DrawnTurn& turn = turns_[i];
    const auto member = [&](const char* type, const std::string& id, const char* role) {
      text += std::string("    <member type=\"") + type + "\" ref=\"" + id + "\" role=\"" + role + "\"/>\n";
    };
    text += "  <relation id=\"" + std::to_string(5'000 + i) + "\">\n";
    member("way", ids.at(turn.from), "from");
    const auto between = streets_between(turn);
    for (const std::string& street : between) member("way", ids.at(street), "via");
    if (between.empty()) member("node", node_id(turn.via[0]), "via");
    member("way", ids.at(turn.to), "to");
    TagSet tags = turn.tags;
    tags.add("type", "restriction");
    put_tags(text, tags);
    text += "  </relation>\n";
  }
  return text + "</osm>\n";
}

QString DrawnMap::way(Vehicle vehicle, char from, char to) const {
  const auto route = RoadRouter(map_, vehicle).route(at(from), at(to));
  if (!route) return "none";
  QStringList streets;
  for (const std::string_view street : route->streets) {
    streets += QString::fromUtf8(street.data(), static_cast<qsizetype>(street.size()));
  }
  return streets.join(' ');
}

int DrawnMap::seconds(Vehicle vehicle, char from, char to) const {
  const auto route = RoadRouter(map_, vehicle).route(at(from), at(to));
  return route ? static_cast<int>((route->ms + 500) / 1000) : -1;
}

}  // namespace pizza::maps
