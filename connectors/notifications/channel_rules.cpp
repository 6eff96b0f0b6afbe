// SPDX-License-Identifier: Apache-2.0
#include "connectors/notifications/channel_rules.h"

#include <algorithm>

namespace pizza {

bool usable_address(Channel channel, std::string_view address) {
  if (address.empty() || address.size() > 512) return false;
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(address.begin(), address.end(), control)) return false;
  if (channel == Channel::Push) return address.find(' ') == std::string_view::npos;
  if (channel == Channel::Sms) {
    const auto digits = std::count_if(address.begin(), address.end(), [](char c) { return c >= '0' && c <= '9'; });
    return digits >= 3 && digits <= 15 && address.find_first_not_of("+0123456789 ()-./") == std::string_view::npos;
  }
  const std::size_t at = address.find('@');
  return at != 0 && at != std::string_view::npos && at + 1 < address.size() && address.size() <= 254 &&
         address.find_first_of(" <>,;\"") == std::string_view::npos &&
         address.find('@', at + 1) == std::string_view::npos;
}

ChannelAnswer answer_to(const ChannelMessage& message, ChannelVerdict verdict, std::string reason) {
  return {message.notification, message.channel, message.attempt, verdict, std::move(reason), message.address};
}

}  // namespace pizza
