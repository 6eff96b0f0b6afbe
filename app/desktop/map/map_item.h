// SPDX-License-Identifier: Apache-2.0
// The map on a screen: camera and gestures, tiles and names from workers, the moving layer, and what is pointed at.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QElapsedTimer>
#include <QQuickItem>
#include <QVariantAnimation>

#include "app/desktop/map/graph_painter.h"
#include "app/desktop/map/pick_grid.h"
#include "app/desktop/map/tile_store.h"
#include "app/desktop/view/city_view_model.h"

namespace pizza::desktop {

class MapItem : public QQuickItem {
  Q_OBJECT
  QML_NAMED_ELEMENT(MapView)
  Q_PROPERTY(pizza::desktop::CityViewModel* city READ city WRITE setCity NOTIFY cityChanged)
  Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY darkChanged)
  Q_PROPERTY(int glide READ glide WRITE setGlide NOTIFY glideChanged)  // ms of a zoom's motion; 0: none
  Q_PROPERTY(bool showRiders READ show_riders WRITE setShowRiders NOTIFY layersChanged)
  Q_PROPERTY(bool showKitchens READ show_kitchens WRITE setShowKitchens NOTIFY layersChanged)
  Q_PROPERTY(bool showOrders READ show_orders WRITE setShowOrders NOTIFY layersChanged)
  Q_PROPERTY(bool following READ following WRITE setFollowing NOTIFY followingChanged)
  Q_PROPERTY(QString error READ error NOTIFY cityChanged)
  Q_PROPERTY(QString attribution READ attribution NOTIFY cityChanged)
  Q_PROPERTY(double zoom READ zoom NOTIFY cameraChanged)
  Q_PROPERTY(double startZoom MEMBER start_zoom_)  // 0: as close as shows where the work is
  // Degrees, as QPointF(longitude, latitude); invalid: where the work is.
  Q_PROPERTY(QVariant startCentre MEMBER start_centre_)
  Q_PROPERTY(int scaleMetres READ scale_metres NOTIFY cameraChanged)
  Q_PROPERTY(double scalePixels READ scale_pixels NOTIFY cameraChanged)
  // Everything for the present view is there: ground, names and what moves.
  Q_PROPERTY(bool ready READ ready NOTIFY readyChanged)
  // What the pointer is over: kind as ThingKind, 0 none; its id; where it is in the item.
  Q_PROPERTY(int hoveredKind READ hovered_kind NOTIFY hoverChanged)
  Q_PROPERTY(qint64 hoveredId READ hovered_id NOTIFY hoverChanged)
  Q_PROPERTY(QPointF hoveredAt READ hovered_at NOTIFY hoverChanged)
  // Where the selected rider or order is, for the card beside it; kind 0 when nothing is or it is out of sight.
  Q_PROPERTY(int anchorKind READ anchor_kind NOTIFY anchorChanged)
  Q_PROPERTY(QPointF anchorAt READ anchor_at NOTIFY anchorChanged)

 public:
  enum Kind { Nothing, Rider, Kitchen, Order };
  Q_ENUM(Kind)

  explicit MapItem(QQuickItem* parent = nullptr);
  ~MapItem() override;

  CityViewModel* city() const { return city_; }
  void setCity(CityViewModel* city);
  bool dark() const { return dark_; }
  void setDark(bool dark);
  int glide() const { return glide_; }
  void setGlide(int ms);
  bool show_riders() const { return layers_.riders; }
  bool show_kitchens() const { return layers_.kitchens; }
  bool show_orders() const { return layers_.orders; }
  void setShowRiders(bool on) { set_layer(layers_.riders, on); }
  void setShowKitchens(bool on) { set_layer(layers_.kitchens, on); }
  void setShowOrders(bool on) { set_layer(layers_.orders, on); }
  bool following() const { return following_; }
  void setFollowing(bool on);
  QString error() const { return error_; }
  QString attribution() const { return base_ ? base_->attribution() : QString(); }
  double zoom() const { return camera_.zoom; }
  int scale_metres() const { return scale_bar(camera_, 120).metres; }
  double scale_pixels() const { return scale_bar(camera_, 120).pixels; }
  bool ready() const { return ready_; }
  int hovered_kind() const { return static_cast<int>(hovered_.kind); }
  qint64 hovered_id() const { return static_cast<qint64>(hovered_.id); }
  QPointF hovered_at() const { return hovered_.at; }
  int anchor_kind() const { return static_cast<int>(anchor_.kind); }
  QPointF anchor_at() const { return anchor_.at; }
  const MapCamera& camera() const { return camera_; }

  Q_INVOKABLE void zoomBy(double steps);  // about the middle, to a resting zoom
  Q_INVOKABLE void panBy(double right, double down);
  Q_INVOKABLE void fitCity();
  // Brings a rider, a kitchen, or an order with its kitchen and rider into view, if it is not there yet.
  Q_INVOKABLE void reveal(int kind, qint64 id);

 signals:
  void cityChanged();
  void darkChanged();
  void glideChanged();
  void layersChanged();
  void followingChanged();
  void cameraChanged();
  void readyChanged();
  void hoverChanged();
  void anchorChanged();
  void picked(int kind, qint64 id);

 protected:
  QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override;
  void updatePolish() override;
  void geometryChange(const QRectF& now, const QRectF& before) override;
  void itemChange(ItemChange change, const ItemChangeData& data) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void hoverMoveEvent(QHoverEvent* event) override;
  void hoverLeaveEvent(QHoverEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void set_layer(bool& layer, bool on);
  void open_map();
  void take_frame();
  void changed() { polish(); }
  void set_camera(const MapCamera& camera);
  void zoom_to(double zoom, QPointF about);
  void follow();
  void start_view();
  void look_at(QRectF world, double margin, double closest, double farthest);
  QRectF working_area() const;
  QRectF busy_area() const;
  std::vector<QPointF> places_of(int kind, std::uint64_t id) const;
  SceneInput scene_input() const;
  std::vector<PlacedImage> ground_images();
  void ask_for_labels();
  void place_labels_image();
  void find_anchor();
  void hover(QPointF at);
  QRectF screen_rect(QRectF world) const;
  bool software() const;

  CityViewModel* city_ = nullptr;
  bool dark_ = true;
  int glide_ = 0;
  SceneLayers layers_;
  bool following_ = false;
  QString error_;
  std::shared_ptr<const BaseMap> base_;
  std::unique_ptr<TileStore> tiles_;
  std::unique_ptr<SpriteAtlas> atlas_;
  MapCamera camera_;
  bool fitted_ = false;
  double start_zoom_ = 0;
  QVariant start_centre_;
  int level_ = 0;         // of the tiles to show: that of the zoom's goal
  int level_before_ = 0;  // stands in until they are there
  QVariantAnimation zooming_;
  QPointF zoom_about_;
  std::shared_ptr<const CityFrame> frame_, frame_before_;
  QElapsedTimer since_frame_;
  double frame_interval_ms_ = 0;

  // What the render thread takes, ready made.
  std::vector<PlacedImage> ground_, names_, tags_;
  MapScene scene_;
  QImage overlay_;  // the moving layer on the software back end
  std::map<QString, QImage> tag_images_;

  bool ready_ = false;
  PickGrid picks_;
  Thing hovered_, anchor_;
  QPointF pressed_at_, dragged_at_;
  bool dragging_ = false;
};

}  // namespace pizza::desktop
