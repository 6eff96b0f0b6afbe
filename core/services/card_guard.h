// SPDX-License-Identifier: Apache-2.0
// No card number comes in (PCI DSS SAQ A): whoever takes a command from outside asks this first, whatever the command.
#pragma once

#include <optional>

#include "core/services/command.h"

namespace pizza {

// The first text of the command, however deep, that holds a run of 13 to 19 digits which satisfies Luhn's formula
// (ISO/IEC 7812-1), blanks and hyphens between them allowed. The problem, "card_number.refused", names the field
// ("lines[2].note") and repeats nothing of the text. Integers are not looked at: ids, amounts and instants are no card
// numbers, and one in ten instants would look like one.
std::optional<Problem> card_number_in(const CommandType& type, const void* command);

}  // namespace pizza
