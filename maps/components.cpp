// SPDX-License-Identifier: Apache-2.0
#include "maps/components.h"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

namespace pizza::maps {

std::vector<bool> largest_component(std::uint32_t vertices,
                                    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& arcs) {
  std::vector<bool> largest(vertices);
  if (vertices == 0) return largest;
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, std::uint32_t, std::uint32_t>;
  const Graph graph(boost::edges_are_sorted, arcs.begin(), arcs.end(), vertices);
  std::vector<std::uint32_t> component(vertices);
  const std::uint32_t count = boost::strong_components(
      graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  std::vector<std::uint32_t> size(count), first(count, vertices);
  for (std::uint32_t v = vertices; v-- > 0;) {
    ++size[component[v]];
    first[component[v]] = v;
  }
  std::uint32_t best = 0;
  for (std::uint32_t c = 1; c < count; ++c) {
    if (size[c] > size[best] || (size[c] == size[best] && first[c] < first[best])) best = c;
  }
  for (std::uint32_t v = 0; v < vertices; ++v) largest[v] = component[v] == best;
  return largest;
}

}  // namespace pizza::maps
