// SPDX-License-Identifier: Apache-2.0
#include "maps/graph_builder.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

#include "maps/components.h"
#include "maps/plane.h"
#include "maps/restrictions.h"

namespace pizza::maps {

namespace {

class GraphBuilder {
 public:
  GraphBuilder(const MapDraft& draft, MapContents& contents) : draft_(draft), out_(contents) {}

  void build() {
    tidy_courses();
    make_nodes();
    make_pieces();
    make_roads();
    make_rises();
    make_edges();
    resolve_restrictions(draft_, {node_of_, roads_of_}, out_);
    close_barriers();
    mark_components();
  }

 private:
  // A stretch of one draft road between two nodes.
  struct Piece {
    std::uint32_t from, to;     // nodes
    std::uint32_t road;         // of the draft
    std::uint32_t first, last;  // in its course
  };

  // Courses without standing still: a point that follows itself would make a road of no length.
  void tidy_courses() {
    courses_.reserve(draft_.roads.size());
    for (const DraftRoad& road : draft_.roads) {
      std::vector<std::uint32_t> course;
      for (const std::uint32_t p : road.points) {
        if (course.empty() || course.back() != p) course.push_back(p);
      }
      if (course.size() < 2) course.clear();
      courses_.push_back(std::move(course));
    }
  }

  void make_nodes() {
    std::vector<std::uint8_t> uses(draft_.points.size());
    for (const auto& course : courses_) {
      for (std::size_t i = 0; i < course.size(); ++i) {
        const bool end = i == 0 || i + 1 == course.size();
        uses[course[i]] = static_cast<std::uint8_t>(std::min(uses[course[i]] + (end ? 2 : 1), 2));
      }
    }
    for (const auto& [point, rules] : draft_.point_rules) {
      if (rules.closed != 0 && uses[point] != 0) uses[point] = 2;
    }
    // What goes up and down again must not look level.
    for (const auto& [point, dm] : draft_.heights) {
      if (uses[point] != 0) uses[point] = 2;
    }
    std::vector<std::uint32_t> order;
    for (std::uint32_t p = 0; p < uses.size(); ++p) {
      if (uses[p] >= 2) order.push_back(p);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::pair(morton_code(draft_.points[a]), a) < std::pair(morton_code(draft_.points[b]), b);
    });
    node_of_.assign(draft_.points.size(), none);
    for (const std::uint32_t p : order) {
      node_of_[p] = static_cast<std::uint32_t>(out_.nodes.size());
      out_.nodes.push_back(draft_.points[p]);
    }
  }

  void make_pieces() {
    for (std::uint32_t r = 0; r < courses_.size(); ++r) {
      const auto& course = courses_[r];
      std::uint32_t first = 0;
      for (std::uint32_t i = 1; i < course.size(); ++i) {
        if (node_of_[course[i]] == none) continue;
        pieces_.push_back({node_of_[course[first]], node_of_[course[i]], r, first, i});
        first = i;
      }
    }
    std::sort(pieces_.begin(), pieces_.end(), [](const Piece& a, const Piece& b) {
      return std::tuple(std::min(a.from, a.to), std::max(a.from, a.to), a.road, a.first) <
             std::tuple(std::min(b.from, b.to), std::max(b.from, b.to), b.road, b.first);
    });
  }

  void make_roads() {
    roads_of_.resize(draft_.roads.size());
    for (const Piece& piece : pieces_) {
      const DraftRoad& source = draft_.roads[piece.road];
      RoadRecord road;
      road.from = piece.from;
      road.to = piece.to;
      road.first_point = static_cast<std::uint32_t>(out_.points.size());
      road.point_count = piece.last - piece.first + 1;
      for (std::uint32_t i = piece.first; i <= piece.last; ++i) {
        out_.points.push_back(draft_.points[courses_[piece.road][i]]);
      }
      const std::int64_t length = length_mm(std::span(out_.points).subspan(road.first_point));
      road.length = static_cast<std::uint32_t>(std::clamp<std::int64_t>(length, 1, 0xffff'fffe));
      road.name = source.name;
      road.road_class = source.rules.road_class;
      road.layer = source.rules.layer;
      road.flags = source.rules.flags;
      roads_of_[piece.road].push_back(static_cast<std::uint32_t>(out_.roads.size()));
      out_.roads.push_back(road);
    }
  }

  // Between points of known height a road rises evenly; where it has none, by the incline that is tagged.
  void make_rises() {
    const bool inclined = std::any_of(draft_.roads.begin(), draft_.roads.end(),
                                      [](const DraftRoad& road) { return road.incline_permille != 0; });
    if (draft_.heights.empty() && !inclined) return;
    std::vector<std::int32_t> height(draft_.points.size(), unknown);
    for (const auto& [point, dm] : draft_.heights) height[point] = dm;
    for (std::uint32_t r = 0; r < out_.roads.size(); ++r) {
      const Piece& piece = pieces_[r];
      const auto& course = courses_[piece.road];
      const auto first = height_at(course, height, piece.first), last = height_at(course, height, piece.last);
      const std::int64_t rise =
          first && last ? *last - *first
                        : std::int64_t{out_.roads[r].length} * draft_.roads[piece.road].incline_permille / 100'000;
      out_.rises.push_back(static_cast<std::int16_t>(std::clamp<std::int64_t>(rise, -32'767, 32'767)));
    }
  }

  // dm, at one point of a road's course; empty where no two heights around it are known.
  std::optional<std::int64_t> height_at(const std::vector<std::uint32_t>& course,
                                        const std::vector<std::int32_t>& height, std::uint32_t at) const {
    std::uint32_t before = at, after = at;
    while (before > 0 && height[course[before]] == unknown) --before;
    while (after + 1 < course.size() && height[course[after]] == unknown) ++after;
    const std::int64_t low = height[course[before]], high = height[course[after]];
    if (low == unknown || high == unknown) return std::nullopt;
    std::int64_t way = 0, whole = 0;
    for (std::uint32_t i = before; i < after; ++i) {
      whole += distance_mm(draft_.points[course[i]], draft_.points[course[i + 1]]);
      if (i + 1 == at) way = whole;
    }
    return whole == 0 ? low : low + (high - low) * way / whole;
  }

  void make_edges() {
    for (const auto& [point, rules] : draft_.point_rules) {
      if (rules.delay_ds == 0) continue;
      delays_.resize(draft_.points.size());
      delays_[point] = rules;
    }
    std::vector<std::pair<std::uint32_t, EdgeRecord>> edges;  // with their source
    for (std::uint32_t r = 0; r < out_.roads.size(); ++r) {
      const RoadRecord& road = out_.roads[r];
      const RoadRules& rules = draft_.roads[pieces_[r].road].rules;
      EdgeRecord edge;
      edge.road = r;
      edge.length = road.length;
      edge.name = road.name;
      edge.road_class = road.road_class;
      edge.flags = road.flags;
      const auto add = [&](std::uint32_t from, std::uint32_t to, VehicleMask access, std::uint8_t speed, bool against) {
        if (access == 0) return;
        edge.target = to;
        edge.access = access;
        edge.speed = std::max<std::uint8_t>(speed, 1);
        edge.against = against ? 1 : 0;
        edge.delay_ds = delay_on(pieces_[r], against);
        edges.emplace_back(from, edge);
      };
      add(road.from, road.to, rules.access_forward, rules.speed_forward, false);
      add(road.to, road.from, rules.access_backward, rules.speed_backward, true);
    }
    std::sort(edges.begin(), edges.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.first, a.second.target, a.second.road, a.second.against) <
             std::tuple(b.first, b.second.target, b.second.road, b.second.against);
    });
    out_.first_edge.assign(out_.nodes.size() + 1, 0);
    for (const auto& [from, edge] : edges) {
      ++out_.first_edge[from + 1];
      RoadRecord& road = out_.roads[edge.road];
      (edge.against != 0 ? road.backward_edge : road.forward_edge) = static_cast<std::uint32_t>(out_.edges.size());
      out_.edges.push_back(edge);
    }
    std::partial_sum(out_.first_edge.begin(), out_.first_edge.end(), out_.first_edge.begin());
  }

  // What those wait who travel a piece: at each of its points but the one where they come onto it.
  std::uint16_t delay_on(const Piece& piece, bool against) const {
    if (delays_.empty()) return 0;
    std::uint32_t sum = 0;
    const bool along_source = against == draft_.roads[piece.road].reversed;
    for (std::uint32_t i = piece.first; i <= piece.last; ++i) {
      if (i == (against ? piece.last : piece.first)) continue;
      const PointRules& rules = delays_[courses_[piece.road][i]];
      if (along_source ? rules.delays_forward : rules.delays_backward) sum += rules.delay_ds;
    }
    return static_cast<std::uint16_t>(std::min<std::uint32_t>(sum, 0xFFFF));
  }

  // Through a barrier nobody of those goes for whom it is closed: every way over it is a forbidden turn.
  void close_barriers() {
    std::vector<VehicleMask> closed(out_.nodes.size());
    bool any = false;
    for (const auto& [point, rules] : draft_.point_rules) {
      if (rules.closed == 0 || node_of_[point] == none) continue;
      closed[node_of_[point]] |= rules.closed;
      any = true;
    }
    for (std::uint32_t in = 0; any && in < out_.edges.size(); ++in) {
      const std::uint32_t node = out_.edges[in].target;
      const auto vehicles = static_cast<VehicleMask>(closed[node] & out_.edges[in].access);
      if (vehicles == 0) continue;
      for (std::uint32_t on = out_.first_edge[node]; on < out_.first_edge[node + 1]; ++on) {
        const auto both = static_cast<VehicleMask>(vehicles & out_.edges[on].access);
        if (out_.edges[on].road != out_.edges[in].road && both != 0) {
          out_.restrictions.push_back({in, 0, on, 0, both, 0});
        }
      }
    }
  }

  std::uint32_t source(std::uint32_t edge) const {
    const EdgeRecord& e = out_.edges[edge];
    return e.against != 0 ? out_.roads[e.road].to : out_.roads[e.road].from;
  }

  void mark_components() {
    out_.node_components.assign(out_.nodes.size(), 0);
    for (std::size_t v = 0; v < vehicle_names.size(); ++v) {
      const VehicleMask mask = mask_of(static_cast<Vehicle>(v));
      std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
      for (std::uint32_t e = 0; e < out_.edges.size(); ++e) {
        if ((out_.edges[e].access & mask) != 0) arcs.emplace_back(source(e), out_.edges[e].target);
      }
      if (arcs.empty()) continue;
      const std::vector<bool> largest = largest_component(static_cast<std::uint32_t>(out_.nodes.size()), arcs);
      for (std::size_t n = 0; n < largest.size(); ++n) {
        if (largest[n]) out_.node_components[n] |= mask;
      }
    }
  }

  static constexpr std::int32_t unknown = std::numeric_limits<std::int32_t>::min();

  const MapDraft& draft_;
  MapContents& out_;
  std::vector<std::vector<std::uint32_t>> courses_;   // of each draft road, tidied
  std::vector<std::uint32_t> node_of_;                // of each draft point
  std::vector<PointRules> delays_;                    // of each draft point; empty where none delays
  std::vector<Piece> pieces_;                         // beside out_.roads
  std::vector<std::vector<std::uint32_t>> roads_of_;  // of each draft road
};

}  // namespace

void build_graph(const MapDraft& draft, MapContents& contents) {
  GraphBuilder(draft, contents).build();
}

}  // namespace pizza::maps
