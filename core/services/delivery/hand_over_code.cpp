// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/hand_over_code.h"

#include "core/services/user/secrets.h"

namespace pizza {

std::string hand_over_code(std::string_view key, DeliveryId delivery) {
  const std::string digest = hmac_sha256(key, "hand-over " + std::to_string(delivery.value));
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(digest[i]);
  std::string code(4, '0');
  for (std::size_t i = code.size(); i-- > 0; number /= 10) code[i] = static_cast<char>('0' + number % 10);
  return code;
}

}  // namespace pizza
