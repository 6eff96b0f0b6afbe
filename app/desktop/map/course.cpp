// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/course.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pizza::desktop {
namespace {

constexpr double step = 4;
constexpr int smoothing_rounds = 6;

std::vector<QPointF> resampled(const std::vector<QPointF>& points) {
  std::vector<QPointF> even = {points.front()};
  double left_over = step;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const QPointF a = points[i - 1], way = points[i] - a;
    const double length = std::hypot(way.x(), way.y());
    double at = left_over;
    for (; at <= length; at += step) even.push_back(a + way * (at / length));
    left_over = at - length;
  }
  return even;
}

}  // namespace

Course::Course(const std::vector<QPointF>& points) {
  if (points.size() < 2) return;
  points_ = resampled(points);
  for (int round = 0; round < smoothing_rounds; ++round) {
    QPointF before = points_.front();
    for (std::size_t i = 1; i + 1 < points_.size(); ++i) {
      const QPointF here = points_[i];
      points_[i] = before * 0.25 + here * 0.5 + points_[i + 1] * 0.25;
      before = here;
    }
  }
  length_ = static_cast<double>(points_.size() - 1) * step;
}

QPointF Course::at(double along) const {
  const double place = std::clamp(along, 0.0, length_) / step;
  const std::size_t i = std::min(static_cast<std::size_t>(place), points_.size() - 2);
  return points_[i] + (points_[i + 1] - points_[i]) * (place - static_cast<double>(i));
}

double Course::angle(double along) const {
  const QPointF way = at(along + step) - at(along - step);
  return std::atan2(way.y(), way.x()) * 180 / std::numbers::pi;
}

}  // namespace pizza::desktop
