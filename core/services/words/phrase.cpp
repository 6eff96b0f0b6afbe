// SPDX-License-Identifier: Apache-2.0
#include "core/services/words/phrase.h"

#include <algorithm>

namespace pizza {

namespace {

// Calls text(piece) for what stands between the places, place(name, forms) for each place.
template <class Text, class Place>
void take_apart(std::string_view pattern, Text text, Place place) {
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) break;
    text(pattern.substr(0, open));
    const std::string_view inside = pattern.substr(open + 1, close - open - 1);
    const std::size_t bar = inside.find('|');
    place(inside.substr(0, bar), bar == std::string_view::npos ? std::string_view{} : inside.substr(bar + 1));
    pattern.remove_prefix(close + 1);
  }
  text(pattern);
}

}  // namespace

std::string phrase(std::string_view pattern, Language language, std::span<const PhraseValue> values) {
  std::string out;
  take_apart(
      pattern, [&](std::string_view piece) { out += piece; },
      [&](std::string_view name, std::string_view forms) {
        const auto value =
            std::find_if(values.begin(), values.end(), [&](const auto& one) { return one.name == name; });
        if (value == values.end()) return;
        out += value->text;
        if (forms.empty()) return;
        const std::size_t bar = forms.find('|');
        out += ' ';
        out += singular(value->count, language) ? forms.substr(0, bar) : forms.substr(bar + 1);
      });
  return out;
}

std::vector<std::string> places_of(std::string_view pattern) {
  std::vector<std::string> names;
  take_apart(
      pattern, [](std::string_view) {}, [&](std::string_view name, std::string_view) { names.emplace_back(name); });
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace pizza
