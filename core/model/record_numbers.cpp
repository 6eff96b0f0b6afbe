// SPDX-License-Identifier: Apache-2.0
#include "core/model/catalogue.h"
#include "core/model/record_type.h"

namespace pizza {

template <class T>
std::size_t record_number() {
  return index_in<T>(Records{});
}

namespace {

template <class... R>
std::array<std::size_t (*)(), sizeof...(R)> numbers_of(TypeList<R...>) {
  return {&record_number<R>...};
}

}  // namespace

// Holding their addresses is what makes the compiler emit them all.
extern const std::array<std::size_t (*)(), Records::size> all_record_numbers;
const std::array<std::size_t (*)(), Records::size> all_record_numbers = numbers_of(Records{});

}  // namespace pizza
