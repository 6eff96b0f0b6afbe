// SPDX-License-Identifier: Apache-2.0
#include "maps/tiles/tile_bytes.h"

#include <limits>

namespace pizza::maps {

namespace {

class Writer {
 public:
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      bytes_.push_back(static_cast<char>(value | 0x80));
      value >>= 7;
    }
    bytes_.push_back(static_cast<char>(value));
  }
  void difference(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_.append(value);
  }
  void points(const TileLineString& line) {
    number(line.size());
    TilePoint last;
    for (const TilePoint p : line) {
      difference(std::int64_t{p.x} - last.x);
      difference(std::int64_t{p.y} - last.y);
      last = p;
    }
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// After the first mistake everything is zero and `good` stays false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == bytes_.size()) return fail();
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    return fail();
  }
  // At most `most`.
  std::uint64_t number(std::uint64_t most) {
    const std::uint64_t value = number();
    return value <= most ? value : fail();
  }
  // Of things that take at least `least` bytes each.
  std::size_t count(std::size_t least) { return number((bytes_.size() - at_) / least); }
  std::int32_t coordinate(std::int32_t last) {
    const std::uint64_t coded = number(std::numeric_limits<std::uint32_t>::max());
    const std::int64_t value = last + (static_cast<std::int64_t>(coded >> 1) ^ -static_cast<std::int64_t>(coded & 1));
    if (value < INT32_MIN / 2 || value > INT32_MAX / 2) return static_cast<std::int32_t>(fail());
    return static_cast<std::int32_t>(value);
  }
  std::string text() {
    const std::size_t size = count(1);
    std::string value(bytes_.substr(at_, size));
    at_ += size;
    return value;
  }
  TileLineString points() {
    TileLineString line(count(2));
    TilePoint last;
    for (TilePoint& p : line) {
      p.x = coordinate(last.x);
      p.y = coordinate(last.y);
      last = p;
    }
    return line;
  }
  bool ended() const { return good_ && at_ == bytes_.size(); }
  bool good() const { return good_; }

 private:
  std::uint64_t fail() {
    good_ = false;
    at_ = bytes_.size();
    return 0;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool good_ = true;
};

std::uint32_t id_of(Reader& reader) {
  return static_cast<std::uint32_t>(reader.number(std::numeric_limits<std::uint32_t>::max()));
}

void read_shapes(Reader& reader, VectorTile& tile) {
  tile.areas.resize(reader.count(3));
  for (TileArea& area : tile.areas) {
    area.id = id_of(reader);
    const std::uint64_t coded = reader.number(area_kind_names.size() * 2 - 1);
    area.kind = static_cast<AreaKind>(coded / 2);
    area.whole = coded % 2 != 0;
    area.rings.resize(reader.count(1));
    for (TileLineString& ring : area.rings) ring = reader.points();
  }
  tile.lines.resize(reader.count(3));
  for (TileLine& line : tile.lines) {
    line.id = id_of(reader);
    const std::uint64_t coded = reader.number(line_kind_names.size() * 4 - 1);
    line.kind = static_cast<LineKind>(coded / 4);
    line.tunnel = coded / 2 % 2 != 0;
    line.whole = coded % 2 != 0;
    line.points = reader.points();
  }
  tile.roads.resize(reader.count(5));
  for (TileRoad& road : tile.roads) {
    road.id = id_of(reader);
    const std::uint64_t coded = reader.number(road_class_names.size() * 2 - 1);
    road.road_class = static_cast<RoadClass>(coded / 2);
    road.whole = coded % 2 != 0;
    road.layer = static_cast<std::int8_t>(reader.number(255) - 128);
    road.flags = static_cast<std::uint16_t>(reader.number(0xFFFF));
    road.points = reader.points();
  }
}

void read_names(Reader& reader, VectorTile& tile) {
  tile.streets.resize(reader.count(4));
  for (TileStreet& street : tile.streets) {
    street.id = id_of(reader);
    street.road_class = static_cast<RoadClass>(reader.number(road_class_names.size() - 1));
    street.name = reader.text();
    street.points = reader.points();
  }
  tile.places.resize(reader.count(4));
  for (TilePlace& place : tile.places) {
    place.kind = static_cast<PlaceKind>(reader.number(place_kind_names.size() - 1));
    place.name = reader.text();
    place.at.x = reader.coordinate(0);
    place.at.y = reader.coordinate(0);
  }
}

}  // namespace

std::string tile_bytes(const VectorTile& tile) {
  Writer writer;
  writer.number(tile.areas.size());
  for (const TileArea& area : tile.areas) {
    writer.number(area.id);
    writer.number(static_cast<std::uint64_t>(area.kind) * 2 + (area.whole ? 1 : 0));
    writer.number(area.rings.size());
    for (const TileLineString& ring : area.rings) writer.points(ring);
  }
  writer.number(tile.lines.size());
  for (const TileLine& line : tile.lines) {
    writer.number(line.id);
    writer.number(static_cast<std::uint64_t>(line.kind) * 4 + (line.tunnel ? 2 : 0) + (line.whole ? 1 : 0));
    writer.points(line.points);
  }
  writer.number(tile.roads.size());
  for (const TileRoad& road : tile.roads) {
    writer.number(road.id);
    writer.number(static_cast<std::uint64_t>(road.road_class) * 2 + (road.whole ? 1 : 0));
    writer.number(static_cast<std::uint64_t>(road.layer + 128));
    writer.number(road.flags);
    writer.points(road.points);
  }
  writer.number(tile.streets.size());
  for (const TileStreet& street : tile.streets) {
    writer.number(street.id);
    writer.number(static_cast<std::uint64_t>(street.road_class));
    writer.text(street.name);
    writer.points(street.points);
  }
  writer.number(tile.places.size());
  for (const TilePlace& place : tile.places) {
    writer.number(static_cast<std::uint64_t>(place.kind));
    writer.text(place.name);
    writer.difference(place.at.x);
    writer.difference(place.at.y);
  }
  return writer.take();
}

std::optional<VectorTile> tile_from_bytes(TileId id, std::string_view bytes) {
  VectorTile tile;
  tile.id = id;
  Reader reader(bytes);
  read_shapes(reader, tile);
  read_names(reader, tile);
  if (!reader.ended()) return std::nullopt;
  return tile;
}

}  // namespace pizza::maps
