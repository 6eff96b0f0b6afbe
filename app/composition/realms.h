// SPDX-License-Identifier: Apache-2.0
// A world may be split into realms, each a business of its own: cities, or parts of one. Who has the number of anything
// knows its realm, because the realm's number is the upper part of every key.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/composition/business_host.h"

namespace pizza {

inline constexpr int realm_key_bits = 40;  // 2^40 keys a table and realm; numbers stay below 2^53 up to 8,191 realms
inline constexpr std::uint32_t most_realms = 8'191;

constexpr std::uint32_t realm_of_key(std::uint64_t key) {
  return static_cast<std::uint32_t>(key >> realm_key_bits);
}
constexpr std::uint64_t first_key_of_realm(std::uint32_t realm) {
  return (std::uint64_t{realm} << realm_key_bits) + 1;
}

struct RealmPlace {
  std::shared_ptr<BusinessHost> here;  // null: not in this process
  std::string elsewhere;               // HOST:PORT of the instance that has it; empty: nobody has it now
};

// Told of the realms that this process has, on whichever thread opens and closes them.
class RealmWatcher {
 public:
  virtual ~RealmWatcher() = default;
  // Before the host's thread starts.
  virtual void opened(std::uint32_t realm, BusinessHost& host) = 0;
  // After the host's thread has ended.
  virtual void closed(std::uint32_t realm) = 0;
};

class Realms {
 public:
  virtual ~Realms() = default;
  virtual std::uint32_t count() const = 0;
  // Any thread.
  virtual RealmPlace find(std::uint32_t realm) const = 0;
  // Before the world is started; a realm that is open already is told of at once. The watcher outlives the world's run.
  virtual void watch(RealmWatcher& watcher) = 0;
};

// A world that is one business.
class OneRealm : public Realms {
 public:
  // Does not own the host, whose thread has not started.
  explicit OneRealm(BusinessHost& host) : host_(std::shared_ptr<BusinessHost>(), &host) {}
  std::uint32_t count() const override { return 1; }
  RealmPlace find(std::uint32_t realm) const override { return realm == 0 ? RealmPlace{host_, {}} : RealmPlace{}; }
  void watch(RealmWatcher& watcher) override { watcher.opened(0, *host_); }

 private:
  std::shared_ptr<BusinessHost> host_;
};

}  // namespace pizza
