// SPDX-License-Identifier: Apache-2.0
#include "maps/tiles/line_shapes.h"

#include <algorithm>
#include <utility>

namespace pizza::maps {

namespace {

// `part` of the way from `from` to `to`, a fraction num/den in 0..1, rounded to the nearest unit.
std::int32_t between(std::int32_t from, std::int32_t to, std::int64_t num, std::int64_t den) {
  const std::int64_t way = (std::int64_t{to} - from) * num;
  const std::int64_t rounded = way >= 0 ? (way + den / 2) / den : -((-way + den / 2) / den);
  return static_cast<std::int32_t>(from + rounded);
}

struct Fraction {
  std::int64_t num, den;  // den > 0
  friend bool operator<(const Fraction& a, const Fraction& b) { return a.num * b.den < b.num * a.den; }
};

// Shortens [enter, leave] to where `offset + slope·t` is not negative; false when nothing is left.
bool shorten(std::int64_t offset, std::int64_t slope, Fraction& enter, Fraction& leave) {
  if (slope == 0) return offset >= 0;
  if (slope > 0) {
    const Fraction at{-offset, slope};
    if (enter < at) enter = at;
  } else {
    const Fraction at{offset, -slope};
    if (at < leave) leave = at;
  }
  return !(leave < enter);
}

// The stretch from a to b inside the box.
bool cut_stretch(TilePoint a, TilePoint b, CutBox box, TilePoint& from, TilePoint& to) {
  const std::int64_t dx = std::int64_t{b.x} - a.x, dy = std::int64_t{b.y} - a.y;
  Fraction enter{0, 1}, leave{1, 1};
  if (!shorten(std::int64_t{a.x} - box.least.x, dx, enter, leave)) return false;
  if (!shorten(std::int64_t{box.most.x} - a.x, -dx, enter, leave)) return false;
  if (!shorten(std::int64_t{a.y} - box.least.y, dy, enter, leave)) return false;
  if (!shorten(std::int64_t{box.most.y} - a.y, -dy, enter, leave)) return false;
  from = {between(a.x, b.x, enter.num, enter.den), between(a.y, b.y, enter.num, enter.den)};
  to = {between(a.x, b.x, leave.num, leave.den), between(a.y, b.y, leave.num, leave.den)};
  return true;
}

enum class Edge { Left, Right, Top, Bottom };

std::int64_t inside(TilePoint p, Edge edge, CutBox box) {
  switch (edge) {
    case Edge::Left:
      return std::int64_t{p.x} - box.least.x;
    case Edge::Right:
      return std::int64_t{box.most.x} - p.x;
    case Edge::Top:
      return std::int64_t{p.y} - box.least.y;
    default:
      return std::int64_t{box.most.y} - p.y;
  }
}

// The square of the distance from p to the stretch a-b, rounded down.
std::int64_t distance2(TilePoint a, TilePoint b, TilePoint p) {
  const std::int64_t dx = std::int64_t{b.x} - a.x, dy = std::int64_t{b.y} - a.y;
  const std::int64_t px = std::int64_t{p.x} - a.x, py = std::int64_t{p.y} - a.y;
  const std::int64_t length2 = dx * dx + dy * dy;
  const std::int64_t along = px * dx + py * dy;
  if (length2 == 0 || along <= 0) return px * px + py * py;
  if (along >= length2) return (px - dx) * (px - dx) + (py - dy) * (py - dy);
  const auto cross = static_cast<double>(px * dy - py * dx);
  return static_cast<std::int64_t>(cross * cross / static_cast<double>(length2));
}

// Marks the points between `first` and `last` that must stay.
void mark(const TileLineString& line, std::size_t first, std::size_t last, std::int64_t tolerance2,
          std::vector<bool>& stays) {
  std::vector<std::pair<std::size_t, std::size_t>> open{{first, last}};
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    std::int64_t furthest = tolerance2;
    std::size_t at = from;
    for (std::size_t i = from + 1; i < to; ++i) {
      const std::int64_t here = distance2(line[from], line[to], line[i]);
      if (here <= furthest) continue;
      furthest = here;
      at = i;
    }
    if (at == from) continue;
    stays[at] = true;
    open.push_back({from, at});
    open.push_back({at, to});
  }
}

TileLineString kept(const TileLineString& line, const std::vector<bool>& stays) {
  TileLineString left;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (stays[i] && (left.empty() || left.back() != line[i])) left.push_back(line[i]);
  return left;
}

}  // namespace

std::vector<TileLineString> cut_line(const TileLineString& line, CutBox box) {
  std::vector<TileLineString> parts;
  bool going_on = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    TilePoint from, to;
    if (!cut_stretch(line[i - 1], line[i], box, from, to)) {
      going_on = false;
      continue;
    }
    if (!going_on) parts.push_back({from});
    if (parts.back().back() != to) parts.back().push_back(to);
    going_on = to == line[i];
  }
  std::erase_if(parts, [](const TileLineString& part) { return part.size() < 2; });
  return parts;
}

TileLineString cut_ring(const TileLineString& ring, CutBox box) {
  TileLineString now = ring;
  for (const Edge edge : {Edge::Left, Edge::Right, Edge::Top, Edge::Bottom}) {
    TileLineString next;
    for (std::size_t i = 0; i < now.size(); ++i) {
      const TilePoint a = now[i], b = now[(i + 1) % now.size()];
      const std::int64_t in_a = inside(a, edge, box), in_b = inside(b, edge, box);
      if (in_a >= 0) next.push_back(a);
      if ((in_a >= 0) == (in_b >= 0)) continue;
      const std::int64_t num = in_a >= 0 ? in_a : -in_a, den = num + (in_b >= 0 ? in_b : -in_b);
      next.push_back({between(a.x, b.x, num, den), between(a.y, b.y, num, den)});
    }
    now = std::move(next);
    if (now.size() < 3) return {};
  }
  return now;
}

TileLineString simplify_line(const TileLineString& line, std::int32_t tolerance) {
  if (line.size() < 2) return line;
  std::vector<bool> stays(line.size());
  stays.front() = stays.back() = true;
  mark(line, 0, line.size() - 1, std::int64_t{tolerance} * tolerance, stays);
  return kept(line, stays);
}

TileLineString simplify_ring(const TileLineString& ring, std::int32_t tolerance) {
  if (ring.size() < 3) return {};
  TileLineString closed = ring;
  closed.push_back(ring.front());
  std::size_t opposite = 0;
  std::int64_t furthest = -1;
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const std::int64_t dx = std::int64_t{ring[i].x} - ring[0].x, dy = std::int64_t{ring[i].y} - ring[0].y;
    if (dx * dx + dy * dy <= furthest) continue;
    furthest = dx * dx + dy * dy;
    opposite = i;
  }
  std::vector<bool> stays(closed.size());
  stays.front() = stays[opposite] = true;
  const std::int64_t tolerance2 = std::int64_t{tolerance} * tolerance;
  mark(closed, 0, opposite, tolerance2, stays);
  mark(closed, opposite, closed.size() - 1, tolerance2, stays);
  TileLineString left = kept(closed, stays);
  if (left.size() > 1 && left.front() == left.back()) left.pop_back();
  return left.size() < 3 ? TileLineString{} : left;
}

}  // namespace pizza::maps
