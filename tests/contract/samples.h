// SPDX-License-Identifier: Apache-2.0
// Records made for testing: between them they have every kind of field and every kind of index.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/model/make_record_type.h"

namespace pizza::samples {

enum class Mood : std::uint8_t { Calm, Busy, Full };
inline constexpr std::array<std::string_view, 3> mood_names{"calm", "busy", "full"};
constexpr std::span<const std::string_view> names_of(Mood) {
  return mood_names;
}

struct Topping {
  std::string name;
  std::optional<Money> price;
  friend bool operator==(const Topping&, const Topping&) = default;
  static constexpr auto description() {
    return record("topping", field<&Topping::name>("name"), field<&Topping::price>("price"));
  }
};

struct Line {
  MenuItemId item;
  std::uint32_t quantity = 0;
  Money price;
  std::vector<Topping> toppings;
  friend bool operator==(const Line&, const Line&) = default;
  static constexpr auto description() {
    return record("line", field<&Line::item>("item_id"), field<&Line::quantity>("quantity"),
                  field<&Line::price>("price"), field<&Line::toppings>("toppings"));
  }
};

using SampleId = Id<struct Sample>;

struct Sample {
  SampleId id;
  UserId owner;
  std::optional<RiderId> rider;
  std::string email;
  std::optional<std::string> nickname;
  Instant due;
  std::optional<Instant> alarm;
  GeoPoint place;
  std::optional<GeoPoint> seen;
  Mood mood = Mood::Calm;
  bool open = false;
  std::int64_t balance = 0;
  std::uint64_t flags = 0;
  Duration patience;
  Money total;
  std::optional<Money> tip;
  Line favourite;
  std::vector<Line> lines;
  std::vector<std::string> tags;
  std::array<std::int32_t, 3> scores{};
  std::string password;
  Version version;
  friend bool operator==(const Sample&, const Sample&) = default;

  static constexpr auto description() {
    return record("samples", key<&Sample::id>("sample_id"), field<&Sample::owner>("owner_id", Index::Hash),
                  field<&Sample::rider>("rider_id", Index::Hash), field<&Sample::email>("email", Index::Unique),
                  field<&Sample::nickname>("nickname", Index::Unique), field<&Sample::due>("due", Index::Ordered),
                  field<&Sample::alarm>("alarm", Index::Ordered), field<&Sample::place>("place", Index::Geo),
                  field<&Sample::seen>("seen", Index::Geo), field<&Sample::mood>("mood", Index::Hash),
                  field<&Sample::open>("open"), field<&Sample::balance>("balance"), field<&Sample::flags>("flags"),
                  field<&Sample::patience>("patience"), field<&Sample::total>("total"), field<&Sample::tip>("tip"),
                  field<&Sample::favourite>("favourite"), field<&Sample::lines>("lines"), field<&Sample::tags>("tags"),
                  field<&Sample::scores>("scores"), field<&Sample::password>("password", Index::None, Secrecy::Secret),
                  field<&Sample::version>("version"), shard_by<&Sample::owner>(), keep_for(days(7)));
  }
};

// A second table, small, as most are.
struct Note {
  Id<struct Note> id;
  std::string text;
  Version version;
  friend bool operator==(const Note&, const Note&) = default;
  static constexpr auto description() {
    return record("notes", key<&Note::id>("note_id"), field<&Note::text>("text"), field<&Note::version>("version"));
  }
};

inline const RecordType& sample_type() {
  static const RecordType type = make_record_type<Sample>(0);
  return type;
}
inline const RecordType& note_type() {
  static const RecordType type = make_record_type<Note>(1);
  return type;
}

template <auto Member>
int index_of() {
  return sample_type().index_position(field_number<Member>());
}

// A sample whose every field says something, different for each key.
inline Sample sample(std::uint64_t key) {
  const auto n = static_cast<std::int64_t>(key);
  Sample made;
  made.id = {key};
  made.owner = {key % 5 + 1};
  if (key % 2 == 0) made.rider = RiderId{key % 3};
  made.email = "guest" + std::to_string(key) + "@example.org";
  if (key % 3 == 0) made.nickname = "nick \"" + std::to_string(key) + "\" ümläut";
  made.due = {1'700'000'000'000 + n % 7 * 1000};
  if (key % 4 == 1) made.alarm = made.due + seconds(n);
  made.place = {437'300'000 + static_cast<std::int32_t>(n * 1000), 74'200'000 - static_cast<std::int32_t>(n * 1000)};
  if (key % 2 == 1) made.seen = GeoPoint{static_cast<std::int32_t>(-n), static_cast<std::int32_t>(n * 7)};
  made.mood = static_cast<Mood>(key % 3);
  made.open = key % 2 == 0;
  made.balance = -n;
  made.flags = ~std::uint64_t{0} - key;
  made.patience = minutes(n);
  made.total = {n * 100 + 99, Currency::EUR};
  if (key % 2 == 0) made.tip = Money{n, Currency::USD};
  made.favourite = {{key + 1}, 2, {950, Currency::EUR}, {{"basil", std::nullopt}}};
  for (std::uint64_t i = 0; i < key % 4; ++i)
    made.lines.push_back(
        {{i + 1}, static_cast<std::uint32_t>(i), {n, Currency::GBP}, {{"egg", Money{50, Currency::GBP}}}});
  made.tags = {"first", "second\nline", ""};
  made.scores = {static_cast<std::int32_t>(n), -1, 0};
  made.password = "secret " + std::to_string(key);
  return made;
}

}  // namespace pizza::samples
