// SPDX-License-Identifier: Apache-2.0
// Errors that a caller can cause are values. At the edge they become RFC 9457 problem details.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace pizza {

// HTTP's status codes, because that is where most problems end; the core only compares them.
enum class Status : int {
  BadRequest = 400,
  Unauthorized = 401,
  Forbidden = 403,
  NotFound = 404,
  Conflict = 409,
  TooLarge = 413,
  Unprocessable = 422,
  TooManyRequests = 429,
  Unavailable = 503,
};

struct Problem {
  Status status = Status::Unprocessable;
  std::string type;    // a stable word for programs: "order.not_open"; the edge makes a URI of it
  std::string detail;  // one sentence for people
  std::string field;   // the field at fault, as the caller named it ("lines[2].quantity"), or empty

  friend bool operator==(const Problem&, const Problem&) = default;
};

inline Problem problem(Status status, std::string type, std::string detail, std::string field = {}) {
  return {status, std::move(type), std::move(detail), std::move(field)};
}

// A value, or why there is none. Never both, never neither.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Problem problem) : held_(std::in_place_index<1>, std::move(problem)) {}

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const T& value() const& { return std::get<0>(held_); }
  T&& value() && { return std::get<0>(std::move(held_)); }
  const T& operator*() const { return value(); }
  const T* operator->() const { return &std::get<0>(held_); }
  const Problem& problem() const { return std::get<1>(held_); }

 private:
  std::variant<T, Problem> held_;
};

struct Done {
  friend bool operator==(Done, Done) = default;
};

// Commands that only succeed or not.
using Outcome = Result<Done>;

}  // namespace pizza
