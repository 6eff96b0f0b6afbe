// SPDX-License-Identifier: Apache-2.0
// Hears which part of the business is at work, while it is. The business has no clock for that; whoever listens brings
// one. Where nobody listens it costs the look at a null pointer.
#pragma once

#include <string_view>

namespace pizza {

class Telemetry {
 public:
  virtual ~Telemetry() = default;
  // A part begins: a service (by its name), "store" (commit and flush) or "journal". Parts nest: what begins inside
  // another belongs to the inner one until it ends. The name outlives the program's run.
  virtual void began(std::string_view part) = 0;
  // The part that began last is done.
  virtual void ended() = 0;
};

// A part at work, for as long as this lives.
class WorkSpan {
 public:
  WorkSpan(Telemetry* telemetry, std::string_view part) : telemetry_(telemetry) {
    if (telemetry_ != nullptr) telemetry_->began(part);
  }
  WorkSpan(const WorkSpan&) = delete;
  WorkSpan& operator=(const WorkSpan&) = delete;
  ~WorkSpan() {
    if (telemetry_ != nullptr) telemetry_->ended();
  }

 private:
  Telemetry* telemetry_;
};

}  // namespace pizza
