// SPDX-License-Identifier: Apache-2.0
// Single values of menu files, as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/records/menu.h"

namespace pizza::menu_words {

std::string price_text(Money price);
// Digits, and after a point at most as many as the currency has.
std::optional<Money> price_of(std::string_view text, Currency currency);

std::string hours_text(const std::vector<WeekSpan>& spans);
std::optional<std::vector<WeekSpan>> hours_of(std::string_view text);

// Bits by the names of an enumeration, parted by blanks.
std::string marks_text(std::uint32_t bits, std::span<const std::string_view> names);
std::optional<std::uint32_t> marks_of(std::string_view text, std::span<const std::string_view> names);

std::optional<std::int32_t> number_of(std::string_view text);
std::string_view trimmed(std::string_view text);

}  // namespace pizza::menu_words
