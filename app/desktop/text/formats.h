// SPDX-License-Identifier: Apache-2.0
// How instants, money and lengths of time read on a screen: the same in every locale, so that pictures and tests agree.
#pragma once

#include <QString>

#include "core/model/instant.h"
#include "core/model/money.h"

namespace pizza::desktop {

QString clock_text(Instant at, int utc_offset_minutes);               // "19:42"
QString clock_text_with_seconds(Instant at, int utc_offset_minutes);  // "19:42:18"
QString minutes_text(Duration length);                                // "9 min", rounded to the nearest
QString signed_minutes_text(Duration length);                         // "+9 min", "−2 min" with a true minus
QString tenths_text(std::int64_t tenths);                             // "11.4"
QString money_text(Money amount);                                     // "€ 31.80", "−€ 2.00", "¥ 300"
QString signed_money_text(Money amount);                              // "+31.80", "−31.80": ledgers
QString order_title(std::uint64_t id);                                // "#4 182", in realm 3 "#3·4 182"

}  // namespace pizza::desktop
