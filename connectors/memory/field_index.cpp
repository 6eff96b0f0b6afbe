// SPDX-License-Identifier: Apache-2.0
#include "connectors/memory/field_index.h"
#include "core/model/schema_of.h"

#include <stdexcept>

namespace pizza {

namespace {

// Grid cells of 2^17 units: about 1.5 km of latitude, so a city's look-ups touch a few cells.
constexpr int cell_bits = 17;

std::int64_t cell_number(std::int64_t row, std::int64_t column) {
  return row * (std::int64_t{1} << 32) + column;
}
std::int64_t row_of(std::int32_t lat) {
  return lat >> cell_bits;
}
std::int64_t column_of(std::int32_t lon) {
  return lon >> cell_bits;
}
std::int64_t cell_of(GeoPoint place) {
  return cell_number(row_of(place.lat), column_of(place.lon));
}

void append(const KeyList* found, std::size_t limit, std::vector<std::uint64_t>& keys) {
  if (found == nullptr) return;
  const auto all = found->keys();
  keys.insert(keys.end(), all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size())));
}

}  // namespace

FieldIndex::FieldIndex(const Schema& schema, const IndexedField& field) : shape_(shape_of(schema, field)) {}

FieldIndex::Shape FieldIndex::shape_of(const Schema& schema, const IndexedField& field) {
  const FieldSchema& described = schema.fields[field.field - 1];
  const bool text = described.kind == Kind::Text || described.kind == Kind::Bytes;
  const bool place = described.kind == Kind::Structure && described.nested == &schema_of<GeoPoint>();
  const bool scalar = !text && described.kind != Kind::Structure && described.kind != Kind::List;
  switch (field.index) {
    case Index::None:
    case Index::FullText:
      return Shape::None;
    case Index::Geo:
      if (place) return Shape::Cells;
      break;
    case Index::Hash:
    case Index::Unique:
      if (text) return Shape::Texts;
      if (scalar) return Shape::Numbers;
      break;
    case Index::Ordered:
      if (text) return Shape::Texts;
      if (scalar) return Shape::Ordered;
      break;
  }
  throw std::logic_error("no such index for the field " + std::string(schema.name) + "." + std::string(described.name));
}

void FieldIndex::add(const IndexValue& value, std::uint64_t key) {
  if (!value.present) return;
  switch (shape_) {
    case Shape::Numbers:
      return numbers_.add(value.number, key);
    case Shape::Texts: {
      auto found = texts_.find(value.text);
      if (found == texts_.end()) found = texts_.try_emplace(std::string(value.text)).first;
      return found->second.add(key);
    }
    case Shape::Ordered:
      return ordered_.add(value.number, key);
    case Shape::Cells:
      return numbers_.add(cell_of(value.place), key);
    case Shape::None:
      return;
  }
}

void FieldIndex::remove(const IndexValue& value, std::uint64_t key) {
  if (!value.present) return;
  switch (shape_) {
    case Shape::Numbers:
      return numbers_.remove(value.number, key);
    case Shape::Texts: {
      const auto found = texts_.find(value.text);
      if (found == texts_.end()) return;
      found->second.remove(key);
      if (found->second.empty()) texts_.erase(found);
      return;
    }
    case Shape::Ordered:
      return ordered_.remove(value.number, key);
    case Shape::Cells:
      return numbers_.remove(cell_of(value.place), key);
    case Shape::None:
      return;
  }
}

void FieldIndex::find_equal(const IndexValue& value, std::size_t limit, std::vector<std::uint64_t>& keys) const {
  if (!value.present) return;
  if (shape_ == Shape::Numbers) append(numbers_.find(value.number), limit, keys);
  if (shape_ == Shape::Ordered) ordered_.find(value.number, value.number, limit, keys);
  if (shape_ == Shape::Texts) {
    const auto found = texts_.find(value.text);
    append(found == texts_.end() ? nullptr : &found->second, limit, keys);
  }
}

void FieldIndex::find_range(std::int64_t first, std::int64_t last, std::size_t limit,
                            std::vector<std::uint64_t>& keys) const {
  if (shape_ == Shape::Ordered) ordered_.find(first, last, limit, keys);
}

void FieldIndex::candidates_inside(GeoPoint south_west, GeoPoint north_east, std::vector<std::uint64_t>& keys) const {
  if (shape_ != Shape::Cells) return;
  const std::int64_t south = row_of(south_west.lat), north = row_of(north_east.lat);
  const std::int64_t west = column_of(south_west.lon), east = column_of(north_east.lon);
  if (south > north || west > east) return;
  constexpr std::size_t all = static_cast<std::size_t>(-1);
  if (static_cast<std::size_t>((north - south + 1) * (east - west + 1)) > numbers_.size()) {
    numbers_.for_each([&](std::int64_t, const KeyList& found) { append(&found, all, keys); });
    return;
  }
  for (std::int64_t row = south; row <= north; ++row)
    for (std::int64_t column = west; column <= east; ++column)
      append(numbers_.find(cell_number(row, column)), all, keys);
}

}  // namespace pizza
