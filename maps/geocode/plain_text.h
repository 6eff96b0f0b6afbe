// SPDX-License-Identifier: Apache-2.0
// Names as they are compared: small Latin letters without accents, digits, single spaces; common abbreviations of
// street names written out. Other scripts stay as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pizza::maps {

// "Bd. du Général-de-Gaulle" is "boulevard du general de gaulle".
std::string plain_text(std::string_view utf8);

std::vector<std::string_view> words_of(std::string_view plain);

// Insertions, deletions, replacements and swaps of neighbours that make one of the other (Damerau 1964, restricted);
// counted up to `most` + 1. In bytes, which for plain text are letters.
std::size_t typing_errors(std::string_view a, std::string_view b, std::size_t most);

}  // namespace pizza::maps
