// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <variant>

#include "core/ports/payment_provider.h"
#include "core/ports/timers.h"

namespace pizza {

struct ChannelMessage;   // core/ports/notification_channel.h
struct ChatbotQuestion;  // core/ports/chatbot.h

// What a unit of work asks of the outside. It happens only after the commit has become durable; should the process die
// in between, Business::recover finds the wish in the records and asks again, under the same idempotency key. The large
// and rare ones are kept apart, so that a timer stays cheap to carry.
using Effect =
    std::variant<Timer, ProviderRequest, std::shared_ptr<const ChannelMessage>, std::shared_ptr<const ChatbotQuestion>>;

}  // namespace pizza
