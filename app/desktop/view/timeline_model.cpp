// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/timeline_model.h"

#include <array>

#include "app/desktop/text/formats.h"

namespace pizza::desktop {
namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t most_buckets = 150;
constexpr std::int64_t most_hours = 13;
constexpr std::array<int, 10> round_minutes = {1, 2, 3, 4, 5, 10, 15, 30, 60, 120};

int bucket_for(std::int64_t span_minutes) {
  for (const int minutes : round_minutes) {
    if (span_minutes <= minutes * most_buckets) return minutes;
  }
  return static_cast<int>(span_minutes / most_buckets + 1);
}

}  // namespace

TimelineModel::TimelineModel(Instant begins, Instant ends, int utc_offset_minutes, QObject* parent)
    : RowsModel(parent),
      begins_(begins),
      ends_(std::max(ends, begins + minutes(1))),
      utc_offset_minutes_(utc_offset_minutes) {
  const std::int64_t span = (ends_ - begins_).ms;
  bucket_minutes_ = bucket_for(span / minute_ms);
  const std::int64_t hour = hours(1).ms;
  const std::int64_t local = begins_.ms + utc_offset_minutes_ * minute_ms;
  const std::int64_t step = (span / hour / most_hours + 1) * hour;
  for (std::int64_t at = (local + hour - 1) / hour * hour; at <= local + span; at += step) {
    hour_labels_.append(clock_text({at}, 0));
    hour_fractions_.append(static_cast<double>(at - local) / static_cast<double>(span));
  }
  CityFrame nothing_yet;
  nothing_yet.now = begins_;
  update(nothing_yet);
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const {
  const BucketRow* row = row_at(index);
  if (row == nullptr) return {};
  switch (role) {
    case PlacedRole:
      return row->placed;
    case LateRole:
      return row->late;
    case FutureRole:
      return row->future;
    default:
      return {};
  }
}

QHash<int, QByteArray> TimelineModel::roleNames() const {
  return {{PlacedRole, "placed"}, {LateRole, "late"}, {FutureRole, "future"}};
}

QString TimelineModel::timeAt(double fraction) const {
  const double ms = std::clamp(fraction, 0.0, 1.0) * static_cast<double>((ends_ - begins_).ms);
  return clock_text({begins_.ms + static_cast<std::int64_t>(ms)}, utc_offset_minutes_);
}

std::vector<BucketRow> TimelineModel::buckets_of(const CityFrame& frame) const {
  const std::int64_t bucket_ms = bucket_minutes_ * minute_ms;
  const std::int64_t span = (ends_ - begins_).ms;
  std::vector<BucketRow> buckets(static_cast<std::size_t>((span + bucket_ms - 1) / bucket_ms));
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    buckets[i].place = static_cast<int>(i);
    buckets[i].future = begins_.ms + static_cast<std::int64_t>(i) * bucket_ms > frame.now.ms;
  }
  const auto add = [&](const std::vector<std::uint16_t>& per_minute, int BucketRow::*into) {
    for (std::size_t m = 0; m < per_minute.size(); ++m) {
      const std::int64_t at = frame.history.from.ms + static_cast<std::int64_t>(m) * minute_ms - begins_.ms;
      if (at < 0 || at >= span) continue;
      buckets[static_cast<std::size_t>(at / bucket_ms)].*into += per_minute[m];
    }
  };
  add(frame.history.placed_per_minute, &BucketRow::placed);
  add(frame.history.late_per_minute, &BucketRow::late);
  return buckets;
}

void TimelineModel::update(const CityFrame& frame) {
  std::vector<BucketRow> buckets = buckets_of(frame);
  int maximum = 1;
  for (const BucketRow& bucket : buckets) maximum = std::max({maximum, bucket.placed, bucket.late});
  replace_rows(std::move(buckets));
  if (maximum != maximum_) {
    maximum_ = maximum;
    emit maximumChanged();
  }
  const double passed = static_cast<double>((frame.now - begins_).ms);
  const double fraction = std::clamp(passed / static_cast<double>((ends_ - begins_).ms), 0.0, 1.0);
  if (fraction != now_fraction_) {
    now_fraction_ = fraction;
    emit nowChanged();
  }
}

}  // namespace pizza::desktop
