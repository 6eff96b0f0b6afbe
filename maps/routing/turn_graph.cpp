// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/turn_graph.h"

#include <algorithm>
#include <compare>
#include <map>
#include <numeric>
#include <utility>

#include "maps/components.h"
#include "maps/routing/restriction_trie.h"

namespace pizza::maps {

namespace {

// How many junctions a met restriction is remembered for, itself included.
constexpr std::uint32_t memory = 3;
// Beyond a busy junction, an edge this short (mm) is remembered for: going on a few metres and turning round must not
// be cheaper than the turn.
constexpr std::uint32_t short_detour = 60'000;

struct Arrival {
  std::uint32_t edge = none;  // the last one
  std::uint32_t level = 0;    // junctions still to be remembered
  std::uint32_t under_way = RestrictionTrie::free;

  friend auto operator<=>(const Arrival&, const Arrival&) = default;
};

class TurnGraphBuilder {
 public:
  TurnGraphBuilder(std::shared_ptr<const RoadMap> map, Vehicle vehicle)
      : out_(std::make_shared<TurnGraph>(map, vehicle)),
        map_(*map),
        mask_(mask_of(vehicle)),
        restrictions_(map_, mask_) {}

  std::shared_ptr<const TurnGraph> build() {
    for (std::uint32_t n = 0; n < map_.node_count(); ++n) add_free_arcs(n);
    // Arrivals lead to further arrivals, which are appended as they are found.
    for (std::size_t i = 0; i < arrivals_.size(); ++i) add_arrival_arcs(arrivals_[i]);
    number_states();
    make_graph();
    mark_usable();
    return out_;
  }

 private:
  struct Arc {
    std::uint32_t from, to;  // provisional states: nodes first, then arrivals in the order of discovery
    std::uint32_t edge;
    std::uint32_t turn_ms = 0;
  };

  bool may_use(std::uint32_t edge) const { return (map_.edge(edge).access & mask_) != 0; }

  // The provisional state that taking `edge` leads to.
  std::uint32_t state_after(std::uint32_t edge, std::uint32_t level, std::uint32_t under_way_before) {
    const std::uint32_t under_way = restrictions_.after(under_way_before, edge);
    std::uint32_t remembered = under_way != RestrictionTrie::free ? memory : level > 0 ? level - 1 : 0;
    if (out_->costs.at(map_.edge(edge).target)) remembered = std::max(remembered, 1U);
    if (remembered == 0) return map_.edge(edge).target;
    const Arrival arrival{edge, remembered, under_way};
    const auto [known, added] =
        known_.try_emplace(arrival, map_.node_count() + static_cast<std::uint32_t>(arrivals_.size()));
    if (added) arrivals_.push_back(arrival);
    return known->second;
  }

  void add_free_arcs(std::uint32_t node) {
    for (std::uint32_t e = map_.first_edge(node); e < map_.first_edge(node + 1); ++e) {
      if (may_use(e)) arcs_.push_back({node, state_after(e, 0, RestrictionTrie::free), e});
    }
  }

  void add_arrival_arcs(const Arrival arrival) {
    const std::uint32_t state = known_.at(arrival);
    const std::uint32_t node = map_.edge(arrival.edge).target;
    const std::uint32_t back = map_.opposite(arrival.edge);
    bool dead_end = true;
    for (std::uint32_t e = map_.first_edge(node); e < map_.first_edge(node + 1); ++e) {
      if (!may_use(e) || e == back) continue;
      if (restrictions_.forbids(arrival.under_way, e)) continue;
      dead_end = false;
      const std::uint32_t turn_ms = out_->costs.ms(arrival.edge, e);
      const bool detour = turn_ms == 0 && out_->costs.at(node) && map_.edge(e).length < short_detour;
      const std::uint32_t level = detour ? std::max(arrival.level, 2U) : arrival.level;
      arcs_.push_back({state, state_after(e, level, arrival.under_way), e, turn_ms});
    }
    if (dead_end && back != none && may_use(back) && !restrictions_.forbids(arrival.under_way, back)) {
      arcs_.push_back({state, state_after(back, arrival.level, arrival.under_way), back});
    }
  }

  // Final numbers: all states of a node side by side.
  void number_states() {
    const std::uint32_t nodes = map_.node_count();
    out_->first_state.assign(nodes + 1, 0);
    for (std::uint32_t n = 0; n < nodes; ++n) ++out_->first_state[n + 1];
    for (const Arrival& a : arrivals_) ++out_->first_state[map_.edge(a.edge).target + 1];
    std::partial_sum(out_->first_state.begin(), out_->first_state.end(), out_->first_state.begin());
    std::vector<std::uint32_t> next(out_->first_state.begin(), out_->first_state.end() - 1);
    for (std::uint32_t n = 0; n < nodes; ++n) final_.push_back(next[n]++);
    for (const Arrival& a : arrivals_) final_.push_back(next[map_.edge(a.edge).target]++);
    out_->state_node.resize(final_.size());
    for (std::uint32_t n = 0; n < nodes; ++n) {
      for (std::uint32_t s = out_->first_state[n]; s < out_->first_state[n + 1]; ++s) out_->state_node[s] = n;
    }
    out_->entered.assign(map_.edge_count(), none);
    for (const Arc& arc : arcs_) {
      if (arc.from < nodes) out_->entered[arc.edge] = final_[arc.to];
    }
    // Nobody is at a busy junction without having come by one of its arms.
    std::erase_if(arcs_, [&](const Arc& arc) { return arc.from < nodes && out_->costs.at(arc.from); });
    for (Arc& arc : arcs_) arc = {final_[arc.from], final_[arc.to], arc.edge, arc.turn_ms};
    std::sort(arcs_.begin(), arcs_.end(),
              [](const Arc& a, const Arc& b) { return std::pair(a.from, a.edge) < std::pair(b.from, b.edge); });
  }

  void make_graph() {
    std::vector<TurnArc> payload;
    for (const Arc& arc : arcs_) {
      ends_.emplace_back(arc.from, arc.to);
      payload.push_back({arc.edge, arc.turn_ms});
    }
    out_->graph = TurnGraph::Graph(boost::edges_are_unsorted_multi_pass, ends_.begin(), ends_.end(), payload.begin(),
                                   static_cast<std::uint32_t>(final_.size()));
  }

  void mark_usable() {
    const auto largest = largest_component(static_cast<std::uint32_t>(final_.size()), ends_);
    out_->usable.assign(map_.edge_count(), false);
    for (const Arc& arc : arcs_) {
      if (largest[arc.from] && largest[arc.to]) out_->usable[arc.edge] = true;
    }
    out_->grid = SegmentGrid(map_.roads(), map_.road_points(), [&](std::uint32_t r) {
      const RoadRecord& road = map_.road(r);
      return (road.forward_edge != none && out_->usable[road.forward_edge]) ||
             (road.backward_edge != none && out_->usable[road.backward_edge]);
    });
  }

  std::shared_ptr<TurnGraph> out_;
  const RoadMap& map_;
  VehicleMask mask_;
  RestrictionTrie restrictions_;
  std::vector<Arrival> arrivals_;
  std::map<Arrival, std::uint32_t> known_;
  std::vector<Arc> arcs_;
  std::vector<std::uint32_t> final_;  // of each provisional state
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends_;
};

}  // namespace

std::shared_ptr<const TurnGraph> make_turn_graph(std::shared_ptr<const RoadMap> map, Vehicle vehicle) {
  return TurnGraphBuilder(std::move(map), vehicle).build();
}

}  // namespace pizza::maps
