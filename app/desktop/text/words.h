// SPDX-License-Identifier: Apache-2.0
// The words of the business as people read them.
#pragma once

#include <QString>
#include <string_view>

namespace pizza::desktop {

QString status_words(std::string_view status);  // "picked_up" -> "Picked up"
QString event_words(std::string_view event);    // "OrderAuthorized" -> "Paid"; unknown: split at capitals
bool is_milestone(std::string_view event);      // one of the steps that the inspector tells
QString vehicle_words(std::string_view vehicle);
QString ticket_words(int tickets);  // "1 ticket", "7 tickets"

}  // namespace pizza::desktop
