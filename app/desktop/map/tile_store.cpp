// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/tile_store.h"

#include <QThread>

namespace pizza::desktop {
namespace {

constexpr std::int64_t most_bytes = std::int64_t{160} << 20;

}  // namespace

TileStore::TileStore(std::shared_ptr<const BaseMap> map, QObject* parent) : QObject(parent), map_(std::move(map)) {
  workers_.setMaxThreadCount(std::clamp(QThread::idealThreadCount() - 1, 1, 4));
}

TileStore::~TileStore() {
  workers_.clear();
  workers_.waitForDone();
}

void TileStore::set_device_pixel_ratio(double ratio) {
  if (ratio == ratio_) return;
  ratio_ = ratio;
  kept_.clear();
  uses_.clear();
  bytes_ = 0;
  labels_.reset();
}

QImage TileStore::tile(const TileKey& key) {
  const auto it = kept_.find(key);
  if (it == kept_.end()) return {};
  uses_.splice(uses_.begin(), uses_, it->second.use);
  return it->second.image;
}

void TileStore::want(const std::vector<TileKey>& keys) {
  wanted_ = keys;
  start_next();
}

std::vector<TileKey> TileStore::at_hand(int level, bool dark, QRectF world) const {
  std::vector<TileKey> found;
  for (const TileKey& key : tiles_of(world, level, dark)) {
    if (kept_.contains(key)) found.push_back(key);
  }
  return found;
}

void TileStore::start_next() {
  for (const TileKey& key : wanted_) {
    if (static_cast<int>(painting_.size()) >= workers_.maxThreadCount()) return;
    if (kept_.contains(key) || painting_.contains(key)) continue;
    painting_.insert(key);
    workers_.start([this, map = map_, key, ratio = ratio_] {
      QImage image = paint_tile(*map, key, ratio);
      QMetaObject::invokeMethod(
          this, [this, key, ratio, image] { keep(key, ratio, image); }, Qt::QueuedConnection);
    });
  }
}

void TileStore::keep(TileKey key, double ratio, const QImage& image) {
  painting_.erase(key);
  if (ratio == ratio_ && !kept_.contains(key)) {
    uses_.push_front(key);
    kept_.emplace(key, Kept{image, uses_.begin()});
    bytes_ += image.sizeInBytes();
    while (bytes_ > most_bytes && uses_.size() > 1) {
      const auto oldest = kept_.find(uses_.back());
      bytes_ -= oldest->second.image.sizeInBytes();
      kept_.erase(oldest);
      uses_.pop_back();
    }
  }
  start_next();
  emit arrived();
}

void TileStore::want_labels(QRectF world, int level, bool dark) {
  labels_wanted_ = LabelImage{{}, world, level, dark};
  start_labels();
}

void TileStore::start_labels() {
  if (labels_painting_ || !labels_wanted_) return;
  labels_painting_ = true;
  const LabelImage wish = *labels_wanted_;
  labels_wanted_.reset();
  workers_.start([this, map = map_, wish, ratio = ratio_] {
    LabelImage made = paint_label_image(*map, wish.world, wish.level, wish.dark, ratio);
    QMetaObject::invokeMethod(
        this,
        [this, made = std::move(made)] {
          labels_painting_ = false;
          labels_ = made;
          start_labels();
          emit arrived();
        },
        Qt::QueuedConnection);
  });
}

}  // namespace pizza::desktop
