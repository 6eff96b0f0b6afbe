// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <vector>

namespace pizza {

// (value, key) pairs in ascending order, in short sorted runs: one level of a B-tree, which is all that a shard needs.
class OrderedKeys {
 public:
  void add(std::int64_t value, std::uint64_t key) {
    const Pair pair{value, key};
    if (runs_.empty()) runs_.emplace_back();
    const std::size_t i = run_for(pair);
    Run& run = runs_[i];
    run.insert(run.empty() || run.back() < pair ? run.end() : std::lower_bound(run.begin(), run.end(), pair), pair);
    if (run.size() >= most) split(i);
  }

  void remove(std::int64_t value, std::uint64_t key) {
    const Pair pair{value, key};
    if (runs_.empty()) return;
    const std::size_t i = run_for(pair);
    const auto place = std::lower_bound(runs_[i].begin(), runs_[i].end(), pair);
    if (place == runs_[i].end() || *place != pair) return;
    runs_[i].erase(place);
    if (runs_[i].empty()) runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(i));
  }

  // Keys with first <= value <= last, ascending by (value, key), behind what `keys` holds; at most `limit` of them.
  void find(std::int64_t first, std::int64_t last, std::size_t limit, std::vector<std::uint64_t>& keys) const {
    if (runs_.empty()) return;
    const Pair from{first, 0};
    std::size_t i = run_for(from);
    auto at = std::lower_bound(runs_[i].begin(), runs_[i].end(), from);
    for (; limit > 0; --limit, ++at) {
      if (at == runs_[i].end()) {
        if (++i == runs_.size()) return;
        at = runs_[i].begin();
      }
      if (at->value > last) return;
      keys.push_back(at->key);
    }
  }

 private:
  static constexpr std::size_t most = 256;
  struct Pair {
    std::int64_t value;
    std::uint64_t key;
    friend auto operator<=>(const Pair&, const Pair&) = default;
  };
  using Run = std::vector<Pair>;

  // The last run that begins at or before the pair, else the first. No run is empty, but for a first fresh one.
  std::size_t run_for(const Pair& pair) const {
    if (runs_.back().empty() || runs_.back().front() <= pair) return runs_.size() - 1;
    const auto after =
        std::partition_point(runs_.begin(), runs_.end(), [&](const Run& run) { return run.front() <= pair; });
    return after == runs_.begin() ? 0 : static_cast<std::size_t>(after - runs_.begin()) - 1;
  }

  // A run that grew at its end keeps nearly all: rising values would leave half-empty runs otherwise.
  void split(std::size_t i) {
    const std::size_t keep = i + 1 == runs_.size() ? most - 16 : most / 2;
    Run rest;
    rest.reserve(most);
    rest.assign(runs_[i].begin() + keep, runs_[i].end());
    runs_[i].resize(keep);
    runs_.insert(runs_.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
  }

  std::vector<Run> runs_;
};

}  // namespace pizza
