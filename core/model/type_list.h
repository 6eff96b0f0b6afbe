// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace pizza {

template <class... T>
struct TypeList {
  static constexpr std::size_t size = sizeof...(T);
};

// One list of several: Joined<A, B, …>::Type.
template <class... Lists>
struct Joined;
template <class... E>
struct Joined<TypeList<E...>> {
  using Type = TypeList<E...>;
};
template <class... A, class... B, class... Rest>
struct Joined<TypeList<A...>, TypeList<B...>, Rest...> : Joined<TypeList<A..., B...>, Rest...> {};

}  // namespace pizza
