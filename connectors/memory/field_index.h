// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/memory/number_map.h"
#include "connectors/memory/ordered_keys.h"
#include "core/model/record_type.h"

namespace pizza {

// One index of one table. Values that are absent are not indexed.
class FieldIndex {
 public:
  // Throws std::logic_error when the kind of field cannot have this kind of index.
  FieldIndex(const Schema& schema, const IndexedField& field);

  void add(const IndexValue& value, std::uint64_t key);
  void remove(const IndexValue& value, std::uint64_t key);

  // Ascending keys behind what `keys` holds; at most `limit` of them.
  void find_equal(const IndexValue& value, std::size_t limit, std::vector<std::uint64_t>& keys) const;
  void find_range(std::int64_t first, std::int64_t last, std::size_t limit, std::vector<std::uint64_t>& keys) const;
  // Keys of all records in the grid cells that the box touches, and in some that it does not; in no order.
  void candidates_inside(GeoPoint south_west, GeoPoint north_east, std::vector<std::uint64_t>& keys) const;

 private:
  enum class Shape : std::uint8_t { Numbers, Texts, Ordered, Cells, None };
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };
  static Shape shape_of(const Schema& schema, const IndexedField& field);

  Shape shape_;
  NumberMap numbers_;  // by value, or by grid cell
  std::unordered_map<std::string, KeyList, TextHash, std::equal_to<>> texts_;
  OrderedKeys ordered_;
};

}  // namespace pizza
