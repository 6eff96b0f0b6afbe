// SPDX-License-Identifier: Apache-2.0
// Commands and queries as the gateway, the edge and the tests see them: by name, with the right that they need, and
// whose thing they touch. A command is a described struct:
//
//   struct AcceptOrder {
//     static constexpr std::string_view service = "order";
//     static constexpr Permission permission = Permission::AnswerOrder;
//     OrderId order;
//     static constexpr auto description() { … }
//   };
//
// and beside its service stand two overloads, found by argument-dependent lookup:
//
//   auto handle(UnitOfWork& work, const AcceptOrder& command);        // Result<an id>, Result<a described struct>,
//   Outcome Subject subject_of(UnitOfWork& work, const AcceptOrder& command);  // whose thing it is
//
// A query is the same with `static constexpr bool is_query = true`, and records no event.
//
// What the gateway needs to know beyond that, each with a default:
//   static constexpr bool needs_key = true;                        // an idempotency key must come with it
//   static constexpr CallClass call_class = CallClass::Search;     // which rate limits apply
//   static constexpr std::size_t longest_text = 1'000'000;         // bytes, where 8 KiB are too few (an import)
//   static constexpr Duration fresh_for = seconds(5);              // a query's answer may be that old
//   static constexpr std::string_view stale_on = "restaurant";     // and is old as soon as this service records an
//   event
// and, beside its `handle`, for what a caller must not be able to say of themselves:
//   void sign(ModerateReview& command, const Caller& caller) { command.moderator = caller.user; }
#pragma once

#include "core/model/problem.h"
#include "core/model/type_list.h"
#include "core/ports/unit_of_work.h"
#include "core/services/access_table.h"
#include "core/services/call_class.h"
#include "core/services/subject.h"

namespace pizza {

// The answer of a command that makes something.
struct MadeId {
  std::uint64_t id = 0;
  static constexpr auto description() { return record("made_id", field<&MadeId::id>("id")); }
};

// An answer without its type: kept for replays of an idempotency key, translated by the edge.
struct CommandAnswer {
  const Schema* schema = nullptr;  // null: nothing to say but that it is done
  std::string bytes;               // in the wire format
};

struct Caller;

struct CommandType {
  const Schema* schema;
  std::string_view service;
  Permission permission;
  bool is_query;
  const Schema* answer;  // null for none
  void* (*create)();
  void (*destroy)(void* command);
  void (*encode)(const void* command, std::string& out);
  bool (*decode)(std::string_view bytes, void* command);
  void (*write)(const void* command, ValueWriter& writer);
  void (*read)(void* command, ValueReader& reader);
  // Writes an answer, from its bytes, field by field.
  void (*write_answer)(std::string_view bytes, ValueWriter& writer);
  Subject (*subject)(UnitOfWork& work, const void* command);
  Result<CommandAnswer> (*run)(UnitOfWork& work, const void* command);
  bool needs_key;
  CallClass call_class;
  std::size_t longest_text;  // bytes of any text in it
  Duration fresh_for;        // of a query; zero: answers are not kept
  std::string_view stale_on;
  // Writes who calls into the command; null where the command does not say it.
  void (*sign)(void* command, const Caller& caller);
};

template <class C>
concept Query = requires {
  C::is_query;
};

}  // namespace pizza
