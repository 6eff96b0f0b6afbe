// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/map_style.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <stdexcept>

namespace pizza::desktop {
namespace {

struct NamedColour {
  const char* name;
  QColor MapPalette::*colour;
};

constexpr std::array<NamedColour, 33> colours = {{{"land", &MapPalette::land},
                                                  {"beyond", &MapPalette::beyond},
                                                  {"border", &MapPalette::border},
                                                  {"sea", &MapPalette::sea},
                                                  {"green", &MapPalette::green},
                                                  {"wood", &MapPalette::wood},
                                                  {"pitch", &MapPalette::pitch},
                                                  {"beach", &MapPalette::beach},
                                                  {"square", &MapPalette::square},
                                                  {"pier", &MapPalette::pier},
                                                  {"residential", &MapPalette::residential},
                                                  {"building", &MapPalette::building},
                                                  {"building_edge", &MapPalette::building_edge},
                                                  {"road_major", &MapPalette::road_major},
                                                  {"road_middle", &MapPalette::road_middle},
                                                  {"road_minor", &MapPalette::road_minor},
                                                  {"road_small", &MapPalette::road_small},
                                                  {"casing", &MapPalette::casing},
                                                  {"casing_major", &MapPalette::casing_major},
                                                  {"tunnel", &MapPalette::tunnel},
                                                  {"foot", &MapPalette::foot},
                                                  {"rail", &MapPalette::rail},
                                                  {"label", &MapPalette::label},
                                                  {"label_water", &MapPalette::label_water},
                                                  {"place", &MapPalette::place},
                                                  {"halo", &MapPalette::halo},
                                                  {"surface", &MapPalette::surface},
                                                  {"line", &MapPalette::line},
                                                  {"text", &MapPalette::text},
                                                  {"muted", &MapPalette::muted},
                                                  {"on_time", &MapPalette::on_time},
                                                  {"at_risk", &MapPalette::at_risk},
                                                  {"late", &MapPalette::late}}};

// Looks keys up and remembers the first that is missing or wrong.
class StyleReader {
 public:
  double number(const QJsonObject& from, const QString& path, const char* key) {
    const QJsonValue value = from.value(QLatin1String(key));
    if (!value.isDouble() || value.toDouble() < 0 || value.toDouble() > 100) {
      blame(path + QLatin1String(key), "a number from 0 to 100");
      return 0;
    }
    return value.toDouble();
  }
  QJsonObject object(const QJsonObject& from, const QString& path, QLatin1String key) {
    const QJsonValue value = from.value(key);
    if (!value.isObject()) blame(path + key, "an object");
    return value.toObject();
  }
  MapPalette palette(const QJsonObject& from, const QString& path) {
    MapPalette palette;
    for (const NamedColour& named : colours) {
      const QString text = from.value(QLatin1String(named.name)).toString();
      if (text.size() != 7 || !QColor::isValidColor(text)) blame(path + QLatin1String(named.name), "a colour, #rrggbb");
      palette.*named.colour = QColor(text);
    }
    return palette;
  }
  void blame(const QString& key, const char* expected) {
    if (wrong_.isEmpty()) wrong_ = key + QStringLiteral(": expected ") + QLatin1String(expected);
  }
  const QString& wrong() const { return wrong_; }

 private:
  QString wrong_;
};

QLatin1String latin(std::string_view text) {
  return QLatin1String(text.data(), static_cast<int>(text.size()));
}

}  // namespace

Result<MapStyle> read_map_style(const QByteArray& json) {
  StyleReader read;
  MapStyle style;
  const QJsonDocument document = QJsonDocument::fromJson(json);
  if (!document.isObject()) read.blame(QStringLiteral("style"), "a JSON object");
  const QJsonObject all = document.object();
  style.reference_zoom = read.number(all, {}, "reference_zoom");
  style.shrink = read.number(all, {}, "shrink");
  style.growth = read.number(all, {}, "growth");
  style.buildings_from_zoom = read.number(all, {}, "buildings_from_zoom");
  style.building_edges_from_zoom = read.number(all, {}, "building_edges_from_zoom");
  const QJsonObject roads = read.object(all, {}, QLatin1String("roads"));
  for (std::size_t i = 0; i < style.roads.size(); ++i) {
    const QLatin1String name = latin(maps::road_class_names[i]);
    const QJsonObject road = read.object(roads, QStringLiteral("roads."), name);
    const QString path = QStringLiteral("roads.") + name + QLatin1Char('.');
    style.roads[i] = {read.number(road, path, "width"), read.number(road, path, "from_zoom")};
  }
  const QJsonObject places = read.object(all, {}, QLatin1String("places"));
  for (std::size_t i = 0; i < style.places.size(); ++i) {
    const QLatin1String name = latin(maps::place_kind_names[i]);
    const QJsonObject place = read.object(places, QStringLiteral("places."), name);
    const QString path = QStringLiteral("places.") + name + QLatin1Char('.');
    style.places[i] = {read.number(place, path, "pixels"), read.number(place, path, "from_zoom"),
                       read.number(place, path, "to_zoom")};
  }
  const QJsonObject palettes = read.object(all, {}, QLatin1String("palettes"));
  const QString path = QStringLiteral("palettes.");
  style.dark = read.palette(read.object(palettes, path, QLatin1String("dark")), QStringLiteral("palettes.dark."));
  style.light = read.palette(read.object(palettes, path, QLatin1String("light")), QStringLiteral("palettes.light."));
  if (!read.wrong().isEmpty()) return problem(Status::Unprocessable, "map_style.invalid", read.wrong().toStdString());
  return style;
}

const MapStyle& map_style() {
  static const MapStyle style = [] {
    QFile file(QStringLiteral(":/map/map_style.json"));
    if (!file.open(QIODevice::ReadOnly)) throw std::logic_error("the map's style is not in the program");
    Result<MapStyle> read = read_map_style(file.readAll());
    if (!read.ok()) throw std::logic_error("the map's style: " + read.problem().detail);
    return std::move(read).value();
  }();
  return style;
}

}  // namespace pizza::desktop
