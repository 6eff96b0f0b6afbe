// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live_session/live_session.h"

#include <chrono>

#include "connectors/relational/store_error.h"

namespace pizza {

namespace {

constexpr auto frame_interval = std::chrono::milliseconds(100);
constexpr Duration event_patience = milliseconds(100);
constexpr Duration between_full_reads = minutes(1);
constexpr Duration between_full_reads_alone = seconds(5);  // while Kafka tells nothing
constexpr Duration between_tries = milliseconds(500);
constexpr Duration kafka_patience = seconds(2);
constexpr Duration between_kafka_looks = seconds(2);
constexpr Duration history_before = hours(1);
constexpr Duration history_after = hours(2);
constexpr std::size_t most_wanted = 100'000;

Instant wall_now() {
  using std::chrono::system_clock;
  return {std::chrono::duration_cast<std::chrono::milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::shared_ptr<const CityFrame> first_frame() {
  auto frame = std::make_shared<CityFrame>();
  frame->now = wall_now();
  return frame;
}

SessionInfo info_of(const LiveSessionOptions& options, const std::string& place) {
  SessionInfo info;
  info.world = World::Live;
  info.city = std::string(options.map->city());
  info.scenario = place;
  info.map_file = options.map_file;
  const Instant now = wall_now();
  info.begins = Instant{(now - history_before).ms / minutes(10).ms * minutes(10).ms};
  info.ends = now + history_after;
  info.utc_offset_minutes = options.utc_offset_minutes;
  return info;
}

// What a server's library adds in further lines are hints for people at a terminal.
std::string first_line_of(const std::string& text) {
  const std::string line = text.substr(0, text.find_first_of("\t\r\n"));
  return line.substr(0, line.find_last_not_of(" .") + 1);
}

std::string clock_text(Instant at, int utc_offset_minutes) {
  const std::int64_t second = (at.ms / 1'000 + std::int64_t{utc_offset_minutes} * 60) % 86'400;
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(second / 3'600) + ":" + two(second / 60 % 60) + ":" + two(second % 60);
}

}  // namespace

LiveSession::LiveSession(LiveSessionOptions options)
    : options_(std::move(options)),
      books_(options_.postgres),
      ways_(options_.map),
      frame_(first_frame()),
      feed_(options_.kafka, options_.topic) {
  info_ = info_of(options_, books_.place());
  kafka_silent_since_ = wall_now();
  follower_ = std::thread([this] { follow(); });
  painter_ = std::thread([this] { paint(); });
}

LiveSession::~LiveSession() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  ending_ = true;
  feed_.wake();
  wake_.notify_all();
  follower_.join();
  painter_.join();
}

Instant LiveSession::now() const {
  return wall_now();
}

std::shared_ptr<const CityFrame> LiveSession::frame() const {
  const std::lock_guard lock(mutex_);
  return frame_;
}

void LiveSession::open_order(OrderId id, std::function<void(std::shared_ptr<const OrderStory>)> done) {
  {
    const std::lock_guard lock(mutex_);
    opened_.emplace_back(id, std::move(done));
  }
  wake_.notify_all();
}

SessionState LiveSession::state() const {
  const std::lock_guard lock(mutex_);
  const std::string goes_on = " It goes on by itself when they answer.";
  if (books_away_ && !books_read_at_)
    return {Health::Failed, "The books cannot be reached", *books_away_ + "." + goes_on};
  if (books_away_)
    return {Health::Failed, "The books are away",
            "What is shown is from " + clock_text(*books_read_at_, info_.utc_offset_minutes) + ". " + *books_away_ +
                "." + goes_on};
  if (!books_read_at_) return {Health::Waiting, "Reading the books", "At " + info_.scenario + "."};
  if (!has_world_)
    return {Health::Waiting, "No live world yet",
            "Nobody has served one on " + info_.scenario + ". It is shown as soon as somebody does."};
  if (kafka_away_)
    return {Health::Failed, "Kafka tells nothing",
            options_.kafka + " does not answer for " + options_.topic +
                ". Until it does, the books are read every few seconds, and stories have gaps."};
  return {};
}

void LiveSession::look(const std::function<void(const CityMirror& mirror)>& look) const {
  const std::lock_guard lock(mirror_mutex_);
  look(mirror_);
}

void LiveSession::set_books_away(std::optional<std::string> why) {
  const std::lock_guard lock(mutex_);
  books_away_ = std::move(why);
}

void LiveSession::follow() {
  while (!ending_) {
    take_events();
    if (now() < retry_books_at_) continue;
    try {
      read_books();
      set_books_away(std::nullopt);
    } catch (const StoreError& error) {
      set_books_away(first_line_of(error.what()));
      read_all_at_.reset();
      retry_books_at_ = now() + between_tries;
    }
    look_after_kafka();
  }
}

void LiveSession::take_events() {
  bool cut = false;
  std::vector<SeenEvent> events = feed_.take(event_patience, cut);
  if (!events.empty()) {
    caught_up_ = false;
    kafka_silent_since_ = now();
  }
  const std::lock_guard lock(mirror_mutex_);
  for (SeenEvent& event : events) {
    wanted_.add(event.named);
    if (event.of_order != 0) mirror_.remember(std::move(event));
  }
  if (!cut && wanted_.size() <= most_wanted) return;
  // Nobody could read so much in time: everything is read at once, when it can be.
  wanted_ = {};
  read_all_at_.reset();
}

void LiveSession::read_books() {
  const Instant at = now();
  const bool positioned = feed_.positioned();
  // What was told before the feed had its place is seen by a reading after it.
  if (positioned && !was_positioned_) read_all_at_.reset();
  was_positioned_ = positioned;
  bool all = !read_all_at_ || at >= *read_all_at_;
  for (const std::set<std::uint64_t>* keys : {&wanted_.orders, &wanted_.riders, &wanted_.restaurants})
    for (const std::uint64_t key : *keys) all = all || !books_.knows(key);
  std::map<std::uint64_t, OrderMark> marks;
  std::size_t realms = 0;
  if (all) {
    realms = books_.find_realms().size();
    const WantedRecords open = books_.list_open(at);
    wanted_.orders.insert(open.orders.begin(), open.orders.end());
    wanted_.riders.insert(open.riders.begin(), open.riders.end());
    wanted_.restaurants.insert(open.restaurants.begin(), open.restaurants.end());
    marks = books_.list_marks(info_.begins);
    const std::lock_guard lock(mirror_mutex_);
    for (const auto& [key, rider] : mirror_.riders) wanted_.riders.insert(key);
    for (const auto& [key, order] : mirror_.orders) wanted_.orders.insert(key);
  }
  if (!wanted_.empty()) {
    ReadBooks read = books_.read(wanted_);
    read.marks = std::move(marks);
    const std::lock_guard lock(mirror_mutex_);
    read.apply_to(mirror_);
    mirror_.forget(at);
  }
  wanted_ = {};
  caught_up_ = positioned;
  const std::lock_guard lock(mutex_);
  if (all) {
    read_all_at_ = at + (positioned ? between_full_reads : between_full_reads_alone);
    has_world_ = realms > 0;
  }
  books_read_at_ = at;
}

// An assignment that stands says little of brokers that are gone: who has heard nothing for a while asks.
void LiveSession::look_after_kafka() {
  const Instant at = now();
  if (at < std::max(kafka_silent_since_, kafka_looked_at_) + between_kafka_looks) return;
  kafka_looked_at_ = at;
  // Twice in a row: one slow answer of a busy broker is no news.
  kafka_unanswered_ = feed_.reachable(kafka_patience) ? 0 : kafka_unanswered_ + 1;
  const bool away = kafka_unanswered_ >= 2;
  const bool unplaced = !was_positioned_ && at > kafka_silent_since_ + between_kafka_looks * 5;
  if (away) read_all_at_ = std::min(read_all_at_.value_or(at), at + between_full_reads_alone);
  const std::lock_guard lock(mutex_);
  kafka_away_ = away || unplaced;
}

bool LiveSession::is_telling(const CityMirror& mirror) const {
  for (const auto& [key, delivery] : mirror.deliveries) {
    if (delivery.status != DeliveryStatus::PickedUp) continue;
    const auto* story = mirror.story(delivery.order.value);
    if (story != nullptr && story->front().type == &event_type<OrderPlaced>()) return true;
  }
  return false;
}

bool LiveSession::wait_for_beat(std::deque<Opened>& opened) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, frame_interval, [this] { return stopping_ || !opened_.empty(); });
  opened = std::exchange(opened_, {});
  return !stopping_;
}

void LiveSession::paint() {
  std::uint64_t sequence = 0;
  std::deque<Opened> opened;
  while (wait_for_beat(opened)) {
    CityFrame frame;
    bool telling = false;
    std::vector<std::shared_ptr<const OrderStory>> stories;
    {
      const std::lock_guard lock(mirror_mutex_);
      const Instant at = now();
      frame = build_live_frame(mirror_, ways_, at, info_.begins);
      telling = is_telling(mirror_);
      for (const auto& [id, done] : opened) stories.push_back(live_order_story(mirror_, ways_, id, at));
    }
    frame.sequence = ++sequence;
    {
      const std::lock_guard lock(mutex_);
      frame_ = std::make_shared<const CityFrame>(std::move(frame));
      telling_ = telling;
    }
    wake_.notify_all();
    for (std::size_t i = 0; i < opened.size(); ++i) opened[i].second(stories[i]);
  }
  for (const auto& [id, done] : opened) done(nullptr);
}

bool LiveSession::wait_for_orders(Duration patience, std::string& why) {
  {
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::chrono::milliseconds(patience.ms),
                   [this] { return stopping_ || (telling_ && !frame_->orders.empty()); });
    if (!frame_->orders.empty()) return true;
  }
  const SessionState now_so = state();
  why = "no order was seen within " + std::to_string(patience.ms / 1'000) + " seconds" +
        (now_so.title.empty() ? std::string() : ": " + now_so.title + ". " + now_so.note);
  return false;
}

}  // namespace pizza
