// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live/live_realm.h"

#include <limits>
#include <utility>

#include "app/composition/housekeeping.h"
#include "app/composition/live/redis_share.h"
#include "app/composition/realms.h"
#include "core/catalogue.h"

namespace pizza {

namespace {

constexpr Duration between_looks = seconds(5);
constexpr Duration between_housekeepings = minutes(10);
constexpr Duration between_house_slices = seconds(1);
constexpr Duration before_taking_out = milliseconds(500);

// A realm's users are numbered from its first key on.
ShardMap spread_of(const LiveOptions& options, std::uint32_t realm) {
  const auto databases = static_cast<std::uint32_t>(options.postgres.size());
  if (!options.users_each) return ShardMap::by_hash(databases);
  std::vector<std::uint64_t> first_keys{1};
  for (std::uint32_t i = 1; i < databases; ++i)
    first_keys.push_back(first_key_of_realm(realm) + i * *options.users_each);
  return ShardMap::by_ranges(std::move(first_keys));
}

PostgresOptions store_options(const LiveShare& share, std::uint32_t realm, std::uint64_t token) {
  PostgresOptions wanted;
  wanted.urls = share.options.postgres;
  wanted.realm = realm;
  wanted.token = token;
  wanted.users = spread_of(share.options, realm);
  wanted.first_key = first_key_of_realm(realm);
  wanted.cold_folder = share.options.folder / "cold";
  wanted.consumed_through_inbox = true;
  wanted.aggregate_type = [](std::string_view event) {
    const EventType* type = event_type_by_name(event);
    return std::string(type == nullptr ? "order" : type->service);
  };
  return wanted;
}

}  // namespace

RealmParts::RealmParts(const LiveShare& share, std::uint32_t realm, std::uint64_t token)
    : files(share.options.folder / ("realm-" + std::to_string(realm))),
      store(std::make_unique<PostgresStore>(store_options(share, realm, token), all_record_types())),
      sandbox(PaymentSandbox::open(
          files.file("provider.books"), clock,
          [this](Instant due, const ProviderAnswer& answer) { agenda.answers.push(due, answer); },
          share.options.payments)),
      outbox(std::make_unique<OutboxFolder>(
          files.file("outbox"), [this](const ChannelAnswer& answer) { agenda.receipts.push(clock.now(), answer); })) {
  KafkaBusOptions wanted;
  wanted.brokers = share.options.kafka;
  wanted.topic = share.options.topic;
  wanted.dead_topic = share.options.topic + ".dead";
  wanted.realm = static_cast<std::int32_t>(realm);
  wanted.consumed_through = store->consumed_through();
  wanted.type_of = event_type_by_name;
  const auto wake = [this] {
    if (BusinessHost* sleeper = host) sleeper->nudge();
  };
  wanted.awake = wake;
  wanted.lost = [this, wake](const std::string&) {
    bus_lost = true;
    wake();
  };
  bus = std::make_unique<KafkaBus>(std::move(wanted));
}

HostPorts RealmParts::ports(const LiveShare& share) {
  GatewayPorts gateway{&limiter, &cache, usual_limits, static_cast<std::uint64_t>(clock.now().ms)};
  if (share.redis != nullptr) {
    gateway.limits = &share.redis->limiter;
    gateway.cache = &share.redis->cache;
  }
  return {clock, agenda, *store, *bus, *sandbox, outbox.get(), &search, gateway};
}

LiveRealm::LiveRealm(const LiveShare& share, std::uint32_t realm, std::uint64_t token)
    : RealmParts(share, realm, token),
      BusinessHost(RealmParts::ports(share), {share.options.queue_limit, {}}),
      realm_(realm),
      token_(token),
      outbox_limit_(share.options.outbox_limit) {
  business().recover();
  begin_housekeeping(*this, first_key_of_realm(realm));
  LiveRealm::flushed();
  const Instant now = RealmParts::clock.now();
  RealmParts::agenda.chores.push(now, [this](Business&) { keep_house(); });
  RealmParts::agenda.chores.push(now + between_looks, [this](Business& business) { look_at_sagas(business); });
  RealmParts::host = this;
}

// Before what the host stands on goes; the bus goes first, because its threads wake the host.
LiveRealm::~LiveRealm() {
  stop();
  RealmParts::host = nullptr;
  bus.reset();
}

bool LiveRealm::hand_over(Duration patience) {
  stop();
  if (!alive() || !bus->drain(patience)) return false;
  try {
    store->published(bus->published_through());
    store->flush();  // takes the rows out that are published by now
  } catch (const StoreError&) {
    return false;  // the next owner sends them again, and nobody takes them twice
  }
  return store->outbox_depth() == 0;
}

bool LiveRealm::bury(const std::string& why) {
  bus->refuse_last(why, 1);
  return true;
}

// While Kafka is away, what waits for it is in memory too. While the books are away nothing is begun at all.
std::optional<Problem> LiveRealm::overload() {
  if (store->outbox_depth() <= outbox_limit_) return std::nullopt;
  return problem(Status::Unavailable, "events.away", "too many events wait to be carried on; try again soon");
}

void LiveRealm::flushed() {
  bus->flushed();
  store->published(bus->published_through());
  const KafkaBusTally tally = bus->tally();
  figures_.outbox_depth = store->outbox_depth() + store->rows_to_take_out();
  if (store->rows_to_take_out() > 0) take_rows_out_soon();
  figures_.unsent = tally.unsent;
  figures_.behind = tally.behind;
  figures_.doubles = tally.doubles;
  figures_.dead = tally.dead;
}

// The next flush does it; where none comes by itself, one for this alone.
void LiveRealm::take_rows_out_soon() {
  if (std::exchange(taking_out_, true)) return;
  const auto look = [this, before = store->flushes()](Business&) {
    taking_out_ = false;
    if (store->flushes() == before && store->rows_to_take_out() > 0) store->flush();
  };
  RealmParts::agenda.chores.push(RealmParts::clock.now() + before_taking_out, look);
}

// Users that are to be spread anew come first: they wait in two places at once.
void LiveRealm::keep_house() {
  const Instant now = RealmParts::clock.now();
  bool more = true;
  if (store->resharding()) {
    store->reshard();
  } else {
    more = store->keep_house(now);
  }
  RealmParts::agenda.chores.push(now + (more ? between_house_slices : between_housekeepings),
                                 [this](Business&) { keep_house(); });
}

// A saga whose deadline has long passed has been forgotten by somebody: that is what the figure is there to show.
void LiveRealm::look_at_sagas(Business& business) {
  static const int index = record_type<OrderSaga>().index_position(field_number<&OrderSaga::deadline>());
  std::vector<std::uint64_t> first;
  store->find_range(record_type<OrderSaga>(), index, std::numeric_limits<std::int64_t>::min(),
                    std::numeric_limits<std::int64_t>::max(), 1, first);
  std::int64_t overdue = 0;
  if (!first.empty()) {
    const auto deadline = business.read([&](UnitOfWork& work) {
      const OrderSaga* saga = work.find_at<OrderSaga>(first.front());
      return saga == nullptr ? std::nullopt : saga->deadline;
    });
    if (deadline) overdue = std::max<std::int64_t>(0, (business.now() - *deadline).ms);
  }
  figures_.saga_overdue_ms = overdue;
  RealmParts::agenda.chores.push(business.now() + between_looks, [this](Business& again) { look_at_sagas(again); });
}

}  // namespace pizza
