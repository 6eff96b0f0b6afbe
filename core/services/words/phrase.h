// SPDX-License-Identifier: Apache-2.0
// A sentence with places to fill in. "{restaurant}" takes a value, "{minutes|minute|minutes}" a number with the word
// that goes with it. A pattern is ours, a value may be anybody's: values are put in as they are and never looked into.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/services/words/language.h"

namespace pizza {

struct PhraseValue {
  std::string_view name;
  std::string text;
  std::int64_t count = 0;  // of a place with two forms

  static PhraseValue of(std::string_view name, std::string text) { return {name, std::move(text), 0}; }
  static PhraseValue of(std::string_view name, std::int64_t count) { return {name, std::to_string(count), count}; }
};

// A place without a value stays empty.
std::string phrase(std::string_view pattern, Language language, std::span<const PhraseValue> values);

// The names of a pattern's places, sorted, each once.
std::vector<std::string> places_of(std::string_view pattern);

}  // namespace pizza
