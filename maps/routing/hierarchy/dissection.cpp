// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/dissection.h"

#include <algorithm>

#include "maps/map_format.h"
#include "maps/routing/hierarchy/separator.h"
#include "maps/routing/hierarchy/small_order.h"

namespace pizza::maps {

namespace {

// Takes out vertices with at most two neighbours, which join those two: never worse than any other choice. Lists only
// shrink, so they stay where they are.
class StreetReducer {
 public:
  explicit StreetReducer(const Adjacency& graph) : first_(graph.first), ends_(graph.neighbours) {
    for (std::uint32_t v = 0; v < graph.size(); ++v) degree_.push_back(first_[v + 1] - first_[v]);
    gone_.assign(graph.size(), false);
  }

  // In rounds, never two neighbours in one: so a long street becomes a low tree.
  std::vector<std::uint32_t> reduce() {
    std::vector<std::uint32_t> order;
    std::vector<std::uint32_t> round(degree_.size(), 0);
    std::vector<std::uint32_t> candidates, later;
    for (std::uint32_t v = 0; v < degree_.size(); ++v) candidates.push_back(v);
    for (std::uint32_t now = 1; !candidates.empty(); ++now) {
      later.clear();
      for (const std::uint32_t v : candidates) {
        if (gone_[v] || degree_[v] > 2) continue;
        if (round[v] == now) {
          later.push_back(v);
          continue;
        }
        for (std::uint32_t i = 0; i < degree_[v]; ++i) {
          const std::uint32_t w = ends_[first_[v] + i];
          round[w] = now;
          later.push_back(w);
        }
        take_out(v);
        order.push_back(v);
      }
      std::sort(later.begin(), later.end());
      later.erase(std::unique(later.begin(), later.end()), later.end());
      candidates.swap(later);
    }
    return order;
  }

  // What is left, over all its vertices.
  Piece rest(std::span<const GeoPoint> places) const {
    Piece piece;
    std::vector<std::uint32_t> local(degree_.size(), none);
    for (std::uint32_t v = 0; v < degree_.size(); ++v) {
      if (gone_[v]) continue;
      local[v] = static_cast<std::uint32_t>(piece.vertices.size());
      piece.vertices.push_back(v);
      piece.places.push_back(places[v]);
    }
    for (const std::uint32_t v : piece.vertices) {
      for (std::uint32_t i = 0; i < degree_[v]; ++i) piece.graph.neighbours.push_back(local[ends_[first_[v] + i]]);
      std::sort(piece.graph.neighbours.begin() + piece.graph.first.back(), piece.graph.neighbours.end());
      piece.graph.first.push_back(static_cast<std::uint32_t>(piece.graph.neighbours.size()));
    }
    return piece;
  }

 private:
  void take_out(std::uint32_t v) {
    gone_[v] = true;
    if (degree_[v] == 1) return replace(ends_[first_[v]], v, none);
    if (degree_[v] != 2) return;
    const std::uint32_t a = ends_[first_[v]];
    const std::uint32_t b = ends_[first_[v] + 1];
    const bool joined = std::find(list(a), list(a) + degree_[a], b) != list(a) + degree_[a];
    replace(a, v, joined ? none : b);
    replace(b, v, joined ? none : a);
  }

  std::uint32_t* list(std::uint32_t v) { return ends_.data() + first_[v]; }

  void replace(std::uint32_t of, std::uint32_t old, std::uint32_t by) {
    std::uint32_t* const place = std::find(list(of), list(of) + degree_[of], old);
    *place = by != none ? by : list(of)[--degree_[of]];
  }

  std::vector<std::uint32_t> first_, ends_, degree_;
  std::vector<bool> gone_;
};

class Dissection {
 public:
  // The order of all vertices of the piece, by their names in the larger graph.
  std::vector<std::uint32_t> order(Piece whole) {
    order_.assign(whole.vertices.size(), none);
    add_components(whole, {}, 0);
    while (!tasks_.empty()) {
      Task task = std::move(tasks_.back());
      tasks_.pop_back();
      dissect(task);
    }
    return std::move(order_);
  }

 private:
  // A piece that takes the places from `begin` on in the order.
  struct Task {
    Piece piece;
    std::uint32_t begin;
  };

  void dissect(const Task& task) {
    const Piece& piece = task.piece;
    std::uint32_t begin = task.begin;
    if (piece.graph.size() <= small_order_limit) {
      for (const std::uint32_t v : small_order(piece.graph)) order_[begin++] = piece.vertices[v];
      return;
    }
    const std::vector<std::uint32_t> cut = finder_.find(piece);
    auto place = task.begin + piece.graph.size();
    for (const std::uint32_t v : cut) order_[--place] = piece.vertices[v];
    add_components(piece, cut, task.begin);
  }

  void add_components(const Piece& piece, const std::vector<std::uint32_t>& cut, std::uint32_t begin) {
    constexpr std::uint32_t in_cut = none - 1;
    std::vector<std::uint32_t> local(piece.graph.size(), none);
    for (const std::uint32_t v : cut) local[v] = in_cut;
    std::vector<std::uint32_t> members;
    for (std::uint32_t v = 0; v < piece.graph.size(); ++v) {
      if (local[v] != none) continue;
      members.assign(1, v);
      local[v] = 0;
      for (std::size_t i = 0; i < members.size(); ++i) {
        for (const std::uint32_t w : piece.graph.of(members[i])) {
          if (local[w] != none) continue;
          local[w] = 0;
          members.push_back(w);
        }
      }
      // Kept in the order of the whole, which is along the map's curve: near places stay near in memory.
      std::sort(members.begin(), members.end());
      for (std::size_t i = 0; i < members.size(); ++i) local[members[i]] = static_cast<std::uint32_t>(i);
      tasks_.push_back({part_of(piece, members, local, in_cut), begin});
      begin += static_cast<std::uint32_t>(members.size());
    }
  }

  static Piece part_of(const Piece& piece, const std::vector<std::uint32_t>& members,
                       const std::vector<std::uint32_t>& local, std::uint32_t in_cut) {
    Piece part;
    part.graph.first.reserve(members.size() + 1);
    for (const std::uint32_t v : members) {
      part.vertices.push_back(piece.vertices[v]);
      part.places.push_back(piece.places[v]);
      for (const std::uint32_t w : piece.graph.of(v)) {
        if (local[w] != in_cut) part.graph.neighbours.push_back(local[w]);
      }
      part.graph.first.push_back(static_cast<std::uint32_t>(part.graph.neighbours.size()));
    }
    return part;
  }

  SeparatorFinder finder_;
  std::vector<Task> tasks_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

std::vector<std::uint32_t> dissection_order(const Adjacency& graph, std::span<const GeoPoint> places) {
  StreetReducer reducer(graph);
  std::vector<std::uint32_t> order = reducer.reduce();
  const std::vector<std::uint32_t> rest = Dissection().order(reducer.rest(places));
  order.insert(order.end(), rest.begin(), rest.end());
  return order;
}

}  // namespace pizza::maps
