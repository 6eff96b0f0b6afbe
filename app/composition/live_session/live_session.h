// SPDX-License-Identifier: Apache-2.0
// The live city as the desktop application sees it: a mirror of what its books say, kept up by the events that Kafka
// tells. It takes no part in the world: it holds no lease and writes nowhere.
//
// Events name the records that have changed, and those are read anew; so a record is never newer or older than the
// books, whatever was told twice, in another order or not at all. Once a minute everything that is open is read again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "app/composition/live_session/books_reader.h"
#include "app/composition/live_session/city_mirror.h"
#include "app/composition/live_session/live_frame.h"
#include "app/desktop/city_session.h"

namespace pizza {

struct LiveSessionOptions {
  std::vector<std::string> postgres;  // URLs, the home first
  std::string kafka;                  // "HOST:PORT,…"
  std::string topic = "pizza.events";
  std::string map_file;                      // what a screen draws
  std::shared_ptr<const maps::RoadMap> map;  // the same
  int utc_offset_minutes = 0;                // of the city's clocks
};

class LiveSession : public CitySession {
 public:
  // Begins at once; servers that are away are waited for. Throws StoreError and KafkaError for what is no URL or
  // broker.
  explicit LiveSession(LiveSessionOptions options);
  ~LiveSession() override;

  const SessionInfo& info() const override { return info_; }
  std::shared_ptr<const CityFrame> frame() const override;
  void open_order(OrderId id, std::function<void(std::shared_ptr<const OrderStory>)> done) override;
  SessionState state() const override;
  // Rather with an order on its way whose story was heard from its beginning.
  bool wait_for_orders(Duration patience, std::string& why) override;

  // The wall clock rules.
  bool can_be_paced() const override { return false; }
  void play() override {}
  void pause() override {}
  void step(Duration) override {}
  void set_speed(int) override {}
  bool playing() const override { return true; }
  int speed() const override { return 1; }

  // Calls `look` while the mirror stands still. Any thread.
  void look(const std::function<void(const CityMirror& mirror)>& look) const;
  // Whether everything that was told so far has been read. Any thread.
  bool caught_up() const { return caught_up_; }

 private:
  using Opened = std::pair<OrderId, std::function<void(std::shared_ptr<const OrderStory>)>>;

  void follow();
  void take_events();
  void read_books();
  void look_after_kafka();
  void set_books_away(std::optional<std::string> why);
  void paint();
  bool wait_for_beat(std::deque<Opened>& opened);
  bool is_telling(const CityMirror& mirror) const;
  Instant now() const;

  LiveSessionOptions options_;
  SessionInfo info_;
  BooksReader books_;  // of the follower's thread, as are those down to the blank line
  WantedRecords wanted_;
  std::optional<Instant> read_all_at_;  // none: at once
  Instant retry_books_at_, kafka_silent_since_, kafka_looked_at_;
  bool was_positioned_ = false;
  int kafka_unanswered_ = 0;  // looks in a row

  RiderWays ways_;  // of the painter's thread

  mutable std::mutex mirror_mutex_;
  CityMirror mirror_;

  mutable std::mutex mutex_;  // guards all down to the blank line
  std::condition_variable wake_;
  std::shared_ptr<const CityFrame> frame_;
  std::deque<Opened> opened_;
  std::optional<std::string> books_away_;
  std::optional<Instant> books_read_at_;
  bool has_world_ = false;
  bool kafka_away_ = false;
  bool telling_ = false;  // a picture would show an order on its way
  bool stopping_ = false;

  std::atomic<bool> caught_up_{false};
  std::atomic<bool> ending_{false};
  EventFeed feed_;
  std::thread follower_, painter_;
};

}  // namespace pizza
