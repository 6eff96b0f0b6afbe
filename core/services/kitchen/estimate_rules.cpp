// SPDX-License-Identifier: Apache-2.0
#include "core/services/kitchen/estimate_rules.h"

#include <algorithm>

#include "core/model/records/restaurant.h"

namespace pizza {

KitchenWork kitchen_work(UnitOfWork& work, const std::vector<BasketLine>& lines, std::uint64_t which) {
  constexpr std::int64_t most_s = 7'200;
  constexpr std::int32_t most_places = 1'000;
  std::array<std::int64_t, 3> longest{};
  std::array<std::int64_t, 3> sum{};
  std::array<std::int64_t, 3> places{};
  bool plain = false;  // an item without a recipe
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (which != 0 && (which >> i & 1) == 0) continue;
    const BasketLine& line = lines[i];
    const MenuItem* item = work.find(line.item);
    if (item == nullptr) continue;
    for (std::size_t s = 0; s < 3; ++s) {
      longest[s] = std::max<std::int64_t>(longest[s], item->work_s[s]);
      sum[s] += std::int64_t{item->work_s[s]} * line.quantity;
    }
    const Recipe* recipe = work.find_at<Recipe>(line.item.value);
    plain = plain || recipe == nullptr;
    for (std::size_t s = 0; recipe != nullptr && s < 3; ++s)
      places[s] += std::int64_t{recipe->places[s]} * line.quantity;
  }
  KitchenWork of;
  for (std::size_t s = 0; s < 3; ++s) {
    of.seconds[s] = static_cast<std::int32_t>(std::min(longest[s] + (sum[s] - longest[s]) / 3, most_s));
    of.places[s] = static_cast<std::int32_t>(std::clamp<std::int64_t>(places[s] + (plain ? 1 : 0), 1, most_places));
  }
  return of;
}

Instant estimate_ready(UnitOfWork& work, RestaurantId restaurant, const StationSeconds& work_s) {
  if (const Kitchen* kitchen = work.find_at<Kitchen>(restaurant.value))
    return work.now() + estimate_rules::ready_in(*kitchen, work_s);
  return work.now() + seconds(std::int64_t{work_s[0]} + work_s[1] + work_s[2]);
}

namespace estimate_rules {

std::int64_t learned_ms(const StationState& station, std::int64_t estimated_s) {
  return estimated_s * (1'000 + station.slower_permille);
}

void learn(StationState& station, std::int32_t estimated_s, Duration actual) {
  if (estimated_s < 10) return;
  const std::int64_t seen = std::clamp<std::int64_t>(actual.ms / estimated_s, 250, 4'000) - 1'000;
  std::int64_t difference = seen - station.slower_permille;
  // Away from zero, or small differences would never be learned.
  difference = difference < 0 ? (difference - 15) / 16 : (difference + 15) / 16;
  station.slower_permille += static_cast<std::int32_t>(difference);
}

Duration wait_at(const StationState& station, std::int32_t own_s) {
  const std::int64_t places = std::max<std::int32_t>(station.capacity, 1);
  const std::int64_t ahead_s = std::max<std::int64_t>(station.load_s - (places - 1) * own_s, 0);
  const Duration wait = milliseconds(learned_ms(station, ahead_s) / places);
  return station.capacity == 0 ? wait + out_of_order : wait;
}

Duration ready_in(const Kitchen& kitchen, const StationSeconds& work_s) {
  Duration at;
  for (std::size_t s = 0; s < 3; ++s) {
    const StationState& station = kitchen.stations[s];
    at = std::max(at, wait_at(station, work_s[s])) + milliseconds(learned_ms(station, work_s[s]));
  }
  if (kitchen.limits.quality_check) at = at + checking;
  return at + minutes(kitchen.mode.extra_minutes);
}

Duration queue_of(const Kitchen& kitchen) {
  Duration longest;
  for (const StationState& station : kitchen.stations) {
    const std::int64_t places = std::max<std::int32_t>(station.capacity, 1);
    longest = std::max(longest, milliseconds(learned_ms(station, station.load_s) / places));
  }
  return longest;
}

std::int64_t hour_of(Instant at) {
  return at.ms / hours(1).ms;
}

std::size_t hour_of_week(std::int64_t hour) {
  return static_cast<std::size_t>((hour + 3 * 24) % 168);  // 1970-01-01 was a Thursday
}

void count_hour(KitchenWeek& week, std::int64_t hour, std::int32_t tickets) {
  std::int32_t& usual = week.usual[hour_of_week(hour)];
  usual += (std::min(tickets, 100'000) * 1'000 - usual) / 4;
}

Duration rush_at(const Kitchen& kitchen, const KitchenWeek* week, Instant at, std::int32_t oven_s) {
  if (week == nullptr) return {};
  const std::int64_t usual = week->usual[hour_of_week(hour_of(at))];
  const std::int64_t places = std::max<std::int32_t>(kitchen.stations[1].capacity, 1);
  return std::min(milliseconds(usual * oven_s / places), minutes(20));
}

}  // namespace estimate_rules

}  // namespace pizza
