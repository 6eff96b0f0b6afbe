// SPDX-License-Identifier: Apache-2.0
// The one name of an event outside: in the outbox, in Kafka, and wherever somebody sends it again.
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace pizza {

// A UUID of version 8 (RFC 9562): the realm, then the sequence of the outbox, around the bits for version and variant.
// Unique within one world; beside another world's the source tells them apart, as CloudEvents has it.
std::array<std::uint8_t, 16> event_id(std::uint32_t realm, std::uint64_t sequence);
// For an event that no outbox keeps: a number of the sender's own, never the id of one with a sequence.
std::array<std::uint8_t, 16> loose_event_id(std::uint32_t realm, std::uint64_t number);

// 8-4-4-4-12 hexadecimal digits.
std::string event_id_text(const std::array<std::uint8_t, 16>& id);

}  // namespace pizza
