// SPDX-License-Identifier: Apache-2.0
// The bytes of a message's file.
#pragma once

#include <string>

#include "connectors/notifications/outbox_folder.h"

namespace pizza {

// ".eml", ".txt", ".json".
const char* ending_of(Channel channel);

// An e-mail is RFC 5322 with CRLF, its subject an encoded word (RFC 2047) where it needs one, its text UTF-8 as it is.
std::string file_of(const ChannelMessage& message, const std::string& fingerprint, const OutboxOptions& options);

}  // namespace pizza
