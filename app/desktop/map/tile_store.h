// SPDX-License-Identifier: Apache-2.0
// Tiles and names painted by workers, kept while there is room. Lives on one thread; pictures arrive there by signal.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "app/desktop/map/base_painter.h"
#include "app/desktop/map/label_painter.h"

namespace pizza::desktop {

class TileStore : public QObject {
  Q_OBJECT

 public:
  explicit TileStore(std::shared_ptr<const BaseMap> map, QObject* parent = nullptr);
  ~TileStore() override;

  void set_device_pixel_ratio(double ratio);

  // The picture if it is there (null if not), and marks it as used.
  QImage tile(const TileKey& key);
  // What is wanted now, the most urgent first; what was asked before and is not among it is dropped.
  void want(const std::vector<TileKey>& keys);
  // All tiles at hand of that level that touch the area.
  std::vector<TileKey> at_hand(int level, bool dark, QRectF world) const;

  // Names over `world` at a level; the newest wish wins. The last ones painted stay until then.
  void want_labels(QRectF world, int level, bool dark);
  const std::optional<LabelImage>& labels() const { return labels_; }

 signals:
  void arrived();

 private:
  struct Kept {
    QImage image;
    std::list<TileKey>::iterator use;
  };

  void start_next();
  void keep(TileKey key, double ratio, const QImage& image);
  void start_labels();

  std::shared_ptr<const BaseMap> map_;
  double ratio_ = 1;
  std::map<TileKey, Kept> kept_;
  std::list<TileKey> uses_;  // the latest first
  std::int64_t bytes_ = 0;
  std::vector<TileKey> wanted_;
  std::set<TileKey> painting_;
  std::optional<LabelImage> labels_;
  std::optional<LabelImage> labels_wanted_;  // without a picture
  bool labels_painting_ = false;
  QThreadPool workers_;
};

}  // namespace pizza::desktop
