// SPDX-License-Identifier: Apache-2.0
#include "maps/tiles/tile_bytes.h"

namespace pizza::maps {

namespace {

// JSON by hand: flat arrays of numbers and a few names are all there is, and no library belongs into maps/ for that.
class JsonText {
 public:
  void raw(std::string_view text) { text_.append(text); }
  void number(std::int64_t value) { text_.append(std::to_string(value)); }
  void quoted(std::string_view value) {
    text_.push_back('"');
    for (const char c : value) {
      if (c == '"' || c == '\\') {
        text_.push_back('\\');
        text_.push_back(c);
      } else if (static_cast<unsigned char>(c) < 0x20) {
        constexpr std::string_view digits = "0123456789abcdef";
        text_.append("\\u00");
        text_.push_back(digits[static_cast<unsigned char>(c) / 16]);
        text_.push_back(digits[static_cast<unsigned char>(c) % 16]);
      } else {
        text_.push_back(c);
      }
    }
    text_.push_back('"');
  }
  void line(const TileLineString& points) {
    text_.push_back('[');
    TilePoint last;
    bool first = true;
    for (const TilePoint p : points) {
      if (!first) text_.push_back(',');
      first = false;
      number(p.x - last.x);
      text_.push_back(',');
      number(p.y - last.y);
      last = p;
    }
    text_.push_back(']');
  }
  template <class Things, class Write>
  void list(std::string_view name, const Things& things, Write&& write) {
    raw(",\"");
    raw(name);
    raw("\":[");
    bool first = true;
    for (const auto& thing : things) {
      raw(first ? "[" : ",[");
      first = false;
      write(thing);
      raw("]");
    }
    raw("]");
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string tile_json(const VectorTile& tile) {
  JsonText json;
  json.raw("{\"level\":" + std::to_string(tile.id.level) + ",\"x\":" + std::to_string(tile.id.x) +
           ",\"y\":" + std::to_string(tile.id.y) + ",\"extent\":" + std::to_string(tile_extent));
  json.list("areas", tile.areas, [&](const TileArea& area) {
    json.quoted(area_kind_names[static_cast<std::size_t>(area.kind)]);
    json.raw(",[");
    for (std::size_t i = 0; i < area.rings.size(); ++i) {
      if (i != 0) json.raw(",");
      json.line(area.rings[i]);
    }
    json.raw("]");
  });
  json.list("lines", tile.lines, [&](const TileLine& line) {
    json.quoted(line_kind_names[static_cast<std::size_t>(line.kind)]);
    json.raw(line.tunnel ? ",1," : ",0,");
    json.line(line.points);
  });
  json.list("roads", tile.roads, [&](const TileRoad& road) {
    json.quoted(road_class_names[static_cast<std::size_t>(road.road_class)]);
    json.raw("," + std::to_string(road.layer) + "," + std::to_string(road.flags) + ",");
    json.line(road.points);
  });
  json.list("streets", tile.streets, [&](const TileStreet& street) {
    json.quoted(street.name);
    json.raw(",");
    json.quoted(road_class_names[static_cast<std::size_t>(street.road_class)]);
    json.raw(",");
    json.line(street.points);
  });
  json.list("places", tile.places, [&](const TilePlace& place) {
    json.quoted(place.name);
    json.raw(",");
    json.quoted(place_kind_names[static_cast<std::size_t>(place.kind)]);
    json.raw("," + std::to_string(place.at.x) + "," + std::to_string(place.at.y));
  });
  json.raw("}");
  return json.take();
}

}  // namespace pizza::maps
