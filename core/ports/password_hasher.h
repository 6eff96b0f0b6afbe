// SPDX-License-Identifier: Apache-2.0
// Turns passwords into what may be stored. Slow on purpose (tens of milliseconds): never called inside a unit of work,
// but by whoever has threads and a queue for it; the verdict then goes into the command.
#pragma once

#include <string>
#include <string_view>

namespace pizza {

// All functions may be called from several threads at once.
class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;

  // ASCII, with parameters and salt inside; never the same twice. Throws std::runtime_error without memory or entropy.
  virtual std::string hash(std::string_view password) const = 0;
  // False for a wrong password and for a hash that is none. Takes as long as `hash`, unless the hash is none.
  virtual bool verify(std::string_view password, const std::string& hash) const = 0;
  // True when `hash` was made with other parameters than today's: make a new one while the password is at hand.
  virtual bool outdated(const std::string& hash) const = 0;
  // A hash of a password that nobody knows. Who does not exist is verified against it, so that it takes as long.
  virtual const std::string& nobodys_hash() const = 0;
};

}  // namespace pizza
