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
#pragma once

#include "core/model/problem.h"
#include "core/model/type_list.h"
#include "core/ports/unit_of_work.h"
#include "core/services/access_table.h"
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
};

template <class C>
concept Query = requires {
  C::is_query;
};

}  // namespace pizza
