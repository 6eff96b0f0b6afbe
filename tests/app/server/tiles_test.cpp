// SPDX-License-Identifier: Apache-2.0
// The city's map for web pages, over HTTP.
#include <zlib.h>

#include <QTest>

#include "maps/generate/city_generator.h"
#include "maps/map_writer.h"
#include "maps/tiles/tile_bytes.h"
#include "tests/app/server/probe.h"
#include "tests/app/server/small_shop.h"

using namespace pizza;
using namespace pizza::test;
namespace http = boost::beast::http;

namespace {

std::shared_ptr<const maps::RoadMap> small_city() {
  auto draft = maps::draft_city({"Testwick", 1'000, 3}, [](std::string_view) {});
  return maps::RoadMap::from_bytes(maps::map_bytes(maps::build_map(std::move(draft).value())), "small").value();
}

std::string address(maps::TileId id) {
  return "/tiles/" + std::to_string(id.level) + "/" + std::to_string(id.x) + "/" + std::to_string(id.y) + ".json";
}

std::string unzipped(const std::string& bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return {};
  std::string text(8'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const int ended = inflate(&stream, Z_FINISH);
  text.resize(ended == Z_STREAM_END ? stream.total_out : 0);
  inflateEnd(&stream);
  return text;
}

}  // namespace

class TilesTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    map_ = small_city();
    tiles_ = std::make_shared<server::MapTiles>(map_, most_kept);
    shop_ = std::make_unique<SmallShop>(server::ServerOptions{}, tiles_);
    const maps::TileBuilder builder(map_);
    for (std::int32_t level = maps::min_tile_level; level <= maps::max_tile_level; ++level)
      for (const maps::TileId id : maps::tiles_of(builder.bounds(), level)) wanted_.push_back(id);
  }
  void cleanupTestCase() { shop_.reset(); }

  void every_tile_is_the_one_that_the_desktop_draws() {
    const maps::TileBuilder builder(map_);
    HttpProbe probe(shop_->port());
    for (const maps::TileId id : wanted_) {
      const auto response = probe.get(address(id));
      QCOMPARE(response.result_int(), 200U);
      QCOMPARE(std::string(response[http::field::content_type]), std::string("application/json"));
      QCOMPARE(response.body(), maps::tile_json(builder.build(id)));
    }
    QVERIFY(tiles_->kept_bytes() <= most_kept);
  }

  void a_page_learns_what_there_is() {
    HttpProbe probe(shop_->port());
    const auto response = probe.get("/tiles.json");
    QCOMPARE(response.result_int(), 200U);
    const Json about = json_of(response);
    QCOMPARE(about.at("city").get<std::string>(), std::string("Testwick"));
    QCOMPARE(about.at("attribution").get<std::string>(), std::string(map_->attribution()));
    QVERIFY(about.at("levels") == Json::array({8, 16}));
    QCOMPARE(about.at("bounds")[0][0].get<double>(), map_->south_west().lat / 1e7);
    QCOMPARE(about.at("bounds")[1][1].get<double>(), map_->north_east().lon / 1e7);
  }

  void a_tile_is_sent_once() {
    HttpProbe probe(shop_->port());
    const std::string target = address(wanted_.back());
    const auto first = probe.get(target);
    const std::string tag(first[http::field::etag]);
    QVERIFY(tag.size() > 10 && tag.front() == '"');
    QVERIFY(std::string(first[http::field::cache_control]).find("max-age=") != std::string::npos);
    for (const std::string& named : {tag, "\"other\", W/" + tag, std::string("*")}) {
      const auto again = probe.ask(http::verb::get, target, {}, {{"If-None-Match", named}});
      QCOMPARE(again.result_int(), 304U);
      QCOMPARE(again.body().size(), std::size_t{0});
      QCOMPARE(std::string(again[http::field::etag]), tag);
    }
    QCOMPARE(probe.ask(http::verb::get, target, {}, {{"If-None-Match", "\"other\""}}).result_int(), 200U);
    const auto other = probe.get(address(wanted_.front()));
    QVERIFY(other[http::field::etag] != first[http::field::etag]);
    const auto head = probe.ask(http::verb::head, target);
    QCOMPARE(head.result_int(), 200U);
    QCOMPARE(std::string(head[http::field::content_length]), std::to_string(first.body().size()));
  }

  void who_takes_gzip_gets_it() {
    HttpProbe probe(shop_->port());
    const std::string target = address(wanted_[wanted_.size() / 2]);
    const auto plain = probe.get(target);
    QVERIFY(plain.find(http::field::content_encoding) == plain.end());
    const auto zipped = probe.ask(http::verb::get, target, {}, {{"Accept-Encoding", "br, gzip;q=0.8"}});
    QCOMPARE(std::string(zipped[http::field::content_encoding]), std::string("gzip"));
    QCOMPARE(std::string(zipped[http::field::vary]), std::string("Accept-Encoding"));
    QCOMPARE(unzipped(zipped.body()), plain.body());
    QVERIFY(zipped[http::field::etag] != plain[http::field::etag]);
    const auto refused = probe.ask(http::verb::get, target, {}, {{"Accept-Encoding", "gzip;q=0"}});
    QCOMPARE(refused.body(), plain.body());
  }

  void what_is_no_tile_is_refused_by_name() {
    HttpProbe probe(shop_->port());
    const auto field = [&](const std::string& target) {
      const auto response = probe.get(target);
      const Json json = json_of(response);
      return response.result_int() == 400 ? json.at("field").get<std::string>() : std::to_string(response.result_int());
    };
    for (const char* level : {"7", "17", "", "x", "-1", "12.5", "99999999999999999999", "%31%32"})
      QCOMPARE(field("/tiles/" + std::string(level) + "/1/1.json"), std::string("level"));
    for (const char* number : {"256", "-1", "", "a", "1e2", "99999999999"}) {
      QCOMPARE(field("/tiles/8/" + std::string(number) + "/1.json"), std::string("x"));
      QCOMPARE(field("/tiles/8/1/" + std::string(number) + ".json"), std::string("y"));
    }
    const maps::TileId known = wanted_.back();
    const maps::TileId beside{known.level, known.x + 40, known.y};
    const auto outside = probe.get(address(beside));
    QCOMPARE(outside.result_int(), 404U);
    QVERIFY(json_of(outside).at("type").get<std::string>().ends_with("tiles.outside"));
    for (const char* target : {"/tiles/8/1/1.png", "/tiles/8/1/1", "/tiles/8/1", "/tiles/8/1/1/1.json", "/tiles"})
      QCOMPARE(probe.get(target).result_int(), 404U);
    QCOMPARE(probe.ask(http::verb::delete_, address(known)).result_int(), 405U);
    // And all the while the connection stays.
    QCOMPARE(probe.get(address(known)).result_int(), 200U);
  }

  void a_server_without_a_map_says_so() {
    SmallShop shop;
    HttpProbe probe(shop.port());
    for (const std::string& target : {std::string("/tiles.json"), address(wanted_.front())}) {
      const auto response = probe.get(target);
      QCOMPARE(response.result_int(), 404U);
      QVERIFY(json_of(response).at("type").get<std::string>().ends_with("tiles.none"));
    }
  }

 private:
  static constexpr std::size_t most_kept = 300'000;

  std::shared_ptr<const maps::RoadMap> map_;
  std::shared_ptr<server::MapTiles> tiles_;
  std::unique_ptr<SmallShop> shop_;
  std::vector<maps::TileId> wanted_;
};

QTEST_GUILESS_MAIN(TilesTest)
#include "tiles_test.moc"
