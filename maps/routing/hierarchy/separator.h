// SPDX-License-Identifier: Apache-2.0
// Few vertices that cut a plane graph in two: inertial flow (Schild and Sommer, "On balanced separators in road
// networks", 2015) with capacities on the vertices.
#pragma once

#include <cstdint>
#include <vector>

#include "core/model/geo_point.h"
#include "maps/routing/hierarchy/adjacency.h"

namespace pizza::maps {

// A connected piece of a larger graph.
struct Piece {
  Adjacency graph;
  std::vector<GeoPoint> places;
  std::vector<std::uint32_t> vertices;  // what each is in the larger graph
};

// Keeps its memory from piece to piece. A function of the piece alone.
class SeparatorFinder {
 public:
  // Vertices of the piece (at least two have to be there), in order along the cut: without them no part of it is
  // larger than about 70 per cent. Along each of several directions the outer three tenths are held apart by as few
  // vertices as possible (a maximum flow); the fewest of all directions win.
  std::vector<std::uint32_t> find(const Piece& piece);

 private:
  enum class Side : std::uint8_t { Middle, Source, Target, Taken };

  // One way to look at the network of half vertices: 2v + entry is where ways enter v, the other half where they
  // leave. Seen from the target everything is turned round.
  struct Sight {
    Side from, to;
    std::uint32_t entry;
    std::vector<std::uint32_t>* before;  // where the flow through a vertex comes from
    std::vector<std::uint32_t>* after;   // where it goes
  };

  void divide(const Piece& piece, std::int64_t lat_factor, std::int64_t lon_factor);
  std::vector<std::uint32_t> borders(Side side) const;
  // Marks all half vertices that can be reached by ways that the flow leaves open.
  void reach(const Sight& sight, const std::vector<std::uint32_t>& starts);
  void visit(std::uint32_t half);
  bool seen(std::uint32_t half) const { return seen_[half] == round_; }
  // Sends one more way through from this vertex over half vertices not yet seen, if there is one.
  bool send_from(std::uint32_t source);
  std::uint32_t step(std::uint32_t half);
  std::uint32_t step_out(std::uint32_t half);
  void take_way(std::uint32_t target);
  // Sends all there is, or more than `limit`; how much. Then marked: what the sources still reach.
  std::uint32_t send_all(std::uint32_t limit);
  bool keep_if_better();
  bool consider_cut(const Sight& sight);

  const Adjacency* graph_ = nullptr;
  std::vector<std::int64_t> keys_;
  std::vector<std::uint32_t> sorted_;
  std::vector<Side> side_;
  std::vector<std::uint32_t> flow_from_, flow_to_;
  std::vector<std::uint32_t> seen_;  // of half vertices: the round in which they were seen last
  std::vector<std::uint32_t> next_;  // of half vertices: the choices tried in this round
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> queue_, way_;
  std::vector<std::uint32_t> taken_;  // joined directly to the other side: in every cut
  std::vector<std::uint32_t> sources_, targets_;
  std::uint32_t reached_target_ = 0;
  std::vector<std::uint32_t> best_;
  std::uint32_t best_larger_side_ = 0;
};

}  // namespace pizza::maps
