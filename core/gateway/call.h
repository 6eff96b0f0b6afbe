// SPDX-License-Identifier: Apache-2.0
// A call as it comes to the gateway, and what goes back: the same for every command and query, whatever edge it came
// through.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/problem.h"
#include "core/services/command.h"

namespace pizza {

struct CallRequest {
  std::string_view request_id;        // as the client chose it; empty or unusable: one is made
  std::string_view key;               // Idempotency-Key, without quotation marks
  std::string_view program;           // who calls where nobody has proven who they are; may be empty
  std::string_view address;           // network address, without port; may be empty
  std::string_view if_none_match;     // as the header has it
  std::optional<Instant> give_up_at;  // an answer that comes later is of no use
};

struct CallAnswer {
  std::string request_id;
  std::optional<Problem> problem;  // and then nothing below but `retry_after`
  std::optional<Duration> retry_after;

  const Schema* schema = nullptr;  // of `bytes`; null: nothing to say but that it is done
  std::string bytes;               // in the wire format; empty when `not_modified`
  std::string etag;                // of a query's answer, with its quotation marks
  bool not_modified = false;       // the caller has this answer
  bool replayed = false;           // the key had been used for the same request: nothing new happened
  Duration fresh_for;              // the caller may keep a query's answer so long without asking
  bool for_all = false;            // the answer is the same for whoever may ask: shared caches may keep it

  bool ok() const { return !problem; }
};

// The tag of an answer: equal answers have equal tags.
std::string etag_of(std::string_view schema, std::string_view bytes);
// Whether a list as If-None-Match has it ("\"a\", W/\"b\"", "*") names this tag. Compared weakly (RFC 9110, 13.1.2).
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace pizza
