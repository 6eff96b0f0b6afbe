// SPDX-License-Identifier: Apache-2.0
#include "connectors/json/json_form.h"

#include <QtTest>

#include "connectors/json/instant_text.h"
#include "connectors/json/utf8.h"
#include "tests/contract/samples.h"

using namespace pizza;
using samples::Sample;
using samples::sample;
using samples::sample_type;

namespace {

Sample read(const char* text, JsonForm form = JsonForm::Api) {
  Sample made;
  const Outcome outcome = from_json(*parse_json(text), sample_type(), &made, form);
  if (!outcome) qFatal("%s", outcome.problem().detail.c_str());
  return made;
}

}  // namespace

class JsonFormTest : public QObject {
  Q_OBJECT

 private slots:
  void gives_every_field_back_data();
  void gives_every_field_back();
  void writes_the_form_of_the_api();
  void reads_the_form_of_the_api();
  void names_what_is_wrong_data();
  void names_what_is_wrong();
  void writes_degrees_exactly();
  void keeps_bytes_that_are_no_text();
  void tells_utf8_from_other_bytes();
  void reads_and_writes_instants();
  void refuses_what_is_no_instant();
  void refuses_bad_syntax();
  void refuses_deep_nesting();
};

void JsonFormTest::gives_every_field_back_data() {
  QTest::addColumn<bool>("raw");
  QTest::newRow("api") << false;
  QTest::newRow("raw") << true;
}

void JsonFormTest::gives_every_field_back() {
  QFETCH(bool, raw);
  const JsonForm form = raw ? JsonForm::Raw : JsonForm::Api;
  for (std::uint64_t key = 1; key <= 24; ++key) {
    Sample before = sample(key);
    if (!raw) before.password.clear();
    Sample after;
    const auto json = parse_json(json_text(to_json(sample_type(), &before, form)));
    QVERIFY(json.ok());
    const Outcome outcome = from_json(*json, sample_type(), &after, form);
    QVERIFY2(outcome.ok(), outcome ? "" : outcome.problem().field.c_str());
    QVERIFY(before == after);
  }
}

void JsonFormTest::writes_the_form_of_the_api() {
  Sample made;
  made.id = {7};
  made.rider = RiderId{3};
  made.email = "a\"b";
  made.due = {1'795'384'800'123};
  made.place = {437'384'176, -1};
  made.mood = samples::Mood::Busy;
  made.open = true;
  made.flags = ~std::uint64_t{0};
  made.patience = seconds(2);
  made.total = {1250, Currency::EUR};
  made.lines = {{{4}, 2, {-5, Currency::None}, {}}};
  made.password = "hunter2";
  made.scores = {1, -2, 3};
  QCOMPARE(QString::fromStdString(json_text(to_json(sample_type(), &made))),
           QString(R"({"sample_id":7,"owner_id":0,"rider_id":3,"email":"a\"b","due":"2026-11-22T22:00:00.123Z",)"
                   R"("place":{"lat":43.7384176,"lon":-1e-07},"mood":"busy","open":true,"balance":0,)"
                   R"("flags":18446744073709551615,"patience":2000,"total":{"minor":1250,"currency":"EUR"},)"
                   R"("favourite":{"item_id":0,"quantity":0,"price":{"minor":0,"currency":""},"toppings":[]},)"
                   R"("lines":[{"item_id":4,"quantity":2,"price":{"minor":-5,"currency":""},"toppings":[]}],)"
                   R"("tags":[],"scores":[1,-2,3],"version":0})"));
}

void JsonFormTest::reads_the_form_of_the_api() {
  const Sample made =
      read(R"({"due":"2026-11-22T23:00:00.1239+01:00","place":{"lat":43.7384176,"lon":7},"rider_id":null,
                              "mood":"full","nickname":"x","flags":18446744073709551615,"tip":{"minor":5}})");
  QCOMPARE(made.due.ms, std::int64_t{1'795'384'800'123});
  QVERIFY((made.place == GeoPoint{437'384'176, 70'000'000}));
  QVERIFY(!made.rider);
  QVERIFY(made.mood == samples::Mood::Full);
  QVERIFY(made.nickname == "x");
  QCOMPARE(made.flags, ~std::uint64_t{0});
  QVERIFY((made.tip == Money{5, Currency::None}));
}

void JsonFormTest::names_what_is_wrong_data() {
  QTest::addColumn<QString>("json");
  QTest::addColumn<QString>("type");
  QTest::addColumn<QString>("field");
  QTest::newRow("root") << "[]"
                        << "json.wrong_type"
                        << "";
  QTest::newRow("unknown") << R"({"colour":1})"
                           << "json.unknown_field"
                           << "colour";
  QTest::newRow("unknown inside") << R"({"lines":[{},{"quantitty":2}]})"
                                  << "json.unknown_field"
                                  << "lines[1].quantitty";
  QTest::newRow("type inside") << R"({"lines":[{},{},{"quantity":"2"}]})"
                               << "json.wrong_type"
                               << "lines[2].quantity";
  QTest::newRow("negative id") << R"({"owner_id":-1})"
                               << "json.out_of_range"
                               << "owner_id";
  QTest::newRow("too large") << R"({"balance":18446744073709551615})"
                             << "json.out_of_range"
                             << "balance";
  QTest::newRow("fraction") << R"({"balance":1.5})"
                            << "json.wrong_type"
                            << "balance";
  QTest::newRow("no name") << R"({"mood":"angry"})"
                           << "json.unknown_value"
                           << "mood";
  QTest::newRow("currency") << R"({"total":{"currency":"XXX"}})"
                            << "json.unknown_value"
                            << "total.currency";
  QTest::newRow("null") << R"({"owner_id":null})"
                        << "json.wrong_type"
                        << "owner_id";
  QTest::newRow("list") << R"({"lines":{}})"
                        << "json.wrong_type"
                        << "lines";
  QTest::newRow("structure") << R"({"total":3})"
                             << "json.wrong_type"
                             << "total";
  QTest::newRow("text") << R"({"tags":["a",7]})"
                        << "json.wrong_type"
                        << "tags[1]";
  QTest::newRow("degrees") << R"({"place":{"lat":181}})"
                           << "json.out_of_range"
                           << "place.lat";
  QTest::newRow("moment") << R"({"due":"yesterday"})"
                          << "json.wrong_type"
                          << "due";
  QTest::newRow("nested list") << R"({"lines":[{"toppings":[{"price":{"minor":true}}]}]})"
                               << "json.wrong_type"
                               << "lines[0].toppings[0].price.minor";
}

void JsonFormTest::names_what_is_wrong() {
  QFETCH(QString, json);
  QFETCH(QString, type);
  QFETCH(QString, field);
  Sample made;
  const Outcome outcome = from_json(*parse_json(json.toStdString()), sample_type(), &made);
  QVERIFY(!outcome);
  QCOMPARE(QString::fromStdString(outcome.problem().type), type);
  QCOMPARE(QString::fromStdString(outcome.problem().field), field);
}

void JsonFormTest::writes_degrees_exactly() {
  for (std::int32_t lat = -900'000'000; lat <= 900'000'000 - 7'654'321; lat += 7'654'321) {
    Sample before;
    before.place = {lat, lat * 2};
    const std::string text = json_text(to_json(sample_type(), &before));
    QVERIFY(read(text.c_str()).place == before.place);
    const std::size_t begin = text.find("\"lat\":") + 6;
    QVERIFY2(text.find(',', begin) - begin <= 11, text.c_str());
  }
}

void JsonFormTest::keeps_bytes_that_are_no_text() {
  Sample before = sample(1);
  before.tags = {std::string("\xff\x00z", 3)};
  Sample after;
  QVERIFY(from_json(*parse_json(json_text(to_json(sample_type(), &before, JsonForm::Raw))), sample_type(), &after,
                    JsonForm::Raw)
              .ok());
  QVERIFY(before == after);
  QVERIFY(json_text(to_json(sample_type(), &before)).find("\xEF\xBF\xBD") != std::string::npos);
}

void JsonFormTest::tells_utf8_from_other_bytes() {
  for (const char* good : {"", "plain", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x8D\x95", "\xF4\x8F\xBF\xBF"})
    QVERIFY2(is_utf8(good), good);
  for (const char* bad :
       {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8", "\xE2\x82"})
    QVERIFY2(!is_utf8(bad), bad);
}

void JsonFormTest::reads_and_writes_instants() {
  QCOMPARE(instant_text({0}), std::string("1970-01-01T00:00:00.000Z"));
  QCOMPARE(instant_text({-1}), std::string("1969-12-31T23:59:59.999Z"));
  QCOMPARE(instant_text({951'827'696'789}), std::string("2000-02-29T12:34:56.789Z"));
  QVERIFY(!instant_text({std::numeric_limits<std::int64_t>::max()}));
  for (std::int64_t ms = -62'167'219'200'000; ms < 253'402'300'800'000; ms += 7'919'123'456'789)
    QCOMPARE(instant_from_text(*instant_text({ms}))->ms, ms);
  QCOMPARE(instant_from_text("1970-01-01T02:30:00+02:30")->ms, std::int64_t{0});
  QCOMPARE(instant_from_text("1969-12-31t23:00:00-01:00")->ms, std::int64_t{0});
  QCOMPARE(instant_from_text("1970-01-01 00:00:00.5Z")->ms, std::int64_t{500});
}

void JsonFormTest::refuses_what_is_no_instant() {
  for (const char* text : {"", "1970-01-01", "1970-13-01T00:00:00Z", "1970-02-29T00:00:00Z", "1970-01-01T24:00:00Z",
                           "1970-01-01T00:00:00", "1970-01-01T00:00:00Zx", "1970-01-01T00:00:00.Z",
                           "70-01-01T00:00:00Z", "1970-01-01T00:00:00+25:00", "1970-01-01T00:60:00Z"})
    QVERIFY2(!instant_from_text(text), text);
}

void JsonFormTest::refuses_bad_syntax() {
  for (const char* text : {"", "{", "{\"a\":}", "{\"a\" 1}", "[1,]", "nul", "{\"a\":\"\xff\"}"}) {
    const auto json = parse_json(text);
    QVERIFY(!json);
    QCOMPARE(json.problem().type, std::string("json.syntax"));
    QVERIFY(json.problem().detail.find("json.exception") == std::string::npos);
  }
}

void JsonFormTest::refuses_deep_nesting() {
  QVERIFY(parse_json(std::string(32, '[') + std::string(32, ']')).ok());
  QVERIFY(parse_json("\"" + std::string(99, '[') + "\"").ok());
  const auto json = parse_json(std::string(100'000, '['));
  QVERIFY(!json);
  QCOMPARE(json.problem().type, std::string("json.too_deep"));
}

QTEST_GUILESS_MAIN(JsonFormTest)
#include "json_form_test.moc"
