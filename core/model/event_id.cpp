// SPDX-License-Identifier: Apache-2.0
#include "core/model/event_id.h"

namespace pizza {

std::array<std::uint8_t, 16> event_id(std::uint32_t realm, std::uint64_t sequence) {
  std::array<std::uint8_t, 16> id{};
  for (std::size_t i = 0; i < 4; ++i) id[i] = static_cast<std::uint8_t>(realm >> (24 - 8 * i));
  id[6] = 0x80;
  id[8] = static_cast<std::uint8_t>(0x80 | (sequence >> 58));
  for (std::size_t i = 0; i < 7; ++i) id[9 + i] = static_cast<std::uint8_t>(sequence >> (48 - 8 * i));
  id[7] = static_cast<std::uint8_t>((sequence >> 56) & 3);
  return id;
}

std::array<std::uint8_t, 16> loose_event_id(std::uint32_t realm, std::uint64_t number) {
  auto id = event_id(realm, number);
  id[5] = 1;
  return id;
}

std::string event_id_text(const std::array<std::uint8_t, 16>& id) {
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < id.size(); ++i) {
    constexpr char digits[] = "0123456789abcdef";
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += digits[id[i] >> 4];
    text += digits[id[i] & 15];
  }
  return text;
}

}  // namespace pizza
