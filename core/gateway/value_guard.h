// SPDX-License-Identifier: Apache-2.0
// Walks through any described value before anybody works on it: sizes, depths, texts that are texts, values that their
// enumeration knows, and no card number anywhere. What a field means is for its service to check.
#pragma once

#include <functional>
#include <optional>

#include "core/model/problem.h"
#include "core/model/schema.h"

namespace pizza {

struct ValueBounds {
  std::size_t longest_text = 8 * 1'024;  // bytes
  std::size_t longest_list = 1'000;
  std::size_t deepest = 8;            // structures and lists inside each other
  std::size_t most_values = 200'000;  // scalars and texts in all
  std::size_t most_bytes = 1u << 20;  // of texts in all
};

// `write` takes the value apart: [&](ValueWriter& writer) { type.write(command, writer); }.
// The first thing that is wrong, by its path ("lines[2].note"): value.text_too_long, value.list_too_long,
// value.too_deep, value.too_much (413); value.not_utf8, value.control_character, value.unknown, value.card_number
// (422).
std::optional<Problem> value_fault(const std::function<void(ValueWriter&)>& write, const ValueBounds& bounds = {});

}  // namespace pizza
