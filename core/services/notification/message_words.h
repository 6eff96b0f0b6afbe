// SPDX-License-Identifier: Apache-2.0
// What a message says, in each language that the business speaks. Made only when it is sent.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/records/notification.h"
#include "core/services/words/language.h"
#include "core/services/words/phrase.h"

namespace pizza {

// What a text may need; what is not known is left out.
struct MessageFacts {
  MessageKind kind = MessageKind::OrderAccepted;
  Topic topic = Topic::Progress;
  std::string restaurant;
  std::uint64_t order = 0;
  std::uint64_t ticket = 0;
  std::string time;  // of day, as the person's clock shows it
  std::int64_t minutes = 0;
  std::string amount;  // money, as the language writes it; empty = none
  std::int64_t percent = 0;
  std::string code;
};

struct MessageText {
  std::string title;  // empty for SMS
  std::string body;
};

// E-mail: with greeting and, for offers, how to have no more of them. SMS: no title, and never more than two parts.
MessageText message_text(const MessageFacts& facts, Channel channel, Language language);

// The pattern of a text, for whoever checks the translations.
struct MessagePattern {
  std::string_view title;
  std::string_view body;
  std::string_view bare;  // without amount, time, minutes or code
};
const MessagePattern& message_pattern(MessageKind kind, Language language);

// An SMS holds 160 characters of the GSM alphabet (7 bit) or 70 UTF-16 units, as one part; 153 and 67 a part where it
// is several. Source: 3GPP TS 23.038, 23.040.
struct SmsLength {
  bool gsm = true;  // every character is in the GSM alphabet
  std::size_t units = 0;
  std::size_t parts = 0;
};
SmsLength sms_length(std::string_view text);

// No-break spaces and typographic marks become plain ones; what is longer than `parts` is cut at a character, with
// "...".
std::string sms_text(std::string_view text, std::size_t parts = 2);

}  // namespace pizza
