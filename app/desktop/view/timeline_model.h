// SPDX-License-Identifier: Apache-2.0
// The time bar's histogram: orders placed, and late ones among them, in buckets of whole minutes over the session.
#pragma once

#include <QtQml/qqmlregistration.h>

#include "app/desktop/view/meaning.h"
#include "app/desktop/view/rows_model.h"

namespace pizza::desktop {

struct BucketRow {
  int place = 0;
  int placed = 0, late = 0;
  bool future = false;

  int key() const { return place; }
  friend bool operator==(const BucketRow&, const BucketRow&) = default;
};

class TimelineModel : public RowsModel<BucketRow> {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Owned by CityViewModel")
  Q_PROPERTY(int count READ count CONSTANT)
  Q_PROPERTY(int bucketMinutes READ bucket_minutes CONSTANT)
  Q_PROPERTY(int maximum READ maximum NOTIFY maximumChanged)
  Q_PROPERTY(double nowFraction READ now_fraction NOTIFY nowChanged)
  // Whole hours of local time: their labels, and where they lie between 0 and 1.
  Q_PROPERTY(QStringList hourLabels READ hour_labels CONSTANT)
  Q_PROPERTY(QList<double> hourFractions READ hour_fractions CONSTANT)

 public:
  enum Role { PlacedRole = Qt::UserRole + 1, LateRole, FutureRole };
  TimelineModel(Instant begins, Instant ends, int utc_offset_minutes, QObject* parent = nullptr);

  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return rowCount(); }
  int bucket_minutes() const { return bucket_minutes_; }
  int maximum() const { return maximum_; }  // at least 1
  double now_fraction() const { return now_fraction_; }
  QStringList hour_labels() const { return hour_labels_; }
  QList<double> hour_fractions() const { return hour_fractions_; }
  Q_INVOKABLE QString timeAt(double fraction) const;

  void update(const CityFrame& frame);

 signals:
  void maximumChanged();
  void nowChanged();

 private:
  std::vector<BucketRow> buckets_of(const CityFrame& frame) const;

  Instant begins_, ends_;
  int utc_offset_minutes_;
  int bucket_minutes_ = 1;
  int maximum_ = 1;
  double now_fraction_ = 0;
  QStringList hour_labels_;
  QList<double> hour_fractions_;
};

}  // namespace pizza::desktop
