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

namespace command_detail {

template <class T>
struct AnswerOf {
  using Type = T;
  static const T& wrap(const T& value) { return value; }
};
template <class T>
struct AnswerOf<Id<T>> {
  using Type = MadeId;
  static MadeId wrap(Id<T> id) { return {id.value}; }
};

template <class C>
using ValueOf = std::remove_cvref_t<decltype(*handle(std::declval<UnitOfWork&>(), std::declval<const C&>()))>;

template <class C>
Result<CommandAnswer> run(UnitOfWork& work, const void* command) {
  auto result = handle(work, *static_cast<const C*>(command));
  if (!result.ok()) return result.problem();
  CommandAnswer answer;
  if constexpr (!std::is_same_v<ValueOf<C>, Done>) {
    using Wrap = AnswerOf<ValueOf<C>>;
    answer.schema = &schema_of<typename Wrap::Type>();
    wire::encode(Wrap::wrap(*result), answer.bytes);
  }
  return answer;
}

template <class C>
const Schema* answer_schema() {
  if constexpr (std::is_same_v<ValueOf<C>, Done>) {
    return nullptr;
  } else {
    return &schema_of<typename AnswerOf<ValueOf<C>>::Type>();
  }
}

template <class C>
void write_answer(std::string_view bytes, ValueWriter& writer) {
  if constexpr (!std::is_same_v<ValueOf<C>, Done>) {
    typename AnswerOf<ValueOf<C>>::Type answer;
    if (wire::decode(bytes, answer)) write_fields(answer, writer);
  }
}

}  // namespace command_detail

// One object a command. Only core/commands.cpp makes them.
template <class C>
const CommandType& command_type() {
  static const CommandType type{
      .schema = &schema_of<C>(),
      .service = C::service,
      .permission = C::permission,
      .is_query = Query<C>,
      .answer = command_detail::answer_schema<C>(),
      .create = []() -> void* { return new C(); },
      .destroy = [](void* command) { delete static_cast<C*>(command); },
      .encode = [](const void* command, std::string& out) { wire::encode(*static_cast<const C*>(command), out); },
      .decode = [](std::string_view bytes, void* command) { return wire::decode(bytes, *static_cast<C*>(command)); },
      .write = [](const void* command, ValueWriter& writer) { write_fields(*static_cast<const C*>(command), writer); },
      .read = [](void* command, ValueReader& reader) { read_fields(*static_cast<C*>(command), reader); },
      .write_answer = &command_detail::write_answer<C>,
      .subject = [](UnitOfWork& work,
                    const void* command) { return subject_of(work, *static_cast<const C*>(command)); },
      .run = &command_detail::run<C>,
  };
  return type;
}

}  // namespace pizza
