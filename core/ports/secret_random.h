// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace pizza {

// Randomness that nobody can guess. What is drawn goes into commands as an argument, so that replaying is not hurt.
class SecretRandom {
 public:
  virtual ~SecretRandom() = default;
  // Exactly `count` bytes. May be called from several threads at once. Throws std::runtime_error without entropy.
  virtual std::string bytes(std::size_t count) = 0;
};

}  // namespace pizza
