// SPDX-License-Identifier: Apache-2.0
// The bot that is always there: it knows twelve things that people want, by their words in five languages, and answers
// from what the order's records say. It invents nothing: about allergies it says nothing at all but calls a person, and
// what it does not understand twice goes to a person too.
#pragma once

#include "core/ports/chatbot.h"
#include "core/services/words/language.h"

namespace pizza {

// The intent whose words occur; where several do, the gravest.
ChatIntent intent_of(std::string_view text);

ChatbotReply order_bot_reply(const ChatbotQuestion& question);

}  // namespace pizza
