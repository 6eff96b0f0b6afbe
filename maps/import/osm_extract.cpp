// SPDX-License-Identifier: Apache-2.0
#include "maps/import/osm_extract.h"

#include <algorithm>
#include <osmium/io/any_input.hpp>
#include <osmium/visitor.hpp>

#include "maps/import/area_rules.h"
#include "maps/import/node_rules.h"
#include "maps/import/road_rules.h"

namespace pizza::maps {

void NodePlaces::close() {
  std::sort(ids_.begin(), ids_.end());
  ids_.erase(std::unique(ids_.begin(), ids_.end()), ids_.end());
  places_.resize(ids_.size());
  known_.assign(ids_.size(), false);
}

void NodePlaces::set(std::int64_t id, GeoPoint at) {
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
  if (found == ids_.end() || *found != id) return;
  const auto index = static_cast<std::size_t>(found - ids_.begin());
  places_[index] = at;
  known_[index] = true;
}

std::uint32_t NodePlaces::find(std::int64_t id) const {
  const auto found = std::lower_bound(ids_.begin(), ids_.end(), id);
  if (found == ids_.end() || *found != id) return none;
  const auto index = static_cast<std::uint32_t>(found - ids_.begin());
  return known_[index] ? index : none;
}

std::vector<GeoPoint> NodePlaces::course(const NodeChain& nodes) const {
  std::vector<GeoPoint> points;
  points.reserve(nodes.size());
  for (const std::int64_t id : nodes) {
    if (const std::uint32_t index = find(id); index != none) points.push_back(places_[index]);
  }
  return points;
}

std::vector<NodeChain> NodePlaces::known_runs(const NodeChain& nodes) const {
  std::vector<NodeChain> runs;
  NodeChain run;
  const auto finish = [&] {
    if (run.size() >= 2) runs.push_back(run);
    run.clear();
  };
  for (const std::int64_t id : nodes) {
    if (find(id) == none) {
      finish();
    } else {
      run.push_back(id);
    }
  }
  finish();
  return runs;
}

namespace {

TagSet tags_of(const osmium::OSMObject& object) {
  TagSet tags;
  for (const osmium::Tag& tag : object.tags()) tags.add(tag.key(), tag.value());
  return tags;
}

std::vector<std::pair<std::string, std::string>> kept_tags(const osmium::OSMObject& object) {
  std::vector<std::pair<std::string, std::string>> kept;
  for (const osmium::Tag& tag : object.tags()) kept.emplace_back(tag.key(), tag.value());
  return kept;
}

class ExtractReader {
 public:
  explicit ExtractReader(OsmExtract& extract) : extract_(extract), names_(extract.draft.names) {}

  void take(const osmium::Relation& relation) {
    const TagSet tags = tags_of(relation);
    if (tags.is("type", "restriction")) {
      if (restriction_rules(tags)) take_restriction(relation);
      return;
    }
    const auto kind = area_kind(tags);
    if (!tags.is("type", "multipolygon") || !kind) return;
    OsmMultipolygon area;
    area.kind = *kind;
    area.name = names_.intern(tags["name"]);
    for (const osmium::RelationMember& member : relation.members()) {
      if (member.type() != osmium::item_type::way) continue;
      area.members.push_back({member.ref(), std::string_view(member.role()) == "inner"});
      extract_.member_ways.try_emplace(member.ref());
    }
    extract_.multipolygons.push_back(std::move(area));
  }

  void take(const osmium::Way& way) {
    NodeChain nodes;
    for (const osmium::NodeRef& node : way.nodes()) nodes.push_back(node.ref());
    if (nodes.size() < 2) return;
    const TagSet tags = tags_of(way);
    bool kept = false;
    if (const int step = numbering_step(tags["addr:interpolation"]); step != 0) {
      extract_.numberings.push_back({nodes, step});
      kept = true;
    }
    if (const auto member = extract_.member_ways.find(way.id()); member != extract_.member_ways.end()) {
      member->second = nodes;
      kept = true;
    }
    if (road_rules(tags)) {
      extract_.roads.push_back({way.id(), nodes, kept_tags(way)});
      take_other_names(way, tags);
      kept = true;
    }
    if (tags.is("natural", "coastline")) {
      extract_.coasts.push_back(nodes);
      kept = true;
    }
    kept = take_drawn(tags, nodes) || kept;
    kept = take_standing(tags, nodes) || kept;
    if (kept) extract_.places.want(nodes);
  }

  void take(const osmium::Node& node) {
    if (!node.location().valid()) return;
    const GeoPoint at{node.location().y(), node.location().x()};
    extract_.places.set(node.id(), at);
    if (node.tags().empty()) return;
    const TagSet tags = tags_of(node);
    if (const auto kind = place_kind(tags)) {
      PlaceRecord place;
      place.at = at;
      place.name = names_.intern(tags["name"]);
      place.kind = *kind;
      extract_.draft.places.push_back(place);
      take_other_names(node, tags);
    }
    if (AddressRecord address = address_of(tags); address.number != 0) {
      address.at = at;
      extract_.draft.addresses.push_back(address);
      if (extract_.places.find(node.id()) != none) extract_.numbered_nodes.emplace(node.id(), address);
    }
    if ((!point_rules(tags).plain() || tags.has("ele")) && extract_.places.find(node.id()) != none)
      extract_.points.push_back({node.id(), kept_tags(node)});
    if (PoiRecord poi = poi_of(tags); poi.name != 0) {
      poi.at = at;
      extract_.draft.pois.push_back(poi);
    }
  }

 private:
  static int numbering_step(std::string_view how) {
    if (how == "odd" || how == "even") return 2;
    return how == "all" ? 1 : 0;
  }

  // "name:en", "name:zh-Hant"; not "name:etymology" and the like.
  void take_other_names(const osmium::OSMObject& object, const TagSet& tags) {
    const std::string_view name = tags["name"];
    if (name.empty()) return;
    for (const osmium::Tag& tag : object.tags()) {
      const std::string_view key = tag.key(), text = tag.value();
      if (!key.starts_with("name:") || text == name || text.empty()) continue;
      const std::string_view language = key.substr(5);
      const bool code = language.size() == 2 || language.size() == 3 || (language.size() > 3 && language[2] == '-');
      if (!code || !std::all_of(language.begin(), language.begin() + 2, [](char c) { return c >= 'a' && c <= 'z'; }))
        continue;
      extract_.draft.aliases.push_back({names_.intern(name), names_.intern(language), names_.intern(text)});
    }
  }

  void take_restriction(const osmium::Relation& relation) {
    OsmRestriction restriction;
    restriction.tags = kept_tags(relation);
    int via_nodes = 0;
    for (const osmium::RelationMember& member : relation.members()) {
      const std::string_view role = member.role();
      const bool way = member.type() == osmium::item_type::way;
      if (role == "from" && way) restriction.from.push_back(member.ref());
      if (role == "to" && way) restriction.to.push_back(member.ref());
      if (role != "via") continue;
      if (way) {
        restriction.via_ways.push_back(member.ref());
      } else {
        restriction.via_node = member.ref();
        ++via_nodes;
      }
    }
    if (via_nodes == (restriction.via_ways.empty() ? 1 : 0)) extract_.restrictions.push_back(std::move(restriction));
  }

  bool take_drawn(const TagSet& tags, const NodeChain& nodes) {
    const bool closed = nodes.size() >= 4 && nodes.front() == nodes.back();
    const std::optional<AreaKind> area = closed ? area_kind(tags) : std::nullopt;
    if (area) {
      extract_.areas.push_back({*area, names_.intern(tags["name"]), nodes});
      return true;
    }
    const auto line = line_kind(tags);
    if (!line) return false;
    const bool tunnel = tags.has("tunnel") && !tags.is("tunnel", "no");
    extract_.lines.push_back({*line, names_.intern(tags["name"]), tunnel, nodes});
    return true;
  }

  bool take_standing(const TagSet& tags, const NodeChain& nodes) {
    OsmStanding standing{address_of(tags), poi_of(tags), {}};
    if (standing.address.number == 0 && standing.poi.name == 0) return false;
    standing.nodes = nodes;
    extract_.standing.push_back(std::move(standing));
    return true;
  }

  AddressRecord address_of(const TagSet& tags) {
    AddressRecord address;
    if (!tags.has("addr:housenumber")) return address;
    address.number = names_.intern(tags["addr:housenumber"]);
    address.street = names_.intern(tags.has("addr:street") ? tags["addr:street"] : tags["addr:place"]);
    return address;
  }

  PoiRecord poi_of(const TagSet& tags) {
    PoiRecord poi;
    if (const auto kind = poi_kind(tags)) {
      poi.kind = *kind;
      poi.name = names_.intern(tags["name"]);
    }
    return poi;
  }

  OsmExtract& extract_;
  NameTable& names_;
};

template <class Object>
void read_pass(const osmium::io::File& file, osmium::osm_entity_bits::type what, ExtractReader& into) {
  osmium::io::Reader reader(file, what);
  while (const osmium::memory::Buffer buffer = reader.read()) {
    for (const Object& object : buffer.select<Object>()) {
      if (object.visible()) into.take(object);
    }
  }
  reader.close();
}

}  // namespace

OsmExtract read_extract(const std::string& in, const Progress& progress) {
  OsmExtract extract;
  const osmium::io::File file(in);
  {
    osmium::io::Reader reader(file, osmium::osm_entity_bits::nothing);
    const osmium::Box box = reader.header().joined_boxes();
    if (box.valid()) {
      extract.box.take({box.bottom_left().y(), box.bottom_left().x()});
      extract.box.take({box.top_right().y(), box.top_right().x()});
    }
    reader.close();
  }
  ExtractReader into(extract);
  progress("reading relations");
  read_pass<osmium::Relation>(file, osmium::osm_entity_bits::relation, into);
  progress("reading ways");
  read_pass<osmium::Way>(file, osmium::osm_entity_bits::way, into);
  extract.places.close();
  progress("reading nodes");
  read_pass<osmium::Node>(file, osmium::osm_entity_bits::node, into);
  return extract;
}

}  // namespace pizza::maps
