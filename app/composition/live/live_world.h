// SPDX-License-Identifier: Apache-2.0
// One instance of the live world. It takes its fair share of the realms by fenced leases, gives realms up when others
// come, takes over those of instances that have died, and knows where all the others are.
//
// Leases are renewed on a thread of their own, so that a realm that takes long to open or to close costs none of the
// others. When the home database was away, nobody could renew: whose lease ended meanwhile is not taken for dead before
// he had time to come back.
#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "app/composition/live/live_realm.h"
#include "app/composition/live/redis_share.h"
#include "app/composition/realms.h"
#include "connectors/postgres/realm_lease.h"

namespace pizza {

class LiveWorld : public Realms {
 public:
  // Connects to nothing yet. Throws std::runtime_error, naming the option, when options are wrong.
  explicit LiveWorld(LiveOptions options, std::function<void(const std::string& line)> log);
  ~LiveWorld() override;

  // Makes the topics and begins to take realms, on a thread of its own; servers that are away are waited for.
  // `address`: HOST:PORT where other instances reach this one.
  void start(const std::string& address);
  // Hands the realms over one after the other while requests go on, and takes none any more. Calls `left` once, on the
  // world's own thread, when each realm has another owner, or nobody else is there to take one, or after ten seconds.
  void leave(std::function<void()> left);
  // Hands all realms over and ends. Then nothing is left for the next owner to do but to go on.
  void stop();

  std::uint32_t count() const override { return options_.realms; }
  RealmPlace find(std::uint32_t realm) const override;
  void watch(RealmWatcher& watcher) override { watchers_.push_back(&watcher); }

  // Realms that are open here, ascending.
  std::vector<std::shared_ptr<LiveRealm>> realms() const;
  // Whether the leases could be looked at the last time.
  bool home_reachable() const { return home_reachable_; }
  const RedisShare* redis() const { return redis_.get(); }
  const LiveOptions& options() const { return options_; }

 private:
  void live();
  void beat();
  void hold(std::uint32_t realm, std::uint64_t token);
  void let_go(std::uint32_t realm, std::uint64_t token);
  // The lease that we hold cannot be renewed: it is somebody else's.
  bool gone(std::uint32_t realm) const;
  // Somebody has the realm, or may be about to say so.
  bool taken(const RealmOwner& realm) const;
  bool make_topics();
  void look_round();
  std::vector<RealmOwner> owners_with_seat();
  void take_seat(const std::vector<RealmOwner>& owners);
  void close_lost();
  void open_some(const std::vector<RealmOwner>& owners, std::size_t share);
  bool open(std::uint32_t realm, std::uint64_t token);
  // `gently`: finishes what waits, and gives the lease back.
  void close(std::uint32_t realm, bool gently);
  bool leaving() const;
  void leave_seat();
  void hand_over_next(const std::vector<RealmOwner>& owners);
  void say_left();
  void remember(const std::vector<RealmOwner>& owners);

  LiveOptions options_;
  std::function<void(const std::string&)> log_;
  std::unique_ptr<RedisShare> redis_;
  LiveShare share_;
  std::string address_;
  std::optional<RealmLease> lease_;  // of the world's own thread
  std::optional<std::uint32_t> seat_;
  std::uint64_t seat_token_ = 0;
  bool topics_made_ = false;
  std::vector<RealmWatcher*> watchers_;
  std::atomic<bool> home_reachable_{false};
  bool away_ = false;                                   // the home database, when it was last asked
  std::chrono::steady_clock::time_point wary_until_{};  // see above

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::uint32_t, std::shared_ptr<LiveRealm>> open_;
  std::map<std::uint32_t, std::string> elsewhere_;  // addresses
  std::map<std::uint32_t, std::uint64_t> held_;     // tokens, the seat's too
  std::set<std::uint32_t> gone_;                    // of what we hold
  bool stopping_ = false;
  bool leaving_ = false;
  std::function<void()> left_;  // until it was called
  std::chrono::steady_clock::time_point left_latest_at_{};
  bool ended_ = false;
  std::condition_variable end_;
  std::thread thread_, heart_;
};

}  // namespace pizza
