// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live/live_world.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include "connectors/kafka/kafka_topics.h"
#include "connectors/relational/store_error.h"

namespace pizza {

namespace {

// Instances show that they are alive by a lease of their own, a seat: beyond all realms.
constexpr std::uint32_t first_seat = 1u << 20;
constexpr std::uint32_t seats = 256;
constexpr Duration patience = seconds(5);
constexpr auto leave_patience = std::chrono::seconds(10);

template <class T>
T value_of(Result<T> result, const char* option) {
  if (!result.ok()) throw std::runtime_error(std::string(option) + ": " + result.problem().detail);
  return std::move(result).value();
}

}  // namespace

LiveWorld::LiveWorld(LiveOptions options, std::function<void(const std::string&)> log)
    : options_(std::move(options)), log_(std::move(log)), share_{options_} {
  if (options_.postgres.empty()) throw std::runtime_error("--postgres: expected at least one URL");
  if (options_.realms < 1 || options_.realms > most_realms)
    throw std::runtime_error("--realms: expected 1 to " + std::to_string(most_realms));
  if (const Outcome brokers = check_brokers(options_.kafka); !brokers.ok())
    throw std::runtime_error("--kafka: " + brokers.problem().detail);
  if (!options_.redis.empty())
    redis_ = std::make_unique<RedisShare>(value_of(redis_address(options_.redis), "--redis"));
  share_.redis = redis_.get();
  std::filesystem::create_directories(options_.folder);
}

LiveWorld::~LiveWorld() {
  stop();
}

void LiveWorld::start(const std::string& address) {
  address_ = address;
  thread_ = std::thread([this] { live(); });
  heart_ = std::thread([this] { beat(); });
}

void LiveWorld::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  end_.notify_one();
  if (heart_.joinable()) heart_.join();
}

void LiveWorld::leave(std::function<void()> left) {
  {
    const std::lock_guard lock(mutex_);
    if (leaving_) return;
    leaving_ = true;
    left_ = std::move(left);
    left_latest_at_ = std::chrono::steady_clock::now() + leave_patience;
  }
  wake_.notify_one();
}

RealmPlace LiveWorld::find(std::uint32_t realm) const {
  const std::lock_guard lock(mutex_);
  if (const auto here = open_.find(realm); here != open_.end()) return {here->second, {}};
  if (const auto there = elsewhere_.find(realm); there != elsewhere_.end()) return {nullptr, there->second};
  return {};
}

std::vector<std::shared_ptr<LiveRealm>> LiveWorld::realms() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<LiveRealm>> all;
  for (const auto& [number, realm] : open_) all.push_back(realm);
  return all;
}

void LiveWorld::live() {
  const auto pause = std::chrono::milliseconds(std::max<std::int64_t>(options_.lease.ms / 10, 20));
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    const bool was_leaving = leaving_;
    lock.unlock();
    look_round();
    lock.lock();
    if (leaving_ && std::chrono::steady_clock::now() >= left_latest_at_) {
      lock.unlock();
      say_left();
      lock.lock();
    }
    wake_.wait_for(lock, pause, [&] { return stopping_ || leaving_ != was_leaving; });
  }
  std::vector<std::uint32_t> mine;
  for (const auto& [number, realm] : open_) mine.push_back(number);
  lock.unlock();
  for (const std::uint32_t realm : mine) close(realm, true);
  leave_seat();
}

void LiveWorld::beat() {
  const auto pause = std::chrono::milliseconds(std::max<std::int64_t>(options_.lease.ms / 5, 20));
  std::optional<RealmLease> lease;
  std::unique_lock lock(mutex_);
  while (!ended_) {
    const auto held = held_;
    lock.unlock();
    std::map<std::uint32_t, std::uint64_t> lost;
    try {
      if (!lease && !held.empty()) lease.emplace(options_.postgres.front(), options_.instance, address_);
      for (const auto& [realm, token] : held)
        if (!lease->renew(realm, token, options_.lease)) lost.emplace(realm, token);
    } catch (const std::exception&) {
      // The world's own thread says so.
    }
    lock.lock();
    for (const auto& [realm, token] : lost)
      if (const auto found = held_.find(realm); found != held_.end() && found->second == token) gone_.insert(realm);
    if (!lost.empty()) wake_.notify_one();
    end_.wait_for(lock, pause, [this] { return ended_; });
  }
}

void LiveWorld::hold(std::uint32_t realm, std::uint64_t token) {
  const std::lock_guard lock(mutex_);
  held_[realm] = token;
  gone_.erase(realm);
}

// Lets others have it at once; where the home database is away, when the lease ends.
void LiveWorld::let_go(std::uint32_t realm, std::uint64_t token) {
  {
    const std::lock_guard lock(mutex_);
    held_.erase(realm);
    gone_.erase(realm);
  }
  try {
    lease_->release(realm, token);
  } catch (const StoreUnavailable& error) {
    log_(std::string("a lease is left to end by itself: ") + error.what());
  }
}

bool LiveWorld::gone(std::uint32_t realm) const {
  const std::lock_guard lock(mutex_);
  return gone_.contains(realm);
}

bool LiveWorld::taken(const RealmOwner& realm) const {
  if (realm.live) return true;
  return !realm.owner.empty() && std::chrono::steady_clock::now() < wary_until_;
}

bool LiveWorld::make_topics() {
  const std::int32_t partitions = static_cast<std::int32_t>(options_.realms);
  for (const TopicWish& wish : {TopicWish{options_.topic, partitions}, TopicWish{options_.topic + ".dead", partitions}})
    if (const Outcome made = ensure_topic(options_.kafka, wish, patience); !made.ok()) {
      if (made.problem().status != Status::Unavailable) log_("--kafka: " + made.problem().detail);
      return false;
    }
  return true;
}

void LiveWorld::look_round() {
  try {
    if (!lease_) lease_.emplace(options_.postgres.front(), options_.instance, address_);
    if (!topics_made_) topics_made_ = make_topics();
    close_lost();
    const std::vector<RealmOwner> owners = leaving() ? lease_->owners() : owners_with_seat();
    if (std::exchange(away_, false))
      wary_until_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.lease.ms);
    std::set<std::string> instances{options_.instance};
    for (const RealmOwner& each : owners)
      if (taken(each) && each.realm >= first_seat) instances.insert(each.owner);
    const std::size_t share = (options_.realms + instances.size() - 1) / instances.size();
    remember(owners);
    if (leaving()) return hand_over_next(owners);
    const auto mine = realms();
    if (mine.size() > share) close(mine.back()->realm(), true);
    if (topics_made_) open_some(owners, share);
    if (!home_reachable_.exchange(true)) log_("the leases of the realms can be seen");
  } catch (const StoreUnavailable& error) {
    away_ = true;
    if (home_reachable_.exchange(false)) log_(std::string("waiting for the books: ") + error.what());
  } catch (const std::exception& error) {
    log_(std::string("this instance cannot do its share: ") + error.what());
  }
}

// Who cannot open a realm yet sits down nowhere: others would keep realms free for him.
std::vector<RealmOwner> LiveWorld::owners_with_seat() {
  std::vector<RealmOwner> owners = lease_->owners();
  if (!seat_ && topics_made_) {
    take_seat(owners);
    owners = lease_->owners();
  }
  return owners;
}

void LiveWorld::take_seat(const std::vector<RealmOwner>& owners) {
  for (std::uint32_t seat = first_seat; seat < first_seat + seats; ++seat) {
    const auto occupied = [&](const RealmOwner& each) { return each.realm == seat && taken(each); };
    if (std::any_of(owners.begin(), owners.end(), occupied)) continue;
    if (const auto token = lease_->acquire(seat, options_.lease)) {
      hold(seat, *token);
      seat_ = seat;
      seat_token_ = *token;
      return;
    }
  }
}

// What cannot be renewed is somebody else's: what is open of it can do no harm, and is closed at once.
void LiveWorld::close_lost() {
  if (seat_ && gone(*seat_)) {
    let_go(*seat_, seat_token_);
    seat_.reset();
  }
  for (const auto& realm : realms()) {
    if (realm->lost()) {
      log_("realm " + std::to_string(realm->realm()) + " cannot go on as it is; it is opened anew");
      close(realm->realm(), false);
    } else if (gone(realm->realm())) {
      log_("realm " + std::to_string(realm->realm()) + " has another owner");
      close(realm->realm(), false);
    }
  }
}

void LiveWorld::open_some(const std::vector<RealmOwner>& owners, std::size_t share) {
  std::set<std::uint32_t> others;
  for (const RealmOwner& each : owners)
    if (taken(each) && each.owner != options_.instance) others.insert(each.realm);
  for (std::uint32_t realm = 0; realm < options_.realms && realms().size() < share; ++realm) {
    if (others.contains(realm) || find(realm).here != nullptr) continue;
    const auto token = lease_->acquire(realm, options_.lease);
    if (!token) continue;
    hold(realm, *token);
    if (!open(realm, *token)) let_go(realm, *token);
  }
}

bool LiveWorld::open(std::uint32_t realm, std::uint64_t token) {
  std::vector<RealmWatcher*> told;
  try {
    const auto opened = std::make_shared<LiveRealm>(share_, realm, token);
    try {
      for (RealmWatcher* watcher : watchers_) {
        told.push_back(watcher);
        watcher->opened(realm, *opened);
      }
    } catch (...) {
      for (RealmWatcher* watcher : told) watcher->closed(realm);
      throw;
    }
    opened->start();
    log_("realm " + std::to_string(realm) + " is open here");
    const std::lock_guard lock(mutex_);
    open_[realm] = opened;
    elsewhere_.erase(realm);
    return true;
  } catch (const std::exception& error) {
    log_("realm " + std::to_string(realm) + " cannot be opened: " + error.what());
    return false;
  }
}

void LiveWorld::close(std::uint32_t realm, bool gently) {
  std::shared_ptr<LiveRealm> going;
  {
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(realm);
    if (found == open_.end()) return;
    going = found->second;
    open_.erase(found);
  }
  if (gently) {
    const bool clean = going->hand_over(patience);
    log_("realm " + std::to_string(realm) + (clean ? " is handed over" : " is handed over with work on its way"));
  } else {
    going->stop();
  }
  for (RealmWatcher* watcher : watchers_) watcher->closed(realm);
  const std::uint64_t token = going->token();
  going.reset();
  let_go(realm, token);
}

void LiveWorld::leave_seat() {
  if (seat_) let_go(*std::exchange(seat_, std::nullopt), seat_token_);
}

bool LiveWorld::leaving() const {
  const std::lock_guard lock(mutex_);
  return leaving_;
}

// One realm at a time: the next when somebody has the one before. The others have larger shares without our seat.
void LiveWorld::hand_over_next(const std::vector<RealmOwner>& owners) {
  leave_seat();
  std::set<std::string> others;
  std::set<std::uint32_t> homeless;
  for (std::uint32_t realm = 0; realm < options_.realms; ++realm) homeless.insert(realm);
  for (const RealmOwner& each : owners) {
    if (!each.live) continue;
    homeless.erase(each.realm);
    if (each.realm >= first_seat && each.owner != options_.instance) others.insert(each.owner);
  }
  const auto mine = realms();
  if (!others.empty() && !homeless.empty()) return;
  if (mine.empty()) return say_left();
  close(mine.back()->realm(), true);
}

void LiveWorld::say_left() {
  std::function<void()> left;
  {
    const std::lock_guard lock(mutex_);
    left.swap(left_);
  }
  if (left) left();
}

void LiveWorld::remember(const std::vector<RealmOwner>& owners) {
  const std::lock_guard lock(mutex_);
  elsewhere_.clear();
  for (const RealmOwner& each : owners)
    if (each.live && each.realm < first_seat && each.owner != options_.instance) elsewhere_[each.realm] = each.address;
}

}  // namespace pizza
