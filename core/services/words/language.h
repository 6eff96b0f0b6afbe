// SPDX-License-Identifier: Apache-2.0
// The languages that the business itself speaks to people in, and how each writes amounts, times and plurals. Written
// out here, because the standard library's locales differ from machine to machine.
// Source of the forms: Unicode CLDR 44, as of the plain forms of each language.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/model/instant.h"
#include "core/model/money.h"

namespace pizza {

enum class Language : std::uint8_t { En, De, Fr, It, Es };
inline constexpr std::size_t language_count = 5;
inline constexpr std::array<std::string_view, language_count> language_tags{"en", "de", "fr", "it", "es"};

// By the first part of a BCP 47 tag ("fr-MC"); English where we do not speak it.
Language language_of(std::string_view tag);

// "€1,234.50", "1.234,50 €", "1 234,50 €": with no-break spaces.
std::string money_text(Money amount, Language language);
// The time of day on a clock that is so many minutes ahead of UTC: "7:05 pm", "19:05".
std::string time_text(Instant at, std::int32_t utc_offset_minutes, Language language);
// Whether a count takes the first of two forms: "1 minute", "5 minutes".
bool singular(std::int64_t count, Language language);

}  // namespace pizza
