// SPDX-License-Identifier: Apache-2.0
// Every rule of the road once more, from an OpenStreetMap file written by hand to what the command line prints: a
// network is drawn as text, saved as .osm, and `pizzatwinctl route` has to answer with the expected streets, and as the
// router answers within the program.
#include <bzlib.h>
#include <zlib.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/maps/drawn_map.h"
#include "tests/support/program.h"

namespace pizza::maps {

namespace {

QString place(const char* option, GeoPoint at) {
  return QString("%1=%2,%3").arg(option).arg(at.lat / 1e7, 0, 'f', 7).arg(at.lon / 1e7, 0, 'f', 7);
}

QString called(Vehicle vehicle) {
  const std::string_view name = vehicle_names[static_cast<std::size_t>(vehicle)];
  return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString streets_of(const QJsonObject& json) {
  QStringList streets;
  for (const QJsonValue street : json["streets"].toArray()) streets += street.toString();
  return json["route"].isNull() && json.contains("route") ? "none" : streets.join(' ');
}

// A network, and what is asked of it.
struct Question {
  Vehicle vehicle;
  char from, to;
  const char* streets;
};
struct Case {
  const char* title;
  const char* picture;
  std::vector<DrawnStreet> streets;
  std::vector<DrawnTurn> turns;
  std::vector<DrawnPoint> points;
  std::vector<Question> questions;
};

constexpr Vehicle car = Vehicle::Car, scooter = Vehicle::Scooter, bicycle = Vehicle::Bicycle, foot = Vehicle::Foot;

// The short way is along the middle, the long one over the top.
const char* const two_ways = "U--------V\n|        |\nA--B--C--D\n";
const char* const short_way = "AB BC CD";
const char* const long_way = "AUVD";
const char* const crossing = "   N-----M\n   |     |\nW--X-----E\n   |     |\n   S-----T\n";

Case tagged(const char* title, TagSet middle, std::vector<Question> questions, std::vector<DrawnPoint> points = {}) {
  middle.add("name", "BC");
  if (!middle.has("highway") && !middle.has("route")) middle.add("highway", "residential");
  return {title, two_ways, {{"AB"}, {"BC", middle}, {"CD"}, {"AUVD"}}, {}, std::move(points), std::move(questions)};
}

Case at_b(const char* title, TagSet tags, std::vector<Question> questions) {
  return tagged(title, {}, std::move(questions), {{'B', std::move(tags)}});
}

Case turning(const char* title, DrawnTurn turn, std::vector<Question> questions) {
  return {title,
          crossing,
          {{"WX"}, {"XE"}, {"NX"}, {"XS"}, {"ST"}, {"ET"}, {"NM"}, {"ME"}},
          {std::move(turn)},
          {},
          std::move(questions)};
}

std::vector<Question> who(const char* way_of_car, const char* of_scooter, const char* of_bicycle, const char* of_foot) {
  return {{car, 'A', 'D', way_of_car},
          {scooter, 'A', 'D', of_scooter},
          {bicycle, 'A', 'D', of_bicycle},
          {foot, 'A', 'D', of_foot}};
}

const char* const s = short_way;
const char* const l = long_way;

std::vector<Case> access_cases() {
  return {
      tagged("a plain street", {}, who(s, s, s, s)),
      tagged("access=no", {{"access", "no"}}, who(l, l, l, l)),
      tagged("access=private, foot=yes", {{"access", "private"}, {"foot", "yes"}}, who(l, l, l, s)),
      tagged("motor_vehicle=no", {{"motor_vehicle", "no"}}, who(l, l, s, s)),
      tagged("motorcar=no", {{"motorcar", "no"}}, who(l, s, s, s)),
      tagged("moped=no", {{"moped", "no"}}, who(s, l, s, s)),
      tagged("vehicle=no", {{"vehicle", "no"}}, who(l, l, l, s)),
      tagged("bicycle=no", {{"bicycle", "no"}}, who(s, s, l, s)),
      tagged("foot=no", {{"foot", "no"}}, who(s, s, s, l)),
      tagged("motor_vehicle=delivery", {{"highway", "pedestrian"}, {"motor_vehicle", "delivery"}, {"maxspeed", "30"}},
             who(s, s, l, s)),
      tagged("highway=footway", {{"highway", "footway"}}, who(l, l, l, s)),
      tagged("highway=cycleway", {{"highway", "cycleway"}, {"foot", "no"}}, who(l, l, s, l)),
      tagged("highway=steps", {{"highway", "steps"}}, who(l, l, l, s)),
      tagged("highway=motorway", {{"highway", "motorway"}}, who(s, l, l, l)),
      tagged("highway=trunk, motorroad", {{"highway", "trunk"}, {"motorroad", "yes"}}, who(s, l, l, l)),
      tagged("highway=construction", {{"highway", "construction"}}, who(l, l, l, l)),
      at_b("barrier=bollard", {{"barrier", "bollard"}}, who(l, l, s, s)),
      at_b("barrier=bollard, motorcycle=yes", {{"barrier", "bollard"}, {"motorcycle", "yes"}}, who(l, s, s, s)),
      at_b("barrier=gate", {{"barrier", "gate"}}, who(s, s, s, s)),
      at_b("barrier=gate, access=private", {{"barrier", "gate"}, {"access", "private"}}, who(l, l, l, l)),
      at_b("barrier=stile", {{"barrier", "stile"}}, who(l, l, l, s)),
      at_b("barrier=lift_gate", {{"barrier", "lift_gate"}, {"motor_vehicle", "no"}}, who(l, l, s, s)),
  };
}

std::vector<Case> direction_cases() {
  const auto back = [](const char* c, const char* sc, const char* b, const char* f) {
    return std::vector<Question>{
        {car, 'D', 'A', c}, {scooter, 'D', 'A', sc}, {bicycle, 'D', 'A', b}, {foot, 'D', 'A', f}};
  };
  const char* const home = "CD BC AB";
  return {
      tagged("oneway=yes, along", {{"oneway", "yes"}}, who(s, s, s, s)),
      tagged("oneway=yes, against", {{"oneway", "yes"}}, back(l, l, l, home)),
      tagged("oneway=-1", {{"oneway", "-1"}}, who(l, l, l, s)),
      tagged("oneway:bicycle=no", {{"oneway", "yes"}, {"oneway:bicycle", "no"}}, back(l, l, home, home)),
      tagged("cycleway=opposite", {{"oneway", "yes"}, {"cycleway", "opposite"}}, back(l, l, home, home)),
      tagged("oneway=reversible", {{"oneway", "reversible"}}, who(l, l, l, s)),
      tagged("oneway:foot=yes", {{"oneway:foot", "yes"}}, back(home, home, home, l)),
      tagged("junction=roundabout", {{"junction", "roundabout"}}, back(l, l, l, home)),
      tagged("motor_vehicle:backward=no", {{"motor_vehicle:backward", "no"}}, back(l, l, home, home)),
      {"a roundabout is gone round",
       "   N\n  /|\\\n W-+-E\n  \\|/\n   S\n",
       {{"NWSEN", {{"highway", "tertiary"}, {"junction", "roundabout"}}}},
       {},
       {},
       {{car, 'W', 'S', "NWSEN"}, {foot, 'S', 'W', "NWSEN"}}},
  };
}

std::vector<Case> restriction_cases() {
  const TagSet no_left = {{"restriction", "no_left_turn"}};
  TagSet except = no_left;
  except.add("except", "bicycle;moped");
  const char* const round = "WX XE ME NM";
  return {
      turning(
          "no_left_turn", {"WX", "X", "NX", no_left},
          {{car, 'W', 'N', round}, {scooter, 'W', 'N', round}, {bicycle, 'W', 'N', round}, {foot, 'W', 'N', "WX NX"}}),
      turning("no_straight_on", {"WX", "X", "XE", {{"restriction", "no_straight_on"}}},
              {{car, 'W', 'N', "WX NX"}, {car, 'W', 'E', "WX XS ST ET"}}),
      turning("no_right_turn", {"WX", "X", "XS", {{"restriction", "no_right_turn"}}}, {{car, 'W', 'S', "WX XE ET ST"}}),
      turning("only_straight_on", {"WX", "X", "XE", {{"restriction", "only_straight_on"}}},
              {{car, 'W', 'N', round}, {car, 'W', 'S', "WX XE ET ST"}}),
      turning("except", {"WX", "X", "NX", except},
              {{car, 'W', 'N', round}, {scooter, 'W', 'N', "WX NX"}, {bicycle, 'W', 'N', "WX NX"}}),
      turning("restriction:motorcar", {"WX", "X", "NX", {{"restriction:motorcar", "no_left_turn"}}},
              {{car, 'W', 'N', round}, {scooter, 'W', 'N', "WX NX"}}),
      turning("conditional", {"WX", "X", "NX", {{"restriction:conditional", "no_left_turn @ (Mo-Fr)"}}},
              {{car, 'W', 'N', "WX NX"}}),
      turning("no_left_turn over a way", {"WX", "XE", "ME", no_left},
              {{car, 'W', 'M', "WX NX NM"}, {car, 'X', 'E', "XE"}}),
      turning("only_right_turn over a way", {"WX", "XE", "ET", {{"restriction", "only_right_turn"}}},
              {{car, 'W', 'M', "WX NX NM"}, {foot, 'W', 'E', "WX XE"}}),
  };
}

// The street in between has a junction in its middle, or is several ways.
std::vector<Case> restrictions_over_junctions() {
  const TagSet no_left = {{"restriction", "no_left_turn"}}, only = {{"restriction", "only_straight_on"}};
  const char* const picture = R"(
         V  P
         |  |
   W--X--Y--Z--E
         T--Q
  )";
  const auto whole = [&](const char* title, std::vector<DrawnTurn> turns, std::vector<Question> questions) {
    return Case{title,
                picture,
                {{"WX"}, {"XYZ"}, {"ZE"}, {"PZ"}, {"ZQ"}, {"VY"}, {"YT"}, {"TQ"}},
                std::move(turns),
                {},
                std::move(questions)};
  };
  const auto pieces = [&](const char* title, std::vector<DrawnTurn> turns, std::vector<Question> questions) {
    return Case{title,
                picture,
                {{"WX"}, {"XY"}, {"YZ"}, {"ZE"}, {"PZ"}, {"ZQ"}, {"VY"}, {"YT"}, {"TQ"}},
                std::move(turns),
                {},
                std::move(questions)};
  };
  const char* const round = "WX XYZ YT TQ ZQ PZ";
  const char* const round_pieces = "WX XY YT TQ ZQ PZ";
  return {
      whole("free", {}, {{car, 'W', 'P', "WX XYZ PZ"}}),
      whole("over a way with a junction", {{"WX", "XYZ", "PZ", no_left}},
            {{car, 'W', 'P', round},
             {scooter, 'W', 'P', round},
             {foot, 'W', 'P', "WX XYZ PZ"},
             {car, 'V', 'P', "VY XYZ PZ"},
             {car, 'W', 'E', "WX XYZ ZE"},
             {car, 'P', 'W', "PZ XYZ WX"}}),
      whole("only, over a way with a junction", {{"WX", "XYZ", "ZE", only}},
            {{car, 'W', 'P', round}, {car, 'W', 'T', "WX XYZ YT"}, {car, 'V', 'P', "VY XYZ PZ"}}),
      pieces("over two ways", {{"WX", "XY YZ", "PZ", no_left}},
             {{car, 'W', 'P', round_pieces}, {car, 'V', 'P', "VY YZ PZ"}, {bicycle, 'W', 'E', "WX XY YZ ZE"}}),
      pieces("over two ways in any order", {{"WX", "YZ XY", "PZ", no_left}}, {{car, 'W', 'P', round_pieces}}),
      pieces("over ways that do not meet", {{"WX", "XY TQ", "PZ", no_left}}, {{car, 'W', 'P', "WX XY YZ PZ"}}),
      // The second begins on the way of the first, which is never completed.
      pieces("two that overlap", {{"WX", "XY YZ", "ZE", no_left}, {"XY", "YZ", "PZ", no_left}},
             {{car, 'W', 'P', round_pieces}, {car, 'W', 'E', "WX XY YT TQ ZQ ZE"}, {car, 'V', 'P', "VY YZ PZ"}}),
      // The street in between goes on beyond both ends.
      {"a part of a way",
       "   A  P\n   |  |\nW--X--Z--E\n   |  |\n   B--Q\n",
       {{"WXZE"}, {"AX"}, {"PZ"}, {"XB"}, {"ZQ"}, {"BQ"}},
       {{"AX", "WXZE", "PZ", no_left}},
       {},
       {{car, 'A', 'P', "AX XB BQ ZQ PZ"}, {car, 'W', 'P', "WXZE PZ"}}},
  };
}

// The way round over the top is quicker where the straight one is slow.
std::vector<Case> speed_cases() {
  const auto slow = [](const char* title, TagSet tags, Vehicle vehicle, const char* streets) {
    tags.add("name", "AD");
    if (!tags.has("highway") && !tags.has("route")) tags.add("highway", "secondary");
    return Case{title,
                "U------------V\n|            |\nA------------D\n",
                {{"AD", tags}, {"AUVD", {{"highway", "secondary"}}}},
                {},
                {},
                {{vehicle, 'A', 'D', streets}}};
  };
  return {
      slow("maxspeed=50", {{"maxspeed", "50"}}, car, "AD"),
      slow("maxspeed=20", {{"maxspeed", "20"}}, car, "AUVD"),
      slow("maxspeed=10 mph", {{"maxspeed", "10 mph"}}, car, "AUVD"),
      slow("maxspeed=walk", {{"maxspeed", "walk"}}, car, "AUVD"),
      slow("maxspeed=DE:zone:20", {{"maxspeed", "DE:zone:20"}}, scooter, "AUVD"),
      slow("maxspeed=FR:urban", {{"maxspeed", "FR:urban"}}, car, "AD"),
      slow("maxspeed, by bicycle", {{"maxspeed", "20"}}, bicycle, "AD"),
      slow("maxspeed:forward", {{"maxspeed:forward", "20"}}, car, "AUVD"),
      slow("maxspeed:backward", {{"maxspeed:backward", "20"}}, car, "AD"),
      slow("highway=living_street", {{"highway", "living_street"}}, car, "AUVD"),
      slow("surface=cobblestone", {{"surface", "unhewn_cobblestone"}}, car, "AUVD"),
      slow("surface=gravel, by bicycle", {{"surface", "gravel"}}, bicycle, "AUVD"),
      slow("surface=asphalt", {{"surface", "asphalt"}}, bicycle, "AD"),
      slow("a ferry", {{"route", "ferry"}, {"duration", "00:30"}, {"motor_vehicle", "yes"}}, car, "AUVD"),
      slow("a quick ferry", {{"route", "ferry"}, {"duration", "00:01"}, {"motor_vehicle", "yes"}}, car, "AD"),
      slow("a ferry for walkers", {{"route", "ferry"}, {"duration", "00:01"}}, car, "AUVD"),
      slow("incline=20%, up by bicycle", {{"incline", "20%"}}, bicycle, "AUVD"),
      slow("incline=-20%, down by bicycle", {{"incline", "-20%"}}, bicycle, "AD"),
      slow("incline=20%, by car", {{"incline", "20%"}}, car, "AD"),
      {"heights, up on foot",
       "U------------V\n|            |\nA-----M------D\n",
       {{"AMD"}, {"AUVD"}},
       {},
       {{'A', {{"ele", "10"}}}, {'M', {{"ele", "90"}}}, {'D', {{"ele", "10 m"}}}},
       {{foot, 'A', 'D', "AUVD"}, {car, 'A', 'D', "AMD"}}},
      {"signals are waited for",
       "U------------V\n|            |\nA--B--C--E---D\n",
       {{"ABCED"}, {"AUVD"}},
       {},
       {{'B', {{"highway", "traffic_signals"}}},
        {'C', {{"highway", "traffic_signals"}}},
        {'E', {{"highway", "traffic_signals"}}}},
       {{car, 'A', 'D', "ABCED"}, {car, 'A', 'E', "ABCED"}}},
      {"eight signals are not",
       "U------------V\n|            |\nABCEFGHIJ----D\n",
       {{"ABCEFGHIJD", {{"highway", "secondary"}}}, {"AUVD", {{"highway", "secondary"}}}},
       {},
       {{'B', {{"highway", "traffic_signals"}}},
        {'C', {{"highway", "traffic_signals"}}},
        {'E', {{"highway", "crossing"}, {"crossing", "traffic_signals"}}},
        {'F', {{"highway", "stop"}}},
        {'G', {{"highway", "traffic_signals"}}},
        {'H', {{"highway", "traffic_signals"}}},
        {'I', {{"highway", "traffic_signals"}}},
        {'J', {{"highway", "traffic_signals"}}}},
       {{car, 'A', 'D', "AUVD"}}},
  };
}

}  // namespace

class RouteCommandTest : public QObject {
  Q_OBJECT

 private slots:
  void who_may_go_where() { answer(access_cases()); }
  void one_ways_and_their_exceptions() { answer(direction_cases()); }
  void turn_restrictions() { answer(restriction_cases()); }
  void turn_restrictions_over_several_roads() { answer(restrictions_over_junctions()); }
  void what_is_slow_is_gone_round() { answer(speed_cases()); }

  void compressed_files_are_read_alike() {
    const DrawnMap map(two_ways, {{"AB"}, {"BC"}, {"CD"}, {"AUVD"}});
    const std::string text = map.osm();
    const QString plain = folder_.filePath("plain.osm");
    write(plain, text);
    const QString gz = folder_.filePath("plain.osm.gz"), bz2 = folder_.filePath("plain.osm.bz2");
    gzFile zip = gzopen(gz.toLocal8Bit().constData(), "wb");
    QCOMPARE(gzwrite(zip, text.data(), static_cast<unsigned>(text.size())), static_cast<int>(text.size()));
    QCOMPARE(gzclose(zip), Z_OK);
    BZFILE* packed = BZ2_bzopen(bz2.toLocal8Bit().constData(), "wb");
    QCOMPARE(BZ2_bzwrite(packed, const_cast<char*>(text.data()), static_cast<int>(text.size())),
             static_cast<int>(text.size()));
    BZ2_bzclose(packed);
    const QStringList places = {place("--from", map.at('A')), place("--to", map.at('D')), "--json", "-"};
    const test::Ended first = test::run_program(QStringList{"route", plain} + places);
    QCOMPARE(first.status, 0);
    const QJsonObject expected = without_costs(first.out);
    QCOMPARE(streets_of(expected), QString(short_way));
    for (const QString& file : {gz, bz2})
      QCOMPARE(without_costs(test::run_program(QStringList{"route", file} + places).out), expected);
  }

  void a_file_that_is_none_is_refused_in_one_line() {
    const QString file = folder_.filePath("letter.osm.bz2");
    write(file, "Dear reader, this was never compressed.");
    const test::Ended ended = test::run_program({"route", file, "--from=1,1", "--to=1,1"});
    QCOMPARE(ended.status, 2);
    QCOMPARE(ended.err.count('\n'), 1);
    QVERIFY(ended.err.contains("letter.osm.bz2"));
  }

 private:
  // What a run cost is never the same twice.
  static QJsonObject without_costs(const QByteArray& out) {
    QJsonObject json = QJsonDocument::fromJson(out).object();
    json.remove("wall_s");
    json.remove("peak_rss_mb");
    return json;
  }

  void write(const QString& path, const std::string& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content.data(), static_cast<qint64>(content.size())), static_cast<qint64>(content.size()));
  }

  void answer(const std::vector<Case>& cases) {
    for (const Case& c : cases) {
      const DrawnMap map(c.picture, c.streets, c.turns, c.points);
      const QString file = folder_.filePath("drawn.osm");
      write(file, map.osm());
      for (const Question& question : c.questions) {
        const QString where = QString("%1, %2 from %3 to %4: ")
                                  .arg(c.title, called(question.vehicle), QString(question.from), QString(question.to));
        const test::Ended ended = test::run_program({"route", file, place("--from", map.at(question.from)),
                                                     place("--to", map.at(question.to)), "--vehicle",
                                                     called(question.vehicle), "--json", "-"});
        const QJsonObject json = QJsonDocument::fromJson(ended.out).object();
        QVERIFY2(streets_of(json) == question.streets, qPrintable(where + streets_of(json) + ended.err));
        QVERIFY2(map.way(question.vehicle, question.from, question.to) == question.streets, qPrintable(where));
        const int seconds = map.seconds(question.vehicle, question.from, question.to);
        QVERIFY2(qRound(json["seconds"].toDouble()) == seconds, qPrintable(where + QString::number(seconds)));
      }
    }
  }

  QTemporaryDir folder_;
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::RouteCommandTest)
#include "route_command_test.moc"
