// SPDX-License-Identifier: Apache-2.0
// Rings and avenues around an old town, and a river from edge to edge that the bridges cross.
#include <algorithm>
#include <map>
#include <utility>

#include "maps/generate/city_plan.h"

namespace pizza::maps {

namespace {

constexpr std::uint32_t first_sectors = 8;
constexpr double beyond = 2'600;  // how far country roads and river go on outside the city, m

enum class Bank : std::uint8_t { Dry, Left, Right };

class SkeletonBuilder {
 public:
  SkeletonBuilder(CityPlan& plan, NameMaker& names, RandomBits random, double radius)
      : plan_(plan), names_(names), random_(random), radius_(radius) {}

  std::vector<PlanCell> build() {
    plan_.radius = radius_;
    place_rings();
    place_knots();
    place_river();
    old_town();
    for (std::uint32_t ring = 0; ring + 1 < rings_.size(); ++ring) {
      for (std::uint32_t slot = 0; slot < rings_[ring].sectors; ++slot) sector_cell(ring, slot);
    }
    bridges();
    country_roads();
    countryside();
    return std::move(cells_);
  }

 private:
  struct Ring {
    double radius;
    std::uint32_t sectors;  // of the belt outside it, and knots on it
    std::string name;
    RoadClass road_class;
  };

  // Where main roads meet. One that lies in the river is two: one on each bank.
  struct Knot {
    Vec at;
    bool in_river = false;
    Vec left, right;
    std::uint32_t point[3] = {none, none, none};  // by Bank
  };

  double jitter(double swing) { return swing * (static_cast<double>(random_.below(2'001)) / 1'000 - 1); }

  void place_rings() {
    double radius = std::min(360.0, radius_ / 4);
    double width = 480;
    std::uint32_t sectors = first_sectors;
    while (true) {
      rings_.push_back({radius, sectors, "", RoadClass::Tertiary});
      if (radius >= radius_) break;
      width = std::min(width + 90, 1'050.0);
      radius += width * (1 + jitter(0.1));
      if (radius_ - radius < width * 0.6) radius = radius_;
      if (radius * 6.28 / sectors > 1'150 && radius < radius_) sectors *= 2;
    }
    rings_.back().sectors = rings_[rings_.size() - 2].sectors;
    for (std::uint32_t i = 0; i < rings_.size(); ++i) {
      rings_[i].name = names_.next(NameMaker::Kind::Ring);
      rings_[i].road_class = i == 0 || i % 2 == 0 ? RoadClass::Secondary : RoadClass::Tertiary;
    }
    const std::size_t bypass = rings_.size() * 3 / 5;
    if (bypass >= 2 && bypass + 1 < rings_.size()) {
      rings_[bypass].road_class = RoadClass::Trunk;
      rings_[bypass].name = names_.words().city_ring;
    }
    rings_.back().road_class = RoadClass::Tertiary;
  }

  void place_knots() {
    const double turn = static_cast<double>(random_.below(1'000)) / 1'000;
    for (std::uint32_t i = 0; i < rings_.size(); ++i) {
      first_knot_.push_back(static_cast<std::uint32_t>(knots_.size()));
      const bool outermost = i + 1 == rings_.size();
      for (std::uint32_t k = 0; k < rings_[i].sectors; ++k) {
        const double angle = turn + (k + jitter(0.11)) / rings_[i].sectors;
        const double reach = rings_[i].radius * (1 + (outermost ? jitter(0.04) : 0)) + jitter(i == 0 ? 25 : 85);
        knots_.push_back({on_circle(angle) * reach, false, {}, {}, {none, none, none}});
      }
    }
  }

  std::uint32_t knot(std::uint32_t ring, std::uint32_t slot) const {
    return first_knot_[ring] + slot % rings_[ring].sectors;
  }
  // The knot of a ring on the avenue that starts at a slot of the innermost ring.
  std::uint32_t knot_on_avenue(std::uint32_t ring, std::uint32_t slot) const {
    return knot(ring, slot * (rings_[ring].sectors / first_sectors));
  }

  // In along one avenue, through the old town, out along another.
  void place_river() {
    inflow_ = random_.below(first_sectors);
    outflow_ = inflow_ + first_sectors / 2 - 1 + random_.below(3);
    for (std::size_t i = rings_.size(); i-- > 0;) {
      chain_.push_back(knot_on_avenue(static_cast<std::uint32_t>(i), inflow_));
    }
    middle_ = static_cast<std::uint32_t>(knots_.size());
    knots_.push_back({Vec{jitter(70), jitter(70)}, false, {}, {}, {none, none, none}});
    chain_.push_back(middle_);
    for (std::uint32_t i = 0; i < rings_.size(); ++i) chain_.push_back(knot_on_avenue(i, outflow_));

    const double half = std::clamp(34 + radius_ / 110, 40.0, 110.0);
    const auto out_from = [&](std::uint32_t k) { return knots_[k].at + unit(knots_[k].at) * beyond; };
    std::vector<Vec> course = {out_from(chain_.front())};
    for (const std::uint32_t k : chain_) course.push_back(knots_[k].at);
    course.push_back(out_from(chain_.back()));
    for (std::size_t i = 0; i < chain_.size(); ++i) {
      Knot& k = knots_[chain_[i]];
      const Vec across = left_of(unit(course[i + 2] - course[i]));
      k.in_river = true;
      k.left = k.at + across * half;
      k.right = k.at - across * half;
    }
    plan_.river = course;
    plan_.river_name = names_.next(NameMaker::Kind::River);
    add_water(course, half - 14);
  }

  void add_water(const std::vector<Vec>& course, double half) {
    std::vector<Vec> left, right;
    for (std::size_t i = 0; i < course.size(); ++i) {
      const Vec before = course[i == 0 ? 0 : i - 1];
      const Vec after = course[i + 1 == course.size() ? i : i + 1];
      const Vec across = left_of(unit(after - before)) * half;
      left.push_back(course[i] + across);
      right.push_back(course[i] - across);
    }
    left.insert(left.end(), right.rbegin(), right.rend());
    plan_.areas.push_back({AreaKind::Water, plan_.river_name, std::move(left)});
  }

  // Which bank a belt's sector lies on. The river runs inward at inflow_; to its left are the sectors after outflow_.
  Bank bank(std::uint32_t ring, std::uint32_t slot) const {
    const std::uint32_t fine = rings_[ring].sectors / first_sectors;
    const std::uint32_t from = inflow_ * fine;
    const std::uint32_t offset = (slot + rings_[ring].sectors - from % rings_[ring].sectors) % rings_[ring].sectors;
    return offset < (outflow_ - inflow_) * fine ? Bank::Right : Bank::Left;
  }

  std::uint32_t point(std::uint32_t knot, Bank bank) {
    Knot& k = knots_[knot];
    if (!k.in_river) bank = Bank::Dry;
    std::uint32_t& id = k.point[static_cast<std::size_t>(bank)];
    if (id == none) {
      id = static_cast<std::uint32_t>(plan_.points.size());
      plan_.points.push_back(bank == Bank::Dry ? k.at : bank == Bank::Left ? k.left : k.right);
    }
    return id;
  }

  std::uint32_t arterial(std::uint32_t a, std::uint32_t b, RoadClass road_class, const std::string& name,
                         std::uint16_t flags = 0) {
    const auto key = std::minmax(a, b);
    const auto [known, added] = known_.try_emplace(key, static_cast<std::uint32_t>(plan_.arterials.size()));
    if (added) plan_.arterials.push_back({a, b, {}, road_class, flags, name});
    return known->second;
  }

  const std::string& avenue_name(std::uint32_t ring, std::uint32_t slot) {
    // An avenue keeps its name from the ring where it starts outward.
    while (ring > 0 && rings_[ring - 1].sectors == rings_[ring].sectors) --ring;
    while (ring > 0 && slot % 2 == 0) {
      slot /= 2;
      --ring;
      while (ring > 0 && rings_[ring - 1].sectors == rings_[ring].sectors) --ring;
    }
    std::string& name = avenues_[{ring, slot}];
    if (name.empty()) name = names_.next(NameMaker::Kind::Avenue);
    return name;
  }

  const std::string& quay_name(Bank bank, bool upstream) {
    std::string& name = quays_[{bank, upstream}];
    if (name.empty()) name = names_.next(NameMaker::Kind::Quay);
    return name;
  }

  // Adds a side to a cell from one knot to the next; along the river it becomes an embankment.
  void add_side(PlanCell& cell, Bank bank, std::uint32_t from, std::uint32_t to, RoadClass road_class,
                const std::string& name) {
    const std::uint32_t a = point(from, bank);
    const std::uint32_t b = point(to, bank);
    const bool quay = knots_[from].in_river && knots_[to].in_river;
    const auto place = [&](std::uint32_t k) { return std::find(chain_.begin(), chain_.end(), k); };
    const bool upstream = quay && std::min(place(from), place(to)) < place(middle_);
    const std::uint32_t id =
        arterial(a, b, quay ? RoadClass::Tertiary : road_class, quay ? quay_name(bank, upstream) : name);
    cell.border.push_back(plan_.points[a]);
    cell.sides.push_back({id, plan_.arterials[id].a != a});
  }

  void old_town() {
    for (const Bank side : {Bank::Right, Bank::Left}) {
      PlanCell cell;
      cell.rings = static_cast<std::uint32_t>(rings_.size());
      const std::uint32_t from = side == Bank::Right ? inflow_ : outflow_;
      const std::uint32_t to = side == Bank::Right ? outflow_ : inflow_ + first_sectors;
      for (std::uint32_t s = from; s < to; ++s) {
        add_side(cell, side, knot(0, s), knot(0, s + 1), rings_[0].road_class, rings_[0].name);
      }
      add_side(cell, side, knot(0, to), middle_, RoadClass::Tertiary, "");
      add_side(cell, side, middle_, knot(0, from), RoadClass::Tertiary, "");
      cells_.push_back(std::move(cell));
    }
    plan_.places.push_back({{}, PlaceKind::Suburb, std::string(names_.words().old_town), 0});
  }

  void sector_cell(std::uint32_t ring, std::uint32_t slot) {
    const Bank side = bank(ring, slot);
    const std::uint32_t ratio = rings_[ring + 1].sectors / rings_[ring].sectors;
    const RoadClass avenue =
        rings_[ring].sectors == first_sectors || slot % 2 == 0 ? RoadClass::Primary : RoadClass::Secondary;
    const RoadClass next_avenue =
        rings_[ring].sectors == first_sectors || slot % 2 == 1 ? RoadClass::Primary : RoadClass::Secondary;
    PlanCell cell;
    cell.ring = ring + 1;
    cell.rings = static_cast<std::uint32_t>(rings_.size());
    add_side(cell, side, knot(ring, slot), knot(ring + 1, slot * ratio), avenue, avenue_name(ring, slot));
    for (std::uint32_t r = 0; r < ratio; ++r) {
      add_side(cell, side, knot(ring + 1, slot * ratio + r), knot(ring + 1, slot * ratio + r + 1),
               rings_[ring + 1].road_class, rings_[ring + 1].name);
    }
    add_side(cell, side, knot(ring + 1, (slot + 1) * ratio), knot(ring, slot + 1), next_avenue,
             avenue_name(ring, (slot + 1) % rings_[ring].sectors));
    add_side(cell, side, knot(ring, slot + 1), knot(ring, slot), rings_[ring].road_class, rings_[ring].name);
    cells_.push_back(std::move(cell));
  }

  void bridges() {
    for (std::size_t i = 0; i < chain_.size(); ++i) {
      const std::size_t from_middle = i > rings_.size() ? i - rings_.size() : rings_.size() - i;
      const RoadClass road_class = from_middle == 0 ? RoadClass::Tertiary : rings_[from_middle - 1].road_class;
      arterial(point(chain_[i], Bank::Left), point(chain_[i], Bank::Right), road_class,
               names_.next(NameMaker::Kind::Bridge), road_flag::bridge);
    }
  }

  void country_roads() {
    const auto outer = static_cast<std::uint32_t>(rings_.size() - 1);
    for (std::uint32_t s = 0; s < first_sectors; ++s) {
      const std::uint32_t k = knot_on_avenue(outer, s);
      if (knots_[k].in_river) continue;
      const auto end = static_cast<std::uint32_t>(plan_.points.size());
      plan_.points.push_back(knots_[k].at + unit(knots_[k].at) * (beyond - 300));
      arterial(point(k, Bank::Dry), end, RoadClass::Primary, avenue_name(0, s));
    }
  }

  // Fields, meadows and woods behind the outermost ring, so that the city does not end in nothing.
  void countryside() {
    const auto outer = static_cast<std::uint32_t>(rings_.size() - 1);
    for (std::uint32_t s = 0; s < rings_[outer].sectors; ++s) {
      const Knot& from = knots_[knot(outer, s)];
      const Knot& to = knots_[knot(outer, s + 1)];
      if (from.in_river || to.in_river) continue;
      double near = 60;
      for (int row = 0; row < 3; ++row) {
        const double far = near + 350 + random_.below(700);
        const double left = 0.04 + random_.below(12) / 100.0, right = 0.84 + random_.below(12) / 100.0;
        const auto at = [&](double share, double out) {
          const Vec edge = mix(from.at, to.at, share);
          return edge + unit(edge) * out;
        };
        const std::uint32_t chance = random_.below(1'000);
        if (chance < 470) {
          const double skew = jitter(90);
          plan_.areas.push_back({chance < 190 ? AreaKind::Wood : AreaKind::Green,
                                 "",
                                 {at(left, near), at(left, far - skew), at(0.5, far + jitter(60)),
                                  at(right, far + skew), at(right, near)}});
        }
        near = far + 90 + random_.below(120);
      }
    }
  }

  CityPlan& plan_;
  NameMaker& names_;
  RandomBits random_;
  double radius_;
  std::vector<Ring> rings_;
  std::vector<Knot> knots_;
  std::vector<std::uint32_t> first_knot_;   // of each ring
  std::uint32_t inflow_ = 0, outflow_ = 0;  // slots of the innermost ring; outflow_ may go beyond a full turn
  std::uint32_t middle_ = 0;                // the knot in the middle of the old town
  std::vector<std::uint32_t> chain_;        // the river's knots, downstream
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> known_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> avenues_;
  std::map<std::pair<Bank, bool>, std::string> quays_;
  std::vector<PlanCell> cells_;
};

}  // namespace

std::vector<PlanCell> plan_skeleton(CityPlan& plan, NameMaker& names, RandomBits random, double radius) {
  return SkeletonBuilder(plan, names, random, radius).build();
}

}  // namespace pizza::maps
