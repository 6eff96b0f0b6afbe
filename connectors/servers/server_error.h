// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>

namespace pizza {

// A server could not be started, stopped or found; one line that says which, why, and what to install or look at.
class ServerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Its program or files are not on this machine: what tests skip for.
class ServerMissing : public ServerError {
 public:
  using ServerError::ServerError;
};

}  // namespace pizza
