// SPDX-License-Identifier: Apache-2.0
// A search index in memory: postings by word, words by three characters, documents by grid cell.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/ports/search_index.h"

namespace pizza {

class MemorySearchIndex : public SearchIndex {
 public:
  void put(const SearchDocument& document) override;
  void remove(std::uint64_t id) override;
  void clear() override;
  void flush() override {}

  void words_with_grams(std::span<const std::string> grams, std::size_t shortest, std::size_t longest,
                        std::size_t limit, std::vector<std::string>& words) const override;
  void words_with_prefix(std::string_view prefix, std::size_t limit, std::vector<std::string>& words) const override;
  void documents(const DocumentsWanted& wanted, std::vector<SearchDocument>& found) const override;

  std::size_t size() const { return documents_.size(); }

 private:
  using Ids = std::vector<std::uint64_t>;  // ascending, each once
  using Cell = std::pair<std::int32_t, std::int32_t>;
  static Cell cell_of(GeoPoint place);

  Ids with_any(const std::vector<std::string>& words) const;
  Ids in_words(const DocumentsWanted& wanted) const;
  Ids in_box(const GeoBox& box) const;

  std::map<std::uint64_t, SearchDocument> documents_;
  std::map<std::string, std::set<std::uint64_t>, std::less<>> postings_;
  std::map<std::string, std::set<std::string>> words_by_gram_;
  std::map<Cell, std::set<std::uint64_t>> cells_;
};

}  // namespace pizza
