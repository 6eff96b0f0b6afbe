// SPDX-License-Identifier: Apache-2.0
// Sentences that the help desk says often, in every language that we speak.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/services/words/language.h"

namespace pizza {

struct CannedAnswer {
  std::string_view key;
  std::array<std::string_view, language_count> text;  // by Language
};

std::span<const CannedAnswer> canned_answers();
// Empty when there is no such key.
std::string_view canned_answer(std::string_view key, Language language);

}  // namespace pizza
