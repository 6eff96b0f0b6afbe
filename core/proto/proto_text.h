// SPDX-License-Identifier: Apache-2.0
// The events as others read them: Protobuf schemas made from the descriptions, for the bytes that core/model/wire.h
// writes. Fields keep their numbers for ever, so an old reader understands a new writer.
#pragma once

#include <map>
#include <span>
#include <string>

#include "core/ports/event.h"

namespace pizza {

// Texts by file name: one file a service with its events, and "shared.proto" with what several of them use. All are
// proto3 in the package "pizzatwin.events". Throws std::logic_error for a description that Protobuf cannot express or
// for two structures of one name.
std::map<std::string, std::string> proto_files(std::span<const EventType* const> events);

// "order_line" and "OrderLine": "OrderLine".
std::string proto_message_name(std::string_view name);

}  // namespace pizza
