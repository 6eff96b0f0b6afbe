// SPDX-License-Identifier: Apache-2.0
// The streets of one quarter: a grid of its own grain and direction, cut at the main roads around it, with gaps, parks
// and dead ends.
#include <algorithm>
#include <utility>

#include "maps/generate/city_plan.h"

namespace pizza::maps {

namespace {

// What a quarter is like, from the old town outward.
struct Grain {
  double spacing;         // m between streets
  double jitter;          // share of the spacing
  std::uint32_t open;     // permille of street ends that reach the main road
  std::uint32_t missing;  // permille of street pieces left out
  std::uint32_t oneway;   // permille of streets
  std::uint32_t closes;   // permille of street pieces that a dead end leaves
  BlockUse use;
};

// Shares of junctions, dead ends and crossings come out as real cities have them (city_test.cpp): fewer crossings and
// more dead ends outward.
Grain grain_of(const PlanCell& cell, RandomBits& random) {
  if (cell.ring == 0) return {58, 0.17, 850, 220, 420, 80, BlockUse::Courtyard};
  const double coarse = std::min(66.0 + 8.0 * cell.ring, 118.0) * (0.88 + random.below(25) / 100.0);
  if (cell.ring <= 2) return {coarse, 0.06, 850, 180, 450, 90, BlockUse::Courtyard};
  if (cell.ring <= 4) return {coarse, 0.07, 750, 200, 220, 100, BlockUse::Rows};
  return {coarse, 0.09, 600, 230, 40, 130, BlockUse::Houses};
}

class DistrictBuilder {
 public:
  DistrictBuilder(CityPlan& plan, NameMaker& names, RandomBits random, const PlanCell& cell)
      : plan_(plan), names_(names), random_(random), cell_(cell), grain_(grain_of(cell, random_)) {}

  void build() {
    for (const Vec p : cell_.border) middle_ = middle_ + p * (1.0 / static_cast<double>(cell_.border.size()));
    if (cell_.ring > 0) plan_.places.push_back({middle_, place_kind(), names_.next(NameMaker::Kind::District), 0});
    if (cell_.ring + 1 == cell_.rings && random_.chance(330)) {
      open_country();
      return;
    }
    plan_.areas.push_back({AreaKind::Residential, "", cell_.border});
    add_demand();
    lay_grid();
    lay_park();
    lay_streets(true);
    lay_streets(false);
    lay_blocks();
    for (std::size_t i = 0; i < cell_.sides.size(); ++i) lay_frontage(i);
  }

 private:
  struct Spot {
    Vec at;
    std::uint32_t point = none;
    bool valid = false;
  };

  PlaceKind place_kind() const { return cell_.ring <= 3 ? PlaceKind::Neighbourhood : PlaceKind::Suburb; }

  // A quarter is lived in the less densely the farther out it lies, and no two alike.
  void add_demand() {
    double twice_area = 0;
    for (std::size_t i = 0; i < cell_.border.size(); ++i) {
      twice_area += cross(cell_.border[i], cell_.border[(i + 1) % cell_.border.size()]);
    }
    const double out = length(middle_) / plan_.radius;
    const double density = (0.7 + random_.below(601) / 1'000.0) / (1 + 6 * out * out);
    // The old town's two halves have one name.
    plan_.places[cell_.ring > 0 ? plan_.places.size() - 1 : 0].demand += twice_area / 2 * density;
  }

  // Woods and meadows instead of streets.
  void open_country() {
    std::vector<Vec> ring;
    for (const Vec p : cell_.border) ring.push_back(mix(p, middle_, 0.06));
    plan_.areas.push_back({random_.chance(500) ? AreaKind::Wood : AreaKind::Green, "", std::move(ring)});
  }

  // Along the longest side, most times turned a little.
  Vec direction() {
    Vec best{1, 0};
    double longest = 0;
    for (std::size_t i = 0; i < cell_.border.size(); ++i) {
      const Vec side = cell_.border[(i + 1) % cell_.border.size()] - cell_.border[i];
      if (length(side) <= longest) continue;
      longest = length(side);
      best = side;
    }
    const double t = random_.chance(350) ? 0 : static_cast<double>(random_.between(-160, 160)) / 1'000;
    const Vec turn{1 - t * t, 2 * t};  // the direction at twice the arc tangent of t
    return unit({best.x * turn.x - best.y * turn.y, best.x * turn.y + best.y * turn.x});
  }

  std::vector<double> offsets(double from, double to) {
    std::vector<double> found;
    for (double at = from + grain_.spacing * 0.5; at < to;
         at += grain_.spacing * (0.78 + static_cast<double>(random_.below(60)) / 100)) {
      found.push_back(at);
    }
    return found;
  }

  void lay_grid() {
    const Vec u = direction();
    const Vec v = left_of(u);
    double u0 = 1e9, u1 = -1e9, v0 = 1e9, v1 = -1e9;
    for (const Vec p : cell_.border) {
      u0 = std::min(u0, dot(p - middle_, u));
      u1 = std::max(u1, dot(p - middle_, u));
      v0 = std::min(v0, dot(p - middle_, v));
      v1 = std::max(v1, dot(p - middle_, v));
    }
    const std::vector<double> along = offsets(u0, u1);
    const std::vector<double> across = offsets(v0, v1);
    columns_ = static_cast<std::int32_t>(along.size());
    rows_ = static_cast<std::int32_t>(across.size());
    const double swing = grain_.spacing * grain_.jitter;
    for (const double y : across) {
      for (const double x : along) {
        const double dx = swing * (static_cast<double>(random_.below(2'001)) / 1'000 - 1);
        const double dy = swing * (static_cast<double>(random_.below(2'001)) / 1'000 - 1);
        const Vec at = middle_ + u * (x + dx) + v * (y + dy);
        spots_.push_back({at, none, well_inside(at)});
      }
    }
  }

  bool well_inside(Vec p) const {
    if (!inside(cell_.border, p)) return false;
    for (std::size_t i = 0; i < cell_.border.size(); ++i) {
      if (distance_to_segment(p, cell_.border[i], cell_.border[(i + 1) % cell_.border.size()]) < 30) return false;
    }
    return true;
  }

  Spot* spot(std::int32_t column, std::int32_t row) {
    if (column < 0 || row < 0 || column >= columns_ || row >= rows_) return nullptr;
    return &spots_[static_cast<std::size_t>(row) * columns_ + column];
  }

  bool all_valid(std::int32_t column, std::int32_t row, std::int32_t wide, std::int32_t high) {
    for (std::int32_t r = row; r <= row + high; ++r) {
      for (std::int32_t c = column; c <= column + wide; ++c) {
        const Spot* s = spot(c, r);
        if (s == nullptr || !s->valid) return false;
      }
    }
    return true;
  }

  void lay_park() {
    if (!random_.chance(cell_.ring == 0 ? 300 : 560) || columns_ < 4 || rows_ < 4) return;
    const std::int32_t wide = 1 + static_cast<std::int32_t>(random_.below(3));
    const std::int32_t high = 1 + static_cast<std::int32_t>(random_.below(3));
    const auto column = static_cast<std::int32_t>(random_.below(static_cast<std::uint64_t>(columns_)));
    const auto row = static_cast<std::int32_t>(random_.below(static_cast<std::uint64_t>(rows_)));
    if (!all_valid(column, row, wide, high)) return;
    park_ = {column, row, wide, high};
    const auto at = [&](std::int32_t c, std::int32_t r) { return spot(c, r)->at; };
    const std::array<Vec, 4> corners = {at(column, row), at(column + wide, row), at(column + wide, row + high),
                                        at(column, row + high)};
    Vec heart{};
    for (const Vec c : corners) heart = heart + c * 0.25;
    std::vector<Vec> green, pond;
    for (const Vec c : corners) {
      green.push_back(c + unit(heart - c) * 8);
      pond.push_back(mix(heart, c, 0.22));
    }
    plan_.areas.push_back({AreaKind::Green, names_.next(NameMaker::Kind::Park), green});
    if (wide + high >= 4) {
      // An eight-cornered pond: the corners of the square, cut.
      std::vector<Vec> round;
      for (std::size_t i = 0; i < 4; ++i) {
        round.push_back(mix(pond[i], pond[(i + 1) % 4], 0.3));
        round.push_back(mix(pond[i], pond[(i + 1) % 4], 0.7));
      }
      plan_.areas.push_back({AreaKind::Water, "", round});
    }
    plan_.streets.push_back({{point(*spot(column, row)), bend(corners[0], corners[2], 0.3),
                              bend(corners[0], corners[2], 0.7), point(*spot(column + wide, row + high))},
                             RoadClass::Path,
                             false,
                             ""});
  }

  // A point off the straight way, so that a park's path winds.
  std::uint32_t bend(Vec a, Vec b, double share) {
    plan_.points.push_back(mix(a, b, share) + left_of(b - a) * (share < 0.5 ? 0.16 : -0.16));
    return static_cast<std::uint32_t>(plan_.points.size() - 1);
  }

  // Strictly inside the park.
  bool in_park(std::int32_t column, std::int32_t row) const {
    return column > park_[0] && column < park_[0] + park_[2] && row > park_[1] && row < park_[1] + park_[3];
  }
  // The piece to the next spot runs through the park.
  bool cut_by_park(std::int32_t column, std::int32_t row, bool along) const {
    if (park_[2] == 0) return false;
    if (along) {
      return row > park_[1] && row < park_[1] + park_[3] && column >= park_[0] && column < park_[0] + park_[2];
    }
    return column > park_[0] && column < park_[0] + park_[2] && row >= park_[1] && row < park_[1] + park_[3];
  }

  std::uint32_t point(Spot& spot) {
    if (spot.point == none) {
      spot.point = static_cast<std::uint32_t>(plan_.points.size());
      plan_.points.push_back(spot.at);
    }
    return spot.point;
  }

  // All streets of one direction. Each line is one street with one name, in as many pieces as its gaps leave.
  void lay_streets(bool along) {
    const std::int32_t lines = along ? rows_ : columns_;
    const std::int32_t steps = along ? columns_ : rows_;
    const std::int32_t main = lines / 2;
    for (std::int32_t line = 0; line < lines; ++line) {
      PlanStreet street;
      street.road_class = line == main && cell_.ring > 1     ? RoadClass::Tertiary
                          : cell_.ring == 0 && line % 3 == 0 ? RoadClass::LivingStreet
                                                             : RoadClass::Residential;
      street.oneway = street.road_class != RoadClass::Tertiary && random_.chance(grain_.oneway);
      const bool turned = line % 2 == 1;
      const auto finish = [&] {
        if (street.points.size() >= 2) {
          if (street.name.empty()) street.name = names_.next(NameMaker::Kind::Street);
          if (turned && street.oneway) std::reverse(street.points.begin(), street.points.end());
          plan_.streets.push_back(street);
        }
        street.points.clear();
      };
      for (std::int32_t step = 0; step < steps; ++step) {
        const std::int32_t column = along ? step : line;
        const std::int32_t row = along ? line : step;
        Spot& here = *spot(column, row);
        Spot* next = spot(column + (along ? 1 : 0), row + (along ? 0 : 1));
        Spot* before = spot(column - (along ? 1 : 0), row - (along ? 0 : 1));
        if (!here.valid || in_park(column, row)) continue;
        if (before == nullptr || !before->valid) add_end(street, here, along ? -1 : 0, along ? 0 : -1);
        if (street.points.empty() || street.points.back() != here.point) street.points.push_back(point(here));
        if (next == nullptr || !next->valid) {
          add_end(street, here, along ? 1 : 0, along ? 0 : 1);
          finish();
        } else if (cut_by_park(column, row, along) || crosses_border(here.at, next->at) ||
                   (street.road_class != RoadClass::Tertiary && random_.chance(grain_.missing))) {
          finish();
        } else if (random_.chance(grain_.closes)) {
          lay_close(street, column, row, along);
        }
      }
      finish();
    }
  }

  // A dead end from the middle of a street's next piece into the block on one side of it.
  void lay_close(PlanStreet& street, std::int32_t column, std::int32_t row, bool along) {
    const bool left = random_.chance(500);
    const std::int32_t block_column = along || !left ? column : column - 1;
    const std::int32_t block_row = along && !left ? row - 1 : row;
    if (!all_valid(block_column, block_row, 1, 1) || near_park(block_column, block_row)) return;
    const std::size_t block = static_cast<std::size_t>(block_row) * columns_ + block_column;
    if (closes_.empty()) closes_.resize(spots_.size());
    if (closes_[block].to.x != closes_[block].from.x) return;  // one a block is enough
    const auto corner = [&](std::int32_t c, std::int32_t r) { return spot(c, r)->at; };
    Vec heart{};
    for (const std::int32_t c : {0, 1}) {
      for (const std::int32_t r : {0, 1}) heart = heart + corner(block_column + c, block_row + r) * 0.25;
    }
    const Vec mouth = mix(corner(column, row), corner(column + (along ? 1 : 0), row + (along ? 0 : 1)),
                          0.35 + static_cast<double>(random_.below(300)) / 1'000);
    const Vec end = mix(mouth, heart, 0.9 + static_cast<double>(random_.below(400)) / 1'000);
    closes_[block] = {mouth, end};
    const auto from = static_cast<std::uint32_t>(plan_.points.size());
    plan_.points.push_back(mouth);
    plan_.points.push_back(end);
    street.points.push_back(from);
    const bool yard = grain_.use == BlockUse::Courtyard;
    plan_.streets.push_back({{from, from + 1},
                             yard ? RoadClass::Service : RoadClass::Residential,
                             false,
                             yard ? "" : names_.next(NameMaker::Kind::Close)});
  }

  bool near_park(std::int32_t column, std::int32_t row) const {
    return park_[2] > 0 && column >= park_[0] && column < park_[0] + park_[2] && row >= park_[1] &&
           row < park_[1] + park_[3];
  }

  bool crosses_border(Vec a, Vec b) const {
    for (std::size_t i = 0; i < cell_.border.size(); ++i) {
      if (crossing(a, b, cell_.border[i], cell_.border[(i + 1) % cell_.border.size()])) return true;
    }
    return false;
  }

  // Leads a street on to the main road, or lets it end.
  void add_end(PlanStreet& street, Spot& from, std::int32_t dc, std::int32_t dr) {
    const Vec u = unit(spots_[1 < columns_ ? 1 : 0].at - spots_[0].at);
    const Vec towards = dc != 0 ? u * dc : left_of(u) * dr;
    const Vec far = from.at + towards * (grain_.spacing * 2.2);
    std::size_t side = cell_.sides.size();
    Crossing nearest{2, 0};
    for (std::size_t i = 0; i < cell_.border.size(); ++i) {
      const auto hit = crossing(from.at, far, cell_.border[i], cell_.border[(i + 1) % cell_.border.size()]);
      if (!hit || hit->along >= nearest.along) continue;
      nearest = *hit;
      side = i;
    }
    if (side == cell_.sides.size()) return;
    Arterial& main = plan_.arterials[cell_.sides[side].arterial];
    const bool trunk = main.road_class == RoadClass::Trunk;
    if (!random_.chance(trunk ? 120 : grain_.open)) return;
    const std::uint32_t junction = junction_at(main, cell_.sides[side].reversed ? 1 - nearest.at : nearest.at);
    const std::uint32_t own = point(from);
    ends_.emplace_back(from.at, plan_.points[junction]);
    if (dc + dr < 0) {
      street.points = {junction, own};
    } else {
      street.points.push_back(junction);
    }
  }

  // A junction on a main road; one that is near already is shared, also with the quarter across.
  std::uint32_t junction_at(Arterial& main, double share) {
    const Vec a = plan_.points[main.a];
    const Vec b = plan_.points[main.b];
    const double size = length(b - a);
    constexpr double near = 26;
    if (share * size < near) return main.a;
    if ((1 - share) * size < near) return main.b;
    for (const PlanJunction& known : main.junctions) {
      if (std::abs(known.share - share) * size < near) return known.point;
    }
    const auto added = static_cast<std::uint32_t>(plan_.points.size());
    plan_.points.push_back(mix(a, b, share));
    main.junctions.push_back({share, added});
    return added;
  }

  void lay_blocks() {
    for (std::int32_t row = 0; row + 1 < rows_; ++row) {
      for (std::int32_t column = 0; column + 1 < columns_; ++column) {
        if (near_park(column, row) || !all_valid(column, row, 1, 1)) continue;
        const PlanClose close =
            closes_.empty() ? PlanClose{} : closes_[static_cast<std::size_t>(row) * columns_ + column];
        const bool green = random_.chance(25) && close.from == close.to;
        plan_.blocks.push_back({{spot(column, row)->at, spot(column + 1, row)->at, spot(column + 1, row + 1)->at,
                                 spot(column, row + 1)->at},
                                green ? BlockUse::Green : grain_.use,
                                close});
      }
    }
  }

  // Houses along a main road, where no side street comes in.
  void lay_frontage(std::size_t side) {
    if (plan_.arterials[cell_.sides[side].arterial].road_class == RoadClass::Trunk) return;
    const Vec a = cell_.border[side];
    const Vec b = cell_.border[(side + 1) % cell_.border.size()];
    const double size = length(b - a);
    const Vec along = unit(b - a);
    const Vec inward = left_of(along);
    for (double begin = 24; begin < size - 40;) {
      const double end = begin + static_cast<double>(random_.between(12, 24));
      const double depth = static_cast<double>(random_.between(9, 13));
      const std::array<Vec, 4> house = {a + along * begin + inward * 10, a + along * end + inward * 10,
                                        a + along * end + inward * (10 + depth),
                                        a + along * begin + inward * (10 + depth)};
      const Vec heart = mix(house[0], house[2], 0.5);
      const bool free = std::none_of(ends_.begin(), ends_.end(), [&](const auto& street) {
        return distance_to_segment(heart, street.first, street.second) < (end - begin) / 2 + 7;
      });
      if (free && inside(cell_.border, house[2]) && inside(cell_.border, house[3])) plan_.frontage.push_back(house);
      begin = end + (grain_.use == BlockUse::Courtyard ? 0.6 : static_cast<double>(random_.between(3, 14)));
    }
  }

  CityPlan& plan_;
  NameMaker& names_;
  RandomBits random_;
  const PlanCell& cell_;
  Grain grain_;
  Vec middle_;
  std::int32_t columns_ = 0, rows_ = 0;
  std::vector<Spot> spots_;
  std::vector<PlanClose> closes_;          // of each block, by its first corner; empty as long as there is none
  std::vector<std::pair<Vec, Vec>> ends_;  // pieces that lead on to main roads
  std::array<std::int32_t, 4> park_{};     // column, row, width, height in blocks; width 0: none
};

}  // namespace

void plan_district(CityPlan& plan, NameMaker& names, RandomBits random, const PlanCell& cell) {
  DistrictBuilder(plan, names, random, cell).build();
}

}  // namespace pizza::maps
