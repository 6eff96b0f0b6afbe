// SPDX-License-Identifier: Apache-2.0
// Finds what may match: the words that are spelt like a word, and the documents that hold words at a place. What of it
// matches, and how well, core/services/search decides, so every index leads to the same hits in the same order.
//
// An index holds no truth. It is fed after each commit by what the records say, it is no part of the state, and it can
// be emptied and filled again (search_projection.h). An index is used by one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/geo_point.h"

namespace pizza {

enum class FoundKind : std::uint8_t { Restaurant, Dish };
inline constexpr std::array<std::string_view, 2> found_kind_names{"restaurant", "dish"};
constexpr std::span<const std::string_view> names_of(FoundKind) {
  return found_kind_names;
}

struct SearchDocument {
  std::uint64_t id = 0;  // 2 × the restaurant's number, or 2 × the dish's + 1; below 2^63
  GeoPoint place;        // of the restaurant
  // Words as search_words::indexed gives them: of the name, of what kind of food it is, of who makes it where.
  std::array<std::string, 3> words;

  FoundKind kind() const { return id % 2 == 0 ? FoundKind::Restaurant : FoundKind::Dish; }
  friend bool operator==(const SearchDocument&, const SearchDocument&) = default;
};

struct GeoBox {
  GeoPoint south_west;
  GeoPoint north_east;  // both included; does not cross the date line

  bool contains(GeoPoint place) const {
    return place.lat >= south_west.lat && place.lat <= north_east.lat && place.lon >= south_west.lon &&
           place.lon <= north_east.lon;
  }
};

struct DocumentsWanted {
  // Of each group one word must occur; with `any`, of one group. No groups: every document.
  std::vector<std::vector<std::string>> groups;
  bool any = false;
  std::optional<GeoBox> within;
  std::optional<FoundKind> kind;
  std::size_t limit = 0;
};

class SearchIndex {
 public:
  virtual ~SearchIndex() = default;

  // Takes the place of what has the same id.
  virtual void put(const SearchDocument& document) = 0;
  virtual void remove(std::uint64_t id) = 0;
  virtual void clear() = 0;
  // What was put so far is kept, where the index is one that keeps.
  virtual void flush() = 0;

  // Words of the documents, ascending by their bytes, each once, at most `limit` of them, behind what `words` holds:
  // those that have one of the `grams` (search_words::grams_of) and from `shortest` to `longest` characters,
  virtual void words_with_grams(std::span<const std::string> grams, std::size_t shortest, std::size_t longest,
                                std::size_t limit, std::vector<std::string>& words) const = 0;
  // and those that begin with `prefix`.
  virtual void words_with_prefix(std::string_view prefix, std::size_t limit, std::vector<std::string>& words) const = 0;
  // Ascending by id, behind what `found` holds.
  virtual void documents(const DocumentsWanted& wanted, std::vector<SearchDocument>& found) const = 0;
};

}  // namespace pizza
