// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/schema_of.h"
#include "core/model/wire.h"
#include "core/services/command.h"

namespace pizza {

template <class C>
concept Signed = requires(C& command, const Caller& caller) {
  sign(command, caller);
};

inline constexpr std::size_t usual_longest_text = 8 * 1'024;

namespace command_detail {

template <class C>
constexpr bool needs_key() {
  if constexpr (requires { C::needs_key; }) return C::needs_key;
  return false;
}

template <class C>
constexpr CallClass call_class() {
  if constexpr (requires { C::call_class; }) return C::call_class;
  if (Query<C>) return CallClass::Look;
  return needs_key<C>() ? CallClass::Costly : CallClass::Change;
}

template <class C>
constexpr std::size_t longest_text() {
  if constexpr (requires { C::longest_text; }) return C::longest_text;
  return usual_longest_text;
}

template <class C>
constexpr Duration fresh_for() {
  if constexpr (requires { C::fresh_for; }) return C::fresh_for;
  return {};
}

template <class C>
constexpr std::string_view stale_on() {
  if constexpr (requires { C::stale_on; }) return C::stale_on;
  return {};
}

template <class C>
constexpr auto sign_of() -> void (*)(void*, const Caller&) {
  if constexpr (Signed<C>) return [](void* command, const Caller& caller) { sign(*static_cast<C*>(command), caller); };
  return nullptr;
}

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
      .needs_key = command_detail::needs_key<C>(),
      .call_class = command_detail::call_class<C>(),
      .longest_text = command_detail::longest_text<C>(),
      .fresh_for = command_detail::fresh_for<C>(),
      .stale_on = command_detail::stale_on<C>(),
      .sign = command_detail::sign_of<C>(),
  };
  return type;
}

}  // namespace pizza
