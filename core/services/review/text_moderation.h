// SPDX-License-Identifier: Apache-2.0
// Which texts a person must look at before others read them. Rules, in this order:
//   bad_word  a word of the list (five languages), also with digits for letters and with letters doubled
//   contact   an e-mail address, or seven digits and more in a row that only blanks, dots and dashes part
//   link      "http", "www." or a name with a dot before a common ending (".com", ".shop", …)
//   shouting  twenty letters and more, seven of ten capitals
//   flood     one character eight times in a row, or one word five times
// A hold is no verdict: moderators let most of them through.
#pragma once

#include <string_view>

#include "core/model/records/review.h"

namespace pizza {

HoldReason text_hold(std::string_view text);

// The text as two are compared: small letters, nothing but letters and digits. Equal for "Great!!" and "great".
std::string text_shape(std::string_view text);

}  // namespace pizza
