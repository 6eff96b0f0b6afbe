// SPDX-License-Identifier: Apache-2.0
// From what was typed to the documents that may be meant: for the search service only.
#pragma once

#include <optional>

#include "core/model/problem.h"
#include "core/services/search/ranking.h"

namespace pizza::search_candidates {

// What the words of a text may mean. `goes_on`: the last word may be only begun.
ranking::Typed understand(const SearchIndex& index, std::string_view text, bool goes_on);

// Documents in which every typed word has a match; where there is none, those in which half of them have. At most
// SearchService::max_candidates, by id.
std::vector<SearchDocument> documents(const SearchIndex& index, const ranking::Typed& typed,
                                      const std::optional<GeoBox>& within, std::optional<FoundKind> kind);

// All places within the radius, and some that are not.
GeoBox box_around(GeoPoint place, std::int64_t radius_m);

Problem invalid(std::string why, std::string field);
Problem unavailable();
std::optional<Problem> text_fault(const std::string& text);

}  // namespace pizza::search_candidates
