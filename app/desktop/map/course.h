// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <vector>

namespace pizza::desktop {

// A line as letters can follow it: points at even steps, corners rounded off. Lengths are those of the points given.
class Course {
 public:
  explicit Course(const std::vector<QPointF>& points);

  double length() const { return length_; }
  QPointF at(double along) const;
  double angle(double along) const;  // degrees clockwise from east (y grows down), of the way ahead

 private:
  std::vector<QPointF> points_;  // every `step` of the way
  double length_ = 0;
};

}  // namespace pizza::desktop
