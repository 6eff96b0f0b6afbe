// SPDX-License-Identifier: Apache-2.0
#include "connectors/memory/memory_search_index.h"

#include <algorithm>
#include <iterator>

#include "core/services/search/search_words.h"

namespace pizza {

namespace {

template <class Visit>
void for_each_word(const SearchDocument& document, Visit visit) {
  for (std::string_view rest : document.words) {
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      visit(rest.substr(0, blank));
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
}

}  // namespace

MemorySearchIndex::Cell MemorySearchIndex::cell_of(GeoPoint place) {
  constexpr std::int32_t side = 500'000;  // 0.05 degrees: about 5.6 km of latitude
  const auto cell = [](std::int32_t degrees) { return degrees >= 0 ? degrees / side : -((-degrees - 1) / side) - 1; };
  return {cell(place.lat), cell(place.lon)};
}

void MemorySearchIndex::put(const SearchDocument& document) {
  if (const auto known = documents_.find(document.id); known != documents_.end()) {
    if (known->second == document) return;
    remove(document.id);
  }
  for_each_word(document, [&](std::string_view word) {
    const auto [posting, fresh] = postings_.try_emplace(std::string(word));
    posting->second.insert(document.id);
    if (!fresh) return;
    for (const std::string& gram : search_words::grams_of(word)) words_by_gram_[gram].insert(posting->first);
  });
  cells_[cell_of(document.place)].insert(document.id);
  documents_.emplace(document.id, document);
}

void MemorySearchIndex::remove(std::uint64_t id) {
  const auto known = documents_.find(id);
  if (known == documents_.end()) return;
  for_each_word(known->second, [&](std::string_view word) {
    const auto posting = postings_.find(word);
    if (posting == postings_.end()) return;  // a word that the document holds twice
    posting->second.erase(id);
    if (!posting->second.empty()) return;
    for (const std::string& gram : search_words::grams_of(word)) {
      const auto words = words_by_gram_.find(gram);
      words->second.erase(posting->first);
      if (words->second.empty()) words_by_gram_.erase(words);
    }
    postings_.erase(posting);
  });
  const auto cell = cells_.find(cell_of(known->second.place));
  cell->second.erase(id);
  if (cell->second.empty()) cells_.erase(cell);
  documents_.erase(known);
}

void MemorySearchIndex::clear() {
  documents_.clear();
  postings_.clear();
  words_by_gram_.clear();
  cells_.clear();
}

void MemorySearchIndex::words_with_grams(std::span<const std::string> grams, std::size_t shortest, std::size_t longest,
                                         std::size_t limit, std::vector<std::string>& words) const {
  std::set<std::string> found;
  for (const std::string& gram : grams) {
    const auto holders = words_by_gram_.find(gram);
    if (holders == words_by_gram_.end()) continue;
    for (const std::string& word : holders->second) {
      const std::size_t length = search_words::length_of(word);
      if (length >= shortest && length <= longest) found.insert(word);
    }
  }
  for (const std::string& word : found) {
    if (limit-- == 0) return;
    words.push_back(word);
  }
}

void MemorySearchIndex::words_with_prefix(std::string_view prefix, std::size_t limit,
                                          std::vector<std::string>& words) const {
  for (auto at = postings_.lower_bound(prefix); at != postings_.end() && at->first.starts_with(prefix); ++at) {
    if (limit-- == 0) return;
    words.push_back(at->first);
  }
}

MemorySearchIndex::Ids MemorySearchIndex::with_any(const std::vector<std::string>& words) const {
  Ids ids;
  for (const std::string& word : words)
    if (const auto posting = postings_.find(word); posting != postings_.end())
      ids.insert(ids.end(), posting->second.begin(), posting->second.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

MemorySearchIndex::Ids MemorySearchIndex::in_words(const DocumentsWanted& wanted) const {
  if (wanted.any) {
    std::vector<std::string> all;
    for (const auto& group : wanted.groups) all.insert(all.end(), group.begin(), group.end());
    return with_any(all);
  }
  Ids ids = with_any(wanted.groups.front());
  for (std::size_t i = 1; i < wanted.groups.size() && !ids.empty(); ++i) {
    const Ids others = with_any(wanted.groups[i]);
    Ids both;
    std::set_intersection(ids.begin(), ids.end(), others.begin(), others.end(), std::back_inserter(both));
    ids.swap(both);
  }
  return ids;
}

MemorySearchIndex::Ids MemorySearchIndex::in_box(const GeoBox& box) const {
  Ids ids;
  const Cell first = cell_of(box.south_west);
  const Cell last = cell_of(box.north_east);
  for (std::int32_t lat = first.first; lat <= last.first; ++lat)
    for (auto cell = cells_.lower_bound({lat, first.second});
         cell != cells_.end() && cell->first <= Cell(lat, last.second); ++cell)
      ids.insert(ids.end(), cell->second.begin(), cell->second.end());
  std::sort(ids.begin(), ids.end());
  return ids;
}

void MemorySearchIndex::documents(const DocumentsWanted& wanted, std::vector<SearchDocument>& found) const {
  Ids ids;
  if (!wanted.groups.empty()) {
    ids = in_words(wanted);
  } else if (wanted.within) {
    ids = in_box(*wanted.within);
  } else {
    for (const auto& [id, document] : documents_) ids.push_back(id);
  }
  std::size_t left = wanted.limit;
  for (const std::uint64_t id : ids) {
    if (left == 0) return;
    const SearchDocument& document = documents_.find(id)->second;
    if (wanted.kind && document.kind() != *wanted.kind) continue;
    if (wanted.within && !wanted.within->contains(document.place)) continue;
    found.push_back(document);
    --left;
  }
}

}  // namespace pizza
