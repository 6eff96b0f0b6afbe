// SPDX-License-Identifier: Apache-2.0
#include "app/server/map_tiles.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>
#include <span>
#include <stdexcept>

#include "maps/map_format.h"
#include "maps/tiles/tile_bytes.h"

namespace pizza::server {

namespace {

// The map stays as long as the server runs; after that the tag tells whether it is another.
constexpr const char* cache_rule = "public, max-age=3600";

std::string zipped(const std::string& text) {
  z_stream stream{};
  constexpr int gzip_window = 15 + 16;
  if (deflateInit2(&stream, 5, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot begin");
  std::string out(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int ended = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) throw std::runtime_error("zlib cannot end");
  return out;
}

std::string_view view_of(beast::string_view text) {
  return {text.data(), text.size()};
}

// Calls visit(item) for each of a comma-separated list, without the blanks around it.
template <class Visit>
void each_item(std::string_view list, Visit&& visit) {
  while (!list.empty()) {
    std::string_view item = list.substr(0, list.find(','));
    list.remove_prefix(std::min(item.size() + 1, list.size()));
    while (!item.empty() && (item.front() == ' ' || item.front() == '\t')) item.remove_prefix(1);
    while (!item.empty() && (item.back() == ' ' || item.back() == '\t')) item.remove_suffix(1);
    visit(item);
  }
}

bool accepts_gzip(const Request& request) {
  bool accepted = false;
  each_item(view_of(request[http::field::accept_encoding]), [&](std::string_view item) {
    const std::size_t end = item.find(';');
    const std::string_view coding = item.substr(0, end);
    const bool refused = end != std::string_view::npos && (item.ends_with("q=0") || item.ends_with("q=0.0"));
    accepted = accepted || (coding == "gzip" && !refused);
  });
  return accepted;
}

bool known_already(const Request& request, const std::string& etag) {
  bool known = false;
  each_item(view_of(request[http::field::if_none_match]), [&](std::string_view item) {
    if (item.starts_with("W/")) item.remove_prefix(2);
    known = known || item == etag || item == "*";
  });
  return known;
}

std::optional<std::int32_t> number_in(std::string_view digits, std::int32_t least, std::int32_t most) {
  std::int32_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || stop != end || number < least || number > most) return std::nullopt;
  return number;
}

Json degrees(GeoPoint p) {
  return Json::array({p.lat / 1e7, p.lon / 1e7});
}

}  // namespace

Response MapTiles::about() const {
  const maps::RoadMap& map = builder_.map();
  Response response = json_response(
      http::status::ok, Json{{"city", map.city()},
                             {"attribution", map.attribution()},
                             {"bounds", Json::array({degrees(map.south_west()), degrees(map.north_east())})},
                             {"levels", Json::array({maps::min_tile_level, maps::max_tile_level})},
                             {"extent", maps::tile_extent},
                             {"tiles", "/tiles/{level}/{x}/{y}.json"}});
  response.set(http::field::cache_control, cache_rule);
  return response;
}

Response MapTiles::tile(const Request& request, std::string_view level, std::string_view x, std::string_view y,
                        const std::string& request_id) {
  maps::TileId id;
  const auto wrong = [&](const char* field, std::int32_t least, std::int32_t most) {
    const std::string range = "a number from " + std::to_string(least) + " to " + std::to_string(most);
    return problem_response(problem(Status::BadRequest, "tiles.parameter", "expected " + range, field), request_id);
  };
  const auto level_number = number_in(level, maps::min_tile_level, maps::max_tile_level);
  if (!level_number) return wrong("level", maps::min_tile_level, maps::max_tile_level);
  id.level = *level_number;
  const std::int32_t last = (1 << id.level) - 1;
  const auto column = number_in(x, 0, last), row = number_in(y, 0, last);
  if (!column) return wrong("x", 0, last);
  if (!row) return wrong("y", 0, last);
  id.x = *column;
  id.y = *row;
  if (!maps::box_of(id).touches(builder_.bounds()))
    return problem_response(problem(Status::NotFound, "tiles.outside", "the map shows nothing there"), request_id);

  const bool zip = accepts_gzip(request);
  const auto found = answer({id, zip});
  Response response = known_already(request, found->etag)
                          ? text_response(http::status::not_modified, {}, "application/json")
                          : text_response(http::status::ok, found->body, "application/json");
  response.set(http::field::etag, found->etag);
  response.set(http::field::cache_control, cache_rule);
  response.set(http::field::vary, "Accept-Encoding");
  if (zip && response.result() == http::status::ok) response.set(http::field::content_encoding, "gzip");
  return response;
}

std::shared_ptr<const MapTiles::Answer> MapTiles::answer(const Key& key) {
  {
    const std::lock_guard lock(guard_);
    if (const auto it = kept_.find(key); it != kept_.end()) {
      uses_.splice(uses_.begin(), uses_, it->second.use);
      return it->second.answer;
    }
  }
  auto made = std::make_shared<Answer>();
  made->body = maps::tile_json(builder_.build(key.id));
  std::array<char, 32> tag{};
  const auto sum = maps::map_checksum(std::as_bytes(std::span(made->body)));
  std::snprintf(tag.data(), tag.size(), "\"%016llx%s\"", static_cast<unsigned long long>(sum), key.zipped ? "z" : "");
  made->etag = tag.data();
  if (key.zipped) made->body = zipped(made->body);

  const std::lock_guard lock(guard_);
  if (const auto it = kept_.find(key); it != kept_.end()) return it->second.answer;  // another thread was quicker
  uses_.push_front(key);
  kept_.emplace(key, Kept{made, uses_.begin()});
  bytes_ += made->body.size();
  while (bytes_ > most_bytes_) {
    const auto oldest = kept_.find(uses_.back());
    bytes_ -= oldest->second.answer->body.size();
    kept_.erase(oldest);
    uses_.pop_back();
  }
  return made;
}

std::size_t MapTiles::kept_bytes() const {
  const std::lock_guard lock(guard_);
  return bytes_;
}

}  // namespace pizza::server
