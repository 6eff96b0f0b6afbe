// SPDX-License-Identifier: Apache-2.0
// What people answer to a message when they want no more of them, or again.
#pragma once

#include <cstdint>
#include <string_view>

namespace pizza {

enum class ReplyWish : std::uint8_t { None, Stop, Start };

// Understood only when it is all that was written, but for blanks, marks and capitals: "Stop the pizza!" is no wish.
// English, German, French, Italian, Spanish. Source of the English words: CTIA Messaging Principles (2023), 5.1.3.
ReplyWish reply_wish(std::string_view text);

}  // namespace pizza
