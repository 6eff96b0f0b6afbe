// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/small_order.h"

#include <array>
#include <bit>
#include <tuple>

namespace pizza::maps {

namespace {

using Set = std::uint64_t;

template <class Visit>
void for_each(Set set, Visit&& visit) {
  for (; set != 0; set &= set - 1) visit(static_cast<std::uint32_t>(std::countr_zero(set)));
}

}  // namespace

std::vector<std::uint32_t> small_order(const Adjacency& graph) {
  std::array<Set, small_order_limit> near{};
  Set left = 0;
  for (std::uint32_t v = 0; v < graph.size(); ++v) {
    left |= Set{1} << v;
    for (const std::uint32_t w : graph.of(v)) near[v] |= Set{1} << w;
  }
  std::array<int, small_order_limit> missing{};
  const auto count_missing = [&](std::uint32_t v) {
    int lacking = 0;
    for_each(near[v], [&](std::uint32_t w) { lacking += std::popcount(near[v] & ~near[w]) - 1; });
    missing[v] = lacking;
  };
  for_each(left, count_missing);
  std::vector<std::uint32_t> order;
  while (left != 0) {
    std::tuple<int, int, std::uint32_t> best{1 << 30, 0, 0};
    for_each(left, [&](std::uint32_t v) { best = std::min(best, std::tuple(missing[v], std::popcount(near[v]), v)); });
    const std::uint32_t chosen = std::get<2>(best);
    order.push_back(chosen);
    left &= ~(Set{1} << chosen);
    const Set around = near[chosen];
    Set touched = around;
    for_each(around, [&](std::uint32_t w) {
      near[w] = (near[w] | around) & ~(Set{1} << w) & ~(Set{1} << chosen);
      touched |= near[w];
    });
    for_each(touched, count_missing);
  }
  return order;
}

}  // namespace pizza::maps
