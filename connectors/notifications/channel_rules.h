// SPDX-License-Identifier: Apache-2.0
// What every channel does alike.
#pragma once

#include <string>
#include <string_view>

#include "core/ports/notification_channel.h"

namespace pizza {

// A device's token, a phone number in any usual form, an e-mail address: as far as can be seen from outside, and never
// with what could end a header's line.
bool usable_address(Channel channel, std::string_view address);

ChannelAnswer answer_to(const ChannelMessage& message, ChannelVerdict verdict, std::string reason);

}  // namespace pizza
