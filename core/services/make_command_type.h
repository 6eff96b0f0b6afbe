// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/schema_of.h"
#include "core/model/wire.h"
#include "core/services/command.h"

namespace pizza {

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

// One object a command.
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
