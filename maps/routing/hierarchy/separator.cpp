// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/separator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "maps/map_format.h"

namespace pizza::maps {

namespace {

// Integer directions spread over the half circle.
constexpr std::array<std::pair<std::int64_t, std::int64_t>, 8> directions = {
    {{0, 1}, {1, 0}, {1, 1}, {1, -1}, {1, 2}, {2, -1}, {2, 1}, {1, -2}}};
constexpr std::uint32_t outer_percent = 30;

}  // namespace

void SeparatorFinder::divide(const Piece& piece, std::int64_t lat_factor, std::int64_t lon_factor) {
  const std::uint32_t count = graph_->size();
  keys_.resize(count);
  sorted_.resize(count);
  for (std::uint32_t v = 0; v < count; ++v) {
    keys_[v] = piece.places[v].lat * lat_factor + piece.places[v].lon * lon_factor;
    sorted_[v] = v;
  }
  const auto before = [&](std::uint32_t a, std::uint32_t b) { return std::pair(keys_[a], a) < std::pair(keys_[b], b); };
  const std::uint32_t outer =
      std::max<std::uint32_t>(1, static_cast<std::uint32_t>(std::uint64_t{count} * outer_percent / 100));
  std::nth_element(sorted_.begin(), sorted_.begin() + outer, sorted_.end(), before);
  std::nth_element(sorted_.begin() + outer, sorted_.end() - outer, sorted_.end(), before);
  side_.assign(count, Side::Middle);
  for (std::uint32_t i = 0; i < outer; ++i) side_[sorted_[i]] = Side::Source;
  for (std::uint32_t i = count - outer; i < count; ++i) side_[sorted_[i]] = Side::Target;
  taken_.clear();
  for (std::uint32_t v = 0; v < count; ++v) {
    if (side_[v] != Side::Source) continue;
    const auto around = graph_->of(v);
    if (std::any_of(around.begin(), around.end(), [&](std::uint32_t w) { return side_[w] == Side::Target; })) {
      side_[v] = Side::Taken;
      taken_.push_back(v);
    }
  }
  flow_from_.assign(count, none);
  flow_to_.assign(count, none);
  sources_ = borders(Side::Source);
  targets_ = borders(Side::Target);
}

std::vector<std::uint32_t> SeparatorFinder::borders(Side side) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t v = 0; v < graph_->size(); ++v) {
    if (side_[v] != side) continue;
    const auto around = graph_->of(v);
    if (std::any_of(around.begin(), around.end(), [&](std::uint32_t w) { return side_[w] == Side::Middle; })) {
      found.push_back(v);
    }
  }
  return found;
}

void SeparatorFinder::visit(std::uint32_t half) {
  if (seen(half)) return;
  seen_[half] = round_;
  queue_.push_back(half);
}

void SeparatorFinder::reach(const Sight& sight, const std::vector<std::uint32_t>& starts) {
  ++round_;
  queue_.clear();
  const std::uint32_t exit = 1 - sight.entry;
  for (const std::uint32_t v : starts) visit(2 * v + exit);
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    const std::uint32_t half = queue_[i];
    const std::uint32_t v = half / 2;
    const std::uint32_t before = (*sight.before)[v];
    if (half % 2 == sight.entry) {
      if (before == none) {
        visit(2 * v + exit);
      } else if (side_[before] == Side::Middle) {
        visit(2 * before + exit);
      }
      continue;
    }
    for (const std::uint32_t w : graph_->of(v)) {
      if (side_[w] == Side::Middle && (*sight.after)[v] != w) visit(2 * w + sight.entry);
    }
    if (before != none) visit(2 * v + sight.entry);
  }
}

// The next half vertex on a way from `half`, none when there is no more; at the target remembers it and returns `half`.
std::uint32_t SeparatorFinder::step(std::uint32_t half) {
  if (half % 2 != 0) return step_out(half);
  if (next_[half]++ != 0) return none;
  const std::uint32_t before = flow_from_[half / 2];
  if (before == none) return seen(half + 1) ? none : half + 1;
  return side_[before] != Side::Middle || seen(2 * before + 1) ? none : 2 * before + 1;
}

// Choices: the neighbours further along first, then the others, then back along the flow through the vertex itself.
std::uint32_t SeparatorFinder::step_out(std::uint32_t half) {
  const std::uint32_t v = half / 2;
  const auto around = graph_->of(v);
  const auto count = static_cast<std::uint32_t>(around.size());
  while (next_[half] < 2 * count) {
    const std::uint32_t choice = next_[half]++;
    const std::uint32_t w = around[choice % count];
    if ((keys_[w] > keys_[v]) != (choice < count)) continue;
    if (side_[w] == Side::Target) {
      reached_target_ = w;
      return half;
    }
    if (side_[w] == Side::Middle && flow_to_[v] != w && !seen(2 * w)) return 2 * w;
  }
  if (next_[half]++ == 2 * count && flow_from_[v] != none && !seen(half - 1)) return half - 1;
  return none;
}

void SeparatorFinder::take_way(std::uint32_t target) {
  for (std::size_t i = 0; i + 1 < way_.size(); ++i) {
    const std::uint32_t v = way_[i] / 2;
    const std::uint32_t w = way_[i + 1] / 2;
    if (way_[i] % 2 == 0) continue;  // within a vertex, or back along flow that is taken from elsewhere now
    if (v == w) {
      flow_from_[v] = none;
      flow_to_[v] = none;
      continue;
    }
    if (side_[v] == Side::Middle) flow_to_[v] = w;
    flow_from_[w] = v;
  }
  const std::uint32_t last = way_.back() / 2;
  if (side_[last] == Side::Middle) flow_to_[last] = target;
}

bool SeparatorFinder::send_from(std::uint32_t source) {
  way_.assign(1, 2 * source + 1);
  while (!way_.empty()) {
    const std::uint32_t half = way_.back();
    if (!seen(half)) {
      seen_[half] = round_;
      next_[half] = 0;
    }
    const std::uint32_t to = step(half);
    if (to == half) {
      take_way(reached_target_);
      return true;
    }
    if (to != none) {
      way_.push_back(to);
    } else {
      way_.pop_back();
    }
  }
  return false;
}

std::uint32_t SeparatorFinder::send_all(std::uint32_t limit) {
  std::uint32_t sent = 0;
  for (bool more = true; more && sent <= limit;) {
    more = false;
    ++round_;
    for (const std::uint32_t v : sources_) {
      while (sent <= limit && send_from(v)) {
        ++sent;
        more = true;
      }
    }
  }
  return sent;
}

bool SeparatorFinder::consider_cut(const Sight& sight) {
  std::uint32_t near = 0;
  std::vector<std::uint32_t> cut = taken_;
  for (std::uint32_t v = 0; v < graph_->size(); ++v) {
    if (side_[v] == sight.from) ++near;
    if (side_[v] != Side::Middle) continue;
    if (seen(2 * v + 1 - sight.entry)) {
      ++near;
    } else if (seen(2 * v + sight.entry)) {
      cut.push_back(v);
    }
  }
  const std::uint32_t larger = std::max(near, graph_->size() - near - static_cast<std::uint32_t>(cut.size()));
  if (best_larger_side_ != 0 && std::pair(best_.size(), best_larger_side_) <= std::pair(cut.size(), larger))
    return false;
  best_ = std::move(cut);
  best_larger_side_ = larger;
  return true;
}

bool SeparatorFinder::keep_if_better() {
  // The last round of the flow reached all that lies before the cut nearest to the source.
  const Sight ahead{Side::Source, Side::Target, 0, &flow_from_, &flow_to_};
  const Sight back{Side::Target, Side::Source, 1, &flow_to_, &flow_from_};
  const bool near = consider_cut(ahead);
  reach(back, targets_);
  return consider_cut(back) || near;
}

std::vector<std::uint32_t> SeparatorFinder::find(const Piece& piece) {
  graph_ = &piece.graph;
  seen_.assign(std::size_t{2} * graph_->size(), 0);
  next_.resize(seen_.size());
  round_ = 0;
  best_.clear();
  best_larger_side_ = 0;
  std::pair<std::int64_t, std::int64_t> best_direction = directions.front();
  for (const auto& [lat, lon] : directions) {
    divide(piece, lat, lon);
    const auto forced = static_cast<std::uint32_t>(taken_.size());
    const std::uint32_t most = best_larger_side_ == 0 ? graph_->size() : static_cast<std::uint32_t>(best_.size());
    if (forced > most) continue;
    const std::uint32_t sent = send_all(most - forced);
    if (sent + forced <= most && keep_if_better()) best_direction = {lat, lon};
  }
  // The cut runs across the direction that found it.
  const auto [lat, lon] = best_direction;
  const auto along = [&](std::uint32_t v) {
    return std::pair(piece.places[v].lat * lon - piece.places[v].lon * lat, v);
  };
  std::sort(best_.begin(), best_.end(), [&](std::uint32_t a, std::uint32_t b) { return along(a) < along(b); });
  return std::move(best_);
}

}  // namespace pizza::maps
