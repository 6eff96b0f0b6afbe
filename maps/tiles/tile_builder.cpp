// SPDX-License-Identifier: Apache-2.0
#include "maps/tiles/tile_builder.h"

#include <algorithm>

#include "maps/tiles/detail_rules.h"
#include "maps/tiles/line_shapes.h"

namespace pizza::maps {

namespace {

WorldBox box_of(std::span<const GeoPoint> points) {
  WorldBox box;
  for (const GeoPoint p : points) box.add(world_point(p));
  return box;
}

// World units to a tile's own.
class Frame {
 public:
  explicit Frame(TileId id)
      : shift_(world_bits - id.level - 12), x_(id.x << (world_bits - id.level)), y_(id.y << (world_bits - id.level)) {
    static_assert(tile_extent == 1 << 12);
  }

  TilePoint operator()(WorldPoint p) const { return {round(p.x - x_), round(p.y - y_)}; }
  TileLineString operator()(std::span<const GeoPoint> points) const {
    TileLineString line;
    line.reserve(points.size());
    for (const GeoPoint p : points) line.push_back((*this)(world_point(p)));
    return line;
  }
  // Tile units to the world's.
  std::int32_t world(std::int32_t units) const { return units << shift_; }

 private:
  std::int32_t round(std::int32_t units) const { return shift_ == 0 ? units : (units + (1 << (shift_ - 1))) >> shift_; }

  int shift_;
  std::int32_t x_, y_;
};

WorldBox grown(WorldBox box, std::int32_t margin) {
  box.least = {box.least.x - margin, box.least.y - margin};
  box.most = {box.most.x + margin, box.most.y + margin};
  return box;
}

struct Extent {
  TilePoint least{INT32_MAX, INT32_MAX}, most{INT32_MIN, INT32_MIN};
  explicit Extent(const TileLineString& line) {
    for (const TilePoint p : line) {
      least = {std::min(least.x, p.x), std::min(least.y, p.y)};
      most = {std::max(most.x, p.x), std::max(most.y, p.y)};
    }
  }
  std::int32_t size() const { return std::max(most.x - least.x, most.y - least.y); }
};

// Small things stay whole: cutting a house at a tile's edge would show.
bool may_stay_whole(const Extent& extent) {
  return extent.size() <= tile_extent / 4;
}

template <class Add>
void add_parts(const TileLineString& line, std::int32_t tolerance, Add&& add) {
  if (may_stay_whole(Extent(line))) {
    TileLineString simple = simplify_line(line, tolerance);
    if (simple.size() >= 2) add(std::move(simple), true);
    return;
  }
  for (const TileLineString& part : cut_line(line, {})) {
    TileLineString simple = simplify_line(part, tolerance);
    if (simple.size() >= 2) add(std::move(simple), false);
  }
}

}  // namespace

TileBuilder::TileBuilder(std::shared_ptr<const RoadMap> map) : map_(std::move(map)), streets_(street_lines(*map_)) {
  bounds_.add(world_point(map_->south_west()));
  bounds_.add(world_point(map_->north_east()));
  std::vector<WorldBox> boxes;
  for (const AreaRecord& area : map_->areas()) {
    WorldBox box;
    box.add(world_point(area.south_west));
    box.add(world_point(area.north_east));
    boxes.push_back(box);
  }
  area_index_ = BoxIndex(std::move(boxes));
  boxes.clear();
  for (const LineRecord& line : map_->lines()) boxes.push_back(box_of(map_->points(line)));
  line_index_ = BoxIndex(std::move(boxes));
  boxes.clear();
  for (const RoadRecord& road : map_->roads()) boxes.push_back(box_of(map_->points(road)));
  road_index_ = BoxIndex(std::move(boxes));
  boxes.clear();
  for (const StreetLine& street : streets_) {
    WorldBox box;
    for (const WorldPoint p : street.points) box.add(p);
    boxes.push_back(box);
  }
  street_index_ = BoxIndex(std::move(boxes));
}

VectorTile TileBuilder::build(TileId id) const {
  VectorTile tile;
  tile.id = id;
  if (id.level < min_tile_level || id.level > max_tile_level) return tile;
  add_areas(tile);
  add_lines(tile);
  add_roads(tile);
  add_streets(tile);
  add_places(tile);
  return tile;
}

void TileBuilder::add_areas(VectorTile& tile) const {
  const Frame frame(tile.id);
  const std::int32_t tolerance = simplify_tolerance(tile.id.level);
  const WorldBox wanted = grown(maps::box_of(tile.id), frame.world(tile_buffer));
  // What lies beyond the map nobody has looked at: the sea ends there too.
  CutBox cut;
  const TilePoint least = frame(bounds_.least), most = frame(bounds_.most);
  cut.least = {std::max(cut.least.x, least.x), std::max(cut.least.y, least.y)};
  cut.most = {std::min(cut.most.x, most.x), std::min(cut.most.y, most.y)};
  for (const std::uint32_t i : area_index_.touching(wanted)) {
    const AreaRecord& area = map_->areas()[i];
    if (tile.id.level < area_from_level[static_cast<std::size_t>(area.kind)]) continue;
    const WorldBox& box = area_index_.box(i);
    const std::int32_t extent = std::max(box.most.x - box.least.x, box.most.y - box.least.y);
    if (extent < frame.world(least_area_extent)) continue;
    const bool sea = area.kind == AreaKind::Sea;
    TileArea shown{i, area.kind, !sea && extent <= frame.world(tile_extent / 4), {}};
    for (const RingRecord& ring : map_->rings(area)) {
      TileLineString line = simplify_ring(frame(map_->points(ring)), tolerance);
      if (!shown.whole) line = cut_ring(line, cut);
      if (line.size() >= 3) shown.rings.push_back(std::move(line));
    }
    if (!shown.rings.empty()) tile.areas.push_back(std::move(shown));
  }
  std::stable_sort(tile.areas.begin(), tile.areas.end(),
                   [](const TileArea& a, const TileArea& b) { return a.kind < b.kind; });
}

void TileBuilder::add_lines(VectorTile& tile) const {
  const Frame frame(tile.id);
  const WorldBox wanted = grown(maps::box_of(tile.id), frame.world(tile_buffer));
  for (const std::uint32_t i : line_index_.touching(wanted)) {
    const LineRecord& line = map_->lines()[i];
    if (tile.id.level < line_from_level[static_cast<std::size_t>(line.kind)]) continue;
    add_parts(frame(map_->points(line)), simplify_tolerance(tile.id.level), [&](TileLineString part, bool whole) {
      tile.lines.push_back({i, line.kind, line.tunnel != 0, whole, std::move(part)});
    });
  }
}

void TileBuilder::add_roads(VectorTile& tile) const {
  const Frame frame(tile.id);
  const WorldBox wanted = grown(maps::box_of(tile.id), frame.world(tile_buffer));
  for (const std::uint32_t i : road_index_.touching(wanted)) {
    const RoadRecord& road = map_->road(i);
    if (tile.id.level < road_from_level[static_cast<std::size_t>(road.road_class)]) continue;
    add_parts(frame(map_->points(road)), simplify_tolerance(tile.id.level), [&](TileLineString part, bool whole) {
      tile.roads.push_back({i, road.road_class, road.layer, road.flags, whole, std::move(part)});
    });
  }
}

void TileBuilder::add_streets(VectorTile& tile) const {
  const Frame frame(tile.id);
  const WorldBox wanted = maps::box_of(tile.id);
  const CutBox one_tile_around{{-tile_extent, -tile_extent}, {2 * tile_extent, 2 * tile_extent}};
  for (const std::uint32_t i : street_index_.touching(wanted)) {
    const StreetLine& street = streets_[i];
    if (tile.id.level < name_from_level[static_cast<std::size_t>(street.road_class)]) continue;
    TileLineString line;
    for (const WorldPoint p : street.points) line.push_back(frame(p));
    // The longest part is where the name fits best.
    TileLineString longest;
    for (const TileLineString& part : cut_line(line, one_tile_around))
      if (longest.empty() || Extent(part).size() > Extent(longest).size()) longest = part;
    longest = simplify_line(longest, simplify_tolerance(tile.id.level));
    if (longest.size() >= 2)
      tile.streets.push_back({i, std::string(map_->name(street.name)), street.road_class, std::move(longest)});
  }
}

void TileBuilder::add_places(VectorTile& tile) const {
  const Frame frame(tile.id);
  const WorldBox wanted = maps::box_of(tile.id);
  for (const PlaceRecord& place : map_->places()) {
    const LevelRange levels = place_levels[static_cast<std::size_t>(place.kind)];
    if (tile.id.level < levels.from || tile.id.level > levels.to) continue;
    const WorldPoint at = world_point(place.at);
    WorldBox point;
    point.add(at);
    if (point.touches(wanted)) tile.places.push_back({std::string(map_->name(place.name)), place.kind, frame(at)});
  }
}

}  // namespace pizza::maps
