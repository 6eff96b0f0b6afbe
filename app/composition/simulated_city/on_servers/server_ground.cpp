// SPDX-License-Identifier: Apache-2.0
#include "app/composition/simulated_city/on_servers/server_ground.h"

#include <random>
#include <stdexcept>

#include "connectors/kafka/kafka_topics.h"
#include "connectors/relational/store_error.h"
#include "core/catalogue.h"

namespace pizza {

namespace {

constexpr Duration lease_time = hours(24);
constexpr Duration patience = seconds(30);

// Of a run of its own: what an earlier one left in Kafka is none of ours.
std::string new_name() {
  constexpr char digits[] = "0123456789abcdef";
  std::random_device device;
  std::string name;
  for (int i = 0; i < 16; ++i) name += digits[device() % 16];
  return name;
}

std::string home_of(const ServerGroundOptions& options) {
  if (options.postgres.empty()) throw std::runtime_error("--postgres: expected at least one URL");
  return options.postgres.front();
}

}  // namespace

ServerGround::ServerGround(ServerGroundOptions options)
    : options_(std::move(options)), topic_("pizza.simulated." + new_name()), lease_(home_of(options_), topic_, "") {
  if (const Outcome brokers = check_brokers(options_.kafka); !brokers.ok())
    throw std::runtime_error("--kafka: " + brokers.problem().detail);
}

ServerGround::~ServerGround() {
  try {
    for (std::size_t realm = 0; realm < tokens_.size(); ++realm)
      if (tokens_[realm]) lease_.release(static_cast<std::uint32_t>(realm), *tokens_[realm]);
  } catch (const StoreError&) {
    // The leases end by themselves.
  }
}

void ServerGround::begin(std::size_t territories, Instant now) {
  begins_ = now;
  tokens_.resize(territories);
  stores_.assign(territories, nullptr);
  buses_.assign(territories, nullptr);
  const auto partitions = static_cast<std::int32_t>(territories);
  for (const TopicWish& wish : {TopicWish{topic_, partitions}, TopicWish{topic_ + ".dead", partitions}})
    if (const Outcome made = ensure_topic(options_.kafka, wish, patience); !made.ok())
      throw std::runtime_error("--kafka: " + made.problem().detail);
}

std::unique_ptr<PostgresStore> ServerGround::open(std::uint16_t territory) {
  std::optional<std::uint64_t>& token = tokens_.at(territory);
  token = lease_.acquire(territory, lease_time);
  if (!token) throw std::runtime_error("--postgres: realm " + std::to_string(territory) + " has an owner already");
  PostgresOptions wanted;
  wanted.urls = options_.postgres;
  wanted.realm = territory;
  wanted.token = *token;
  wanted.consumed_through_inbox = true;
  wanted.aggregate_type = [](std::string_view event) {
    const EventType* type = event_type_by_name(event);
    return std::string(type == nullptr ? "order" : type->service);
  };
  return std::make_unique<PostgresStore>(std::move(wanted), all_record_types());
}

std::unique_ptr<Store> ServerGround::store(std::uint16_t territory) {
  std::unique_ptr<PostgresStore> opened = open(territory);
  if (opened->count(record_type<Restaurant>()) != 0)
    throw std::runtime_error("--postgres: realm " + std::to_string(territory) +
                             " is in use, expected a database without a city");
  while (opened->keep_house(begins_)) {  // this month and the next have their partitions
  }
  stores_.at(territory) = opened.get();
  return opened;
}

std::unique_ptr<EventBus> ServerGround::bus(std::uint16_t territory, Store& store) {
  KafkaBusOptions wanted;
  wanted.brokers = options_.kafka;
  wanted.topic = topic_;
  wanted.dead_topic = topic_ + ".dead";
  wanted.realm = territory;
  wanted.type_of = event_type_by_name;
  auto made = std::make_unique<LockstepBus>(std::move(wanted), dynamic_cast<PostgresStore&>(store));
  buses_.at(territory) = made.get();
  return made;
}

bool ServerGround::finish() {
  bool empty = true;
  for (LockstepBus* bus : buses_) empty = bus->finish(patience) && empty;
  return empty;
}

ServerGroundFigures ServerGround::figures() const {
  ServerGroundFigures all;
  for (std::size_t t = 0; t < stores_.size(); ++t) {
    const KafkaBusTally tally = buses_[t]->tally();
    all.flushes += stores_[t]->flushes();
    all.transactions += tally.transactions;
    all.taken += buses_[t]->taken();
    all.doubles += tally.doubles;
    all.dead += tally.dead;
    all.outbox_depth += stores_[t]->outbox_depth();
  }
  return all;
}

std::unique_ptr<PostgresStore> ServerGround::open_again(std::uint16_t territory) {
  return open(territory);
}

}  // namespace pizza
