// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/road_router.h"

#include <algorithm>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <cmath>
#include <numbers>

#include "maps/routing/route_course.h"
#include "maps/routing/weights.h"

namespace pizza::maps {

namespace {

using Graph = TurnGraph::Graph;
using ForwardArc = boost::graph_traits<Graph>::edge_descriptor;
using BackwardArc = boost::graph_traits<boost::reverse_graph<Graph>>::edge_descriptor;

// Boost's property map from arcs to milliseconds, for the graph and for the graph turned round.
struct ArcTimes {
  using value_type = std::uint32_t;
  using reference = std::uint32_t;
  using category = boost::readable_property_map_tag;
  using key_type = ForwardArc;
  const std::uint32_t* ms;
};
std::uint32_t get(const ArcTimes& times, const ForwardArc& arc) {
  return times.ms[arc.idx];
}
std::uint32_t get(const ArcTimes& times, const BackwardArc& arc) {
  return times.ms[arc.underlying_descx.idx];
}

struct Seed {
  std::uint32_t state;
  std::uint32_t ms;
};

struct Enough {};

// Ends the search once nothing it still may find is quicker than the best way to the target found so far.
class UntilTarget : public boost::dijkstra_visitor<> {
 public:
  UntilTarget(const std::vector<Seed>* targets, const std::vector<std::uint32_t>* times, std::uint32_t best)
      : targets_(targets), times_(times), best_(best) {}

  template <class Vertex, class AnyGraph>
  void examine_vertex(Vertex state, const AnyGraph&) {
    const std::uint32_t time = (*times_)[state];
    if (time >= best_) throw Enough{};
    for (const Seed& target : *targets_) {
      if (target.state == state) best_ = std::min(best_, later(time, target.ms));
    }
  }

 private:
  const std::vector<Seed>* targets_;
  const std::vector<std::uint32_t>* times_;
  std::uint32_t best_;
};

// Where the tree touches a place: the states at the ends of its edges, or before them, and the time in between.
std::vector<Seed> seeds_of(const TurnGraph& graph, const Weights& weights, const RoadPosition& place, bool leaving) {
  std::vector<Seed> seeds;
  for (const std::uint32_t e : edges_at(graph, weights, place)) {
    if (e == none) continue;
    const std::uint32_t offset = offset_on(*graph.map, e, place);
    if (leaving) {
      seeds.push_back({graph.entered[e], weights.part(*graph.map, e, offset, graph.map->edge(e).length)});
    } else {
      const std::uint32_t ms = weights.part(*graph.map, e, 0, offset);
      graph.tails(e, [&](std::uint32_t state, std::uint32_t turn) { seeds.push_back({state, later(ms, turn)}); });
    }
  }
  return seeds;
}

template <class AnyGraph, class Visitor>
void search(const AnyGraph& graph, const ArcTimes& arc_times, const std::vector<Seed>& seeds,
            std::vector<std::uint32_t>& times, Visitor visitor) {
  std::vector<std::uint32_t> starts;
  for (const Seed& seed : seeds) {
    times[seed.state] = std::min(times[seed.state], seed.ms);
    starts.push_back(seed.state);
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  const auto index = boost::get(boost::vertex_index, graph);
  boost::two_bit_color_map<decltype(index)> color(times.size(), index);
  const auto time_map = boost::make_iterator_property_map(times.begin(), index);
  try {
    boost::dijkstra_shortest_paths_no_init(graph, starts.begin(), starts.end(), boost::dummy_property_map(), time_map,
                                           arc_times, index, std::less<std::uint32_t>(), later, std::uint32_t{0},
                                           visitor, color);
  } catch (const Enough&) {
    // All times below the target's are final: what a route reads.
  }
}

}  // namespace

RoadRouter::RoadRouter(std::shared_ptr<const RoadMap> map, Vehicle vehicle)
    : RoadRouter(make_turn_graph(map, vehicle), free_flow_times(*map, vehicle)) {}

RoadRouter::RoadRouter(std::shared_ptr<const TurnGraph> graph, const std::vector<std::uint32_t>& edge_ms)
    : graph_(std::move(graph)) {
  auto weights = std::make_shared<Weights>();
  weights->edge_ms = edge_ms;
  weights->edge_ms.resize(graph_->map->edge_count(), unreached);
  for (std::uint32_t& ms : weights->edge_ms) ms = std::max<std::uint32_t>(ms, 1);
  weights->arc_ms.resize(num_edges(graph_->graph));
  const auto [first, last] = edges(graph_->graph);
  for (auto arc = first; arc != last; ++arc) {
    const TurnArc& ride = graph_->graph[*arc];
    weights->arc_ms[(*arc).idx] = later(weights->edge_ms[ride.edge], ride.turn_ms);
  }
  weights_ = std::move(weights);
}

RoadRouter RoadRouter::with_times(const std::vector<std::uint32_t>& edge_ms) const {
  return {graph_, edge_ms};
}

const RoadMap& RoadRouter::map() const {
  return *graph_->map;
}
const std::shared_ptr<const RoadMap>& RoadRouter::shared_map() const {
  return graph_->map;
}
Vehicle RoadRouter::vehicle() const {
  return graph_->vehicle;
}
std::uint32_t RoadRouter::edge_ms(std::uint32_t edge) const {
  return weights_->edge_ms[edge];
}

std::optional<RoadPosition> RoadRouter::snap(GeoPoint place) const {
  return graph_->grid.nearest(place, [](std::uint32_t) { return true; });
}

std::optional<RoadPosition> RoadRouter::snap(GeoPoint place, std::int32_t heading, std::int32_t tolerance,
                                             std::uint32_t reach) const {
  const RoadMap& map = *graph_->map;
  const double radians = heading * std::numbers::pi / 180,
               cosine = std::cos(lat_degrees(place) * std::numbers::pi / 180);
  const double east = std::sin(radians), north = std::cos(radians);
  const double least = std::cos(std::clamp(tolerance, 0, 180) * std::numbers::pi / 180);
  // Along the stretch's points, against them, or neither.
  const auto way = [&](std::uint32_t road, std::uint32_t point) -> std::optional<Along> {
    const GeoPoint a = map.road_points()[point], b = map.road_points()[point + 1];
    const double dx = (b.lon - a.lon) * cosine, dy = b.lat - a.lat;
    const double length = std::hypot(dx, dy);
    if (length <= 0) return std::nullopt;
    const double alike = (dx * east + dy * north) / length;
    const RoadRecord& record = map.road(road);
    if (alike >= least && record.forward_edge != none && graph_->usable[record.forward_edge]) return Along::Forward;
    if (-alike >= least && record.backward_edge != none && graph_->usable[record.backward_edge]) return Along::Backward;
    return std::nullopt;
  };
  Along along = Along::Either;
  auto found = graph_->grid.nearest_stretch(place, [&](std::uint32_t road, std::uint32_t point) {
    const auto here = way(road, point);
    if (here) along = *here;  // the grid asks only for what is nearer than what it has: the last yes is the answer
    return here.has_value();
  });
  if (!found || found->distance > reach) return snap(place);
  found->along = along;
  return found;
}

Route RoadRouter::measure(const RoadPosition& from, const std::vector<std::uint32_t>& edges,
                          const RoadPosition& to) const {
  RouteCourse course(*graph_, *weights_, from.at);
  course.follow(from, edges, to);
  return std::move(course).finish();
}

TravelTree RoadRouter::grow(const RoadPosition& place, bool from_place, const RoadPosition* until) const {
  TravelTree tree;
  tree.graph_ = graph_;
  tree.weights_ = weights_;
  tree.place_ = place;
  tree.from_place_ = from_place;
  tree.times_.assign(graph_->state_node.size(), unreached);
  const std::vector<Seed> seeds = seeds_of(*graph_, *weights_, place, from_place);
  const ArcTimes arc_times{weights_->arc_ms.data()};
  if (until != nullptr) {
    // Before anything is searched, the joint knows only the way along a shared edge.
    const std::uint32_t direct = tree.joint(*until).ms;
    const std::vector<Seed> targets = seeds_of(*graph_, *weights_, *until, false);
    search(graph_->graph, arc_times, seeds, tree.times_, UntilTarget(&targets, &tree.times_, direct));
  } else if (from_place) {
    search(graph_->graph, arc_times, seeds, tree.times_, boost::dijkstra_visitor<>());
  } else {
    search(boost::make_reverse_graph(graph_->graph), arc_times, seeds, tree.times_, boost::dijkstra_visitor<>());
  }
  return tree;
}

TravelTree RoadRouter::tree_from(const RoadPosition& place) const {
  return grow(place, true, nullptr);
}
TravelTree RoadRouter::tree_to(const RoadPosition& place) const {
  return grow(place, false, nullptr);
}

std::optional<Route> RoadRouter::route(const RoadPosition& from, const RoadPosition& to) const {
  return grow(from, true, &to).route(to);
}

std::optional<Route> RoadRouter::route(GeoPoint from, GeoPoint to) const {
  const auto start = snap(from);
  const auto end = snap(to);
  if (!start || !end) return std::nullopt;
  return route(*start, *end);
}

std::uint32_t RoadRouter::time_ms(const RoadPosition& from, const RoadPosition& to) const {
  return grow(from, true, &to).time_ms(to);
}

}  // namespace pizza::maps
