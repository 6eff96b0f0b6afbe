// SPDX-License-Identifier: Apache-2.0
#include "maps/import/house_numbers.h"

#include <charconv>
#include <cstdlib>

#include "maps/plane.h"

namespace pizza::maps {

namespace {

constexpr int most_between = 500;

// 0 for what is no number.
int number_of(std::string_view text) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || number < 1) return 0;
  return number;
}

// `part` of `whole` of the way along the course.
GeoPoint along(const std::vector<GeoPoint>& course, std::int64_t part, std::int64_t whole) {
  std::int64_t left = length_mm(course) * part / whole;
  for (std::size_t i = 1; i < course.size(); ++i) {
    const std::int64_t piece = distance_mm(course[i - 1], course[i]);
    if (left <= piece && piece > 0) return between(course[i - 1], course[i], left, piece);
    left -= piece;
  }
  return course.back();
}

}  // namespace

void add_numbers(MapDraft& draft, const OsmExtract& extract, const OsmNumbering& line) {
  const AddressRecord* before = nullptr;
  NodeChain between_ends;
  for (const std::int64_t node : line.nodes) {
    between_ends.push_back(node);
    const auto found = extract.numbered_nodes.find(node);
    if (found == extract.numbered_nodes.end()) continue;
    const AddressRecord& here = found->second;
    const int first = before != nullptr ? number_of(draft.names.text(before->number)) : 0;
    const int last = number_of(draft.names.text(here.number));
    const std::vector<GeoPoint> course = extract.places.course(between_ends);
    if (first != 0 && last != 0 && course.size() >= 2 && std::abs(last - first) <= most_between) {
      const int houses = std::abs(last - first) / line.step, up = last > first ? line.step : -line.step;
      for (int i = 1; i < houses; ++i) {
        AddressRecord house = here;
        if (house.street == 0) house.street = before->street;
        house.number = draft.names.intern(std::to_string(first + i * up));
        house.at = along(course, i, houses);
        draft.addresses.push_back(house);
      }
    }
    before = &here;
    between_ends.assign(1, node);
  }
}

}  // namespace pizza::maps
