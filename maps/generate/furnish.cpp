// SPDX-License-Identifier: Apache-2.0
#include "maps/generate/furnish.h"

#include <algorithm>

namespace pizza::maps {

namespace {

// A place in a block: u, v in 0..1 from its first corner.
Vec in_block(const PlanBlock& block, double u, double v) {
  const auto& c = block.corners;
  return mix(mix(c[0], c[1], u), mix(c[3], c[2], u), v);
}

std::vector<Vec> rectangle(const PlanBlock& block, double u0, double v0, double u1, double v1) {
  return {in_block(block, u0, v0), in_block(block, u1, v0), in_block(block, u1, v1), in_block(block, u0, v1)};
}

class BlockBuilder {
 public:
  BlockBuilder(CityPlan& plan, RandomBits& random, const PlanBlock& block, int most)
      : plan_(plan), random_(random), block_(block), most_(most) {
    wide_ = std::min(length(block.corners[1] - block.corners[0]), length(block.corners[2] - block.corners[3]));
    high_ = std::min(length(block.corners[3] - block.corners[0]), length(block.corners[2] - block.corners[1]));
  }

  void build() {
    if (wide_ < 32 || high_ < 32) return;
    u_ = 8 / wide_;
    v_ = 8 / high_;
    if (block_.use == BlockUse::Green) {
      plan_.areas.push_back({AreaKind::Green, "", rectangle(block_, u_, v_, 1 - u_, 1 - v_)});
    } else if (most_ <= 1) {
      add(u_, v_, 1 - u_, 1 - v_);
    } else if (block_.use == BlockUse::Courtyard) {
      courtyard();
    } else {
      houses(block_.use == BlockUse::Rows ? 1.0 : 0.62);
    }
  }

 private:
  void add(double u0, double v0, double u1, double v1) {
    std::vector<Vec> house = rectangle(block_, u0, v0, u1, v1);
    if (most_ <= 1 || !in_the_way(house)) plan_.areas.push_back({AreaKind::Building, "", std::move(house)});
  }

  // Of the dead end that leads into the block.
  bool in_the_way(const std::vector<Vec>& house) const {
    const auto& [from, to] = block_.close;
    if (from == to) return false;
    for (std::size_t i = 0; i < house.size(); ++i) {
      const Vec a = house[i], b = house[(i + 1) % house.size()];
      if (crossing(a, b, from, to) || distance_to_segment(a, from, to) < 6 || distance_to_segment(to, a, b) < 6 ||
          distance_to_segment(from, a, b) < 6)
        return true;
    }
    return inside(house, to);
  }

  double part(double least, double most) { return least + (most - least) * random_.below(1'001) / 1'000; }

  // Four wings around a yard, each of its own depth, with a gate between two of them.
  void courtyard() {
    const double south = part(11, 15) / high_, north = part(11, 15) / high_;
    const double west = part(11, 15) / wide_, east = part(11, 15) / wide_;
    const double gate = 4 / wide_;
    add(u_, v_, 1 - u_, v_ + south);
    add(u_, 1 - v_ - north, 1 - u_ - (random_.chance(300) ? part(8, 20) / wide_ : 0), 1 - v_);
    add(u_, v_ + south, u_ + west, 1 - v_ - north);
    if (!random_.chance(200)) add(1 - u_ - east, v_ + south + gate, 1 - u_, 1 - v_ - north - gate);
  }

  // Two rows along the longer sides.
  void houses(double share) {
    const bool along = wide_ >= high_;
    const double size = along ? wide_ : high_;
    const double depth_of_block = along ? high_ : wide_;
    const int count = std::clamp(static_cast<int>(size / 21), 1, std::max(1, most_ / 2));
    const double margin = 9 / depth_of_block;
    const double depth = std::min(12 / depth_of_block, 0.5 - margin - 0.04);
    if (depth <= 0) return;
    const double step = (1 - 2 * 8 / size) / count;
    for (int i = 0; i < count; ++i) {
      for (const bool far : {false, true}) {
        if (random_.chance(70)) continue;
        const double begin = 8 / size + step * i + step * (1 - share) * part(0.2, 0.8);
        const double end = begin + step * share * (share < 1 ? 1 : 0.94);
        const double low = far ? 1 - margin - depth * part(0.75, 1) : margin;
        const double high = far ? 1 - margin : margin + depth * part(0.75, 1);
        along ? add(begin, low, end, high) : add(low, begin, high, end);
      }
    }
  }

  CityPlan& plan_;
  RandomBits& random_;
  const PlanBlock& block_;
  int most_;
  double wide_ = 0, high_ = 0;  // m
  double u_ = 0, v_ = 0;        // the pavement's share
};

}  // namespace

void add_houses(CityPlan& plan, RandomBits random, int per_block) {
  for (const PlanBlock& block : plan.blocks) BlockBuilder(plan, random, block, per_block).build();
  if (per_block <= 1) return;
  for (const auto& house : plan.frontage) {
    plan.areas.push_back({AreaKind::Building, "", {house.begin(), house.end()}});
  }
}

std::vector<PlanAddress> plan_addresses(const CityPlan& plan, const std::vector<PlanStreet>& streets, double gap) {
  std::vector<PlanAddress> addresses;
  for (std::uint32_t s = 0; s < streets.size(); ++s) {
    const PlanStreet& street = streets[s];
    if (street.name.empty() || street.road_class == RoadClass::Trunk || street.road_class == RoadClass::Path) continue;
    double until_next = gap / 2;
    std::uint32_t number = 1;
    for (std::size_t i = 1; i < street.points.size(); ++i) {
      const Vec a = plan.points[street.points[i - 1]];
      const Vec b = plan.points[street.points[i]];
      const double size = length(b - a);
      const Vec aside = left_of(unit(b - a)) * 11;
      for (; until_next < size; until_next += gap) {
        const Vec at = mix(a, b, until_next / size);
        addresses.push_back({at + aside, s, number});
        addresses.push_back({at - aside, s, number + 1});
        number += 2;
      }
      until_next -= size;
    }
  }
  return addresses;
}

std::vector<PlanKitchen> plan_kitchens(const CityPlan& plan, NameMaker& names, RandomBits random,
                                       const std::vector<PlanAddress>& addresses, std::size_t count) {
  std::vector<PlanKitchen> kitchens;
  if (addresses.empty()) return kitchens;
  std::vector<bool> taken(addresses.size());
  // Draws are refused the more often the farther out they fall.
  for (std::size_t tries = 0; kitchens.size() < count && tries < count * 40; ++tries) {
    const std::uint32_t i = random.below(addresses.size());
    const double out = length(addresses[i].at) / plan.radius;
    const auto welcome = static_cast<std::uint32_t>(std::clamp(1'000 - 1'250 * out, 120.0, 1'000.0));
    if (taken[i] || !random.chance(welcome)) continue;
    taken[i] = true;
    const bool pizza = kitchens.size() % 4 == 0;
    const PoiKind kind = pizza ? PoiKind::Pizzeria : random.chance(250) ? PoiKind::FastFood : PoiKind::Restaurant;
    kitchens.push_back(
        {addresses[i].at, kind, names.next(pizza ? NameMaker::Kind::Pizzeria : NameMaker::Kind::Restaurant)});
  }
  return kitchens;
}

}  // namespace pizza::maps
