// SPDX-License-Identifier: Apache-2.0
#include "maps/geocode/geocoder.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <tuple>

#include "maps/geocode/plain_text.h"
#include "maps/plane.h"

namespace pizza::maps {

namespace {

constexpr std::int32_t least_alike = 450;
constexpr std::size_t most_refined = 60;
constexpr std::int64_t farthest_house = 3'000'000;  // mm from the middle of its street

std::vector<std::uint32_t> trigrams_of(std::string_view plain) {
  std::string padded = "  ";
  padded.append(plain).push_back(' ');
  std::vector<std::uint32_t> found;
  for (std::size_t i = 0; i + 3 <= padded.size(); ++i) {
    const auto byte = [&](std::size_t k) { return std::uint32_t{static_cast<unsigned char>(padded[i + k])}; };
    found.push_back(byte(0) << 16 | byte(1) << 8 | byte(2));
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

bool is_number(std::string_view word) {
  return word.size() <= 6 && word.front() >= '0' && word.front() <= '9';
}

int leading_number(std::string_view word) {
  int number = 0;
  std::from_chars(word.data(), word.data() + word.size(), number);
  return number;
}

// What is asked for: a name, and perhaps a number in it.
struct Question {
  std::string name, number;
};

Question understand(std::string_view text) {
  const std::string plain = plain_text(text);
  const std::vector<std::string_view> words = words_of(plain);
  Question question;
  for (std::size_t i = 0; i < words.size(); ++i) {
    // Numbers stand first or last, or before a comma, which plain text has lost; "5th" is a name's.
    const bool plain_number = is_number(words[i]) && (words[i].back() < 'a' || words[i].size() <= 2 ||
                                                      words[i].find_first_of("abcdefgh") == words[i].size() - 1);
    if (plain_number && question.number.empty() && words.size() > 1) {
      question.number = words[i];
      continue;
    }
    if (!question.name.empty()) question.name.push_back(' ');
    question.name.append(words[i]);
  }
  return question;
}

}  // namespace

Geocoder::Geocoder(std::shared_ptr<const RoadMap> map) : map_(std::move(map)) {
  add_streets();
  for (const PlaceRecord& place : map_->places()) add_meaning(place.name, FoundKind::Place, place.at);
  for (const PoiRecord& poi : map_->pois()) add_meaning(poi.name, FoundKind::Kitchen, poi.at);
  index();
  const auto addresses = map_->addresses();
  for (std::uint32_t a = 0; a < addresses.size(); ++a) {
    by_street_.emplace_back(addresses[a].street, a);
    by_row_.push_back(a);
  }
  std::sort(by_street_.begin(), by_street_.end());
  std::sort(by_row_.begin(), by_row_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(addresses[a].at.lat, a) < std::pair(addresses[b].at.lat, b);
  });
  named_roads_ =
      SegmentGrid(map_->roads(), map_->road_points(), [&](std::uint32_t r) { return map_->road(r).name != 0; });
}

// A street is where its longest piece is; another a kilometre and more away is another street of that name.
void Geocoder::add_streets() {
  constexpr std::int64_t other_street = 1'500'000;
  std::vector<std::uint32_t> roads;
  for (std::uint32_t r = 0; r < map_->road_count(); ++r)
    if (map_->road(r).name != 0) roads.push_back(r);
  std::sort(roads.begin(), roads.end(), [&](std::uint32_t a, std::uint32_t b) {
    const RoadRecord &one = map_->road(a), &other = map_->road(b);
    return std::tuple(one.name, other.length, a) < std::tuple(other.name, one.length, b);
  });
  std::map<std::uint32_t, std::vector<GeoPoint>> known;
  const auto add = [&](std::uint32_t name, GeoPoint where) {
    std::vector<GeoPoint>& places = known[name];
    const bool near =
        std::any_of(places.begin(), places.end(), [&](GeoPoint p) { return distance_mm(p, where) < other_street; });
    if (near) return;
    places.push_back(where);
    add_meaning(name, FoundKind::Street, where);
  };
  for (const std::uint32_t r : roads) {
    const auto points = map_->points(map_->road(r));
    add(map_->road(r).name, points[points.size() / 2]);
  }
  for (const AddressRecord& address : map_->addresses())
    if (address.street != 0) add(address.street, address.at);
}

void Geocoder::add_meaning(std::uint32_t name, FoundKind kind, GeoPoint where) {
  if (name == 0) return;
  const auto add = [&](std::string_view text) {
    std::string plain = plain_text(text);
    if (!plain.empty()) meanings_.push_back({std::move(plain), name, kind, where});
  };
  add(map_->name(name));
  const auto aliases = map_->aliases();
  const auto first = std::lower_bound(aliases.begin(), aliases.end(), name,
                                      [](const AliasRecord& a, std::uint32_t n) { return a.name < n; });
  for (auto alias = first; alias != aliases.end() && alias->name == name; ++alias) add(map_->name(alias->text));
}

void Geocoder::index() {
  for (std::uint32_t m = 0; m < meanings_.size(); ++m) {
    const auto grams = trigrams_of(meanings_[m].plain);
    trigram_count_.push_back(static_cast<std::uint16_t>(std::min<std::size_t>(grams.size(), 0xFFFF)));
    for (const std::uint32_t gram : grams) trigrams_.emplace_back(gram, m);
  }
  std::sort(trigrams_.begin(), trigrams_.end());
}

// By trigrams in common (Dice's coefficient); the best of them again by typing errors.
std::vector<Geocoder::Scored> Geocoder::alike(const std::string& plain) const {
  const auto grams = trigrams_of(plain);
  std::vector<std::uint16_t> common(meanings_.size());
  std::vector<std::uint32_t> touched;
  for (const std::uint32_t gram : grams) {
    auto entry = std::lower_bound(trigrams_.begin(), trigrams_.end(), std::pair(gram, 0U));
    for (; entry != trigrams_.end() && entry->first == gram; ++entry)
      if (common[entry->second]++ == 0) touched.push_back(entry->second);
  }
  std::vector<Scored> scored;
  for (const std::uint32_t m : touched) {
    const auto both = static_cast<std::int32_t>(grams.size() + trigram_count_[m]);
    scored.push_back({m, 2'000 * common[m] / both});
  }
  const auto better = [](const Scored& a, const Scored& b) {
    return a.alike != b.alike ? a.alike > b.alike : a.meaning < b.meaning;
  };
  const auto end = scored.begin() + static_cast<std::ptrdiff_t>(std::min(most_refined, scored.size()));
  std::partial_sort(scored.begin(), end, scored.end(), better);
  scored.erase(end, scored.end());
  for (Scored& one : scored) {
    const std::string& known = meanings_[one.meaning].plain;
    const std::size_t longer = std::max(known.size(), plain.size());
    const std::size_t errors = typing_errors(plain, known, longer);
    one.alike = std::max(one.alike, static_cast<std::int32_t>(1'000 - 1'000 * errors / longer));
  }
  std::erase_if(scored, [](const Scored& one) { return one.alike < least_alike; });
  std::sort(scored.begin(), scored.end(), better);
  return scored;
}

FoundPlace Geocoder::answer(const Meaning& meaning, std::int32_t alike, std::string_view number) const {
  FoundPlace found{meaning.kind, std::string(map_->name(meaning.name)), meaning.where, alike, true};
  if (number.empty() || meaning.kind != FoundKind::Street) return found;
  const int wanted = leading_number(number);
  int nearest = std::numeric_limits<int>::max();
  const AddressRecord* house = nullptr;
  auto entry = std::lower_bound(by_street_.begin(), by_street_.end(), std::pair(meaning.name, 0U));
  for (; entry != by_street_.end() && entry->first == meaning.name; ++entry) {
    const AddressRecord& address = map_->addresses()[entry->second];
    const std::string plain = plain_text(map_->name(address.number));
    if (distance_mm(address.at, meaning.where) > farthest_house) continue;
    const int off = plain == number ? -1 : std::abs(leading_number(plain) - wanted);
    if (off >= nearest) continue;
    nearest = off;
    house = &address;
  }
  if (house == nullptr) {
    found.number_known = false;
    return found;
  }
  found.kind = FoundKind::Address;
  found.at = house->at;
  found.number_known = nearest <= 0;
  found.name.append(" ").append(map_->name(house->number));
  return found;
}

std::vector<FoundPlace> Geocoder::find(std::string_view text, std::size_t most, std::optional<GeoPoint> near) const {
  const Question question = understand(text.substr(0, most_text));
  const GeoPoint south_west = map_->south_west(), north_east = map_->north_east();
  const GeoPoint middle = near.value_or(between(south_west, north_east, 1, 2));
  std::vector<FoundPlace> found;
  if (question.name.empty()) return found;
  for (const Scored& one : alike(question.name))
    found.push_back(answer(meanings_[one.meaning], one.alike, question.number));
  std::stable_sort(found.begin(), found.end(), [&](const FoundPlace& a, const FoundPlace& b) {
    if (a.alike != b.alike) return a.alike > b.alike;
    if (a.number_known != b.number_known) return a.number_known;
    return distance_mm(a.at, middle) < distance_mm(b.at, middle);
  });
  const auto same = [](const FoundPlace& a, const FoundPlace& b) { return a.name == b.name && a.at == b.at; };
  found.erase(std::unique(found.begin(), found.end(), same), found.end());
  if (found.size() > most) found.resize(most);
  return found;
}

std::optional<FoundPlace> Geocoder::at(GeoPoint place, std::int64_t reach) const {
  const auto addresses = map_->addresses();
  const auto margin = static_cast<std::int32_t>(reach * 10'000'000 / millimetres_per_degree + 1);
  const auto south = std::lower_bound(by_row_.begin(), by_row_.end(), place.lat - margin,
                                      [&](std::uint32_t a, std::int32_t lat) { return addresses[a].at.lat < lat; });
  std::int64_t nearest = reach + 1;
  const AddressRecord* house = nullptr;
  for (auto a = south; a != by_row_.end() && addresses[*a].at.lat <= place.lat + margin; ++a) {
    const std::int64_t distance = distance_mm(addresses[*a].at, place);
    if (distance >= nearest) continue;
    nearest = distance;
    house = &addresses[*a];
  }
  if (house != nullptr) {
    std::string name(map_->name(house->street));
    if (!name.empty()) name.push_back(' ');
    return FoundPlace{FoundKind::Address, name.append(map_->name(house->number)), house->at, 1'000, true};
  }
  const auto road = named_roads_.nearest(
      place, [](std::uint32_t) { return true; }, 20);
  if (!road || road->distance > farthest_house) return std::nullopt;
  return FoundPlace{FoundKind::Street, std::string(map_->name(map_->road(road->road).name)), road->at, 1'000, true};
}

}  // namespace pizza::maps
