// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live_session/books_reader.h"

#include <algorithm>

#include "app/composition/realms.h"

namespace pizza {

namespace {

constexpr Duration server_patience = seconds(3);
constexpr Duration oldest_open = days(7);
constexpr std::size_t keys_a_statement = 2'000;
// A screen shows no more than this of a realm, the newest first.
constexpr const char* most_orders = " LIMIT 20000";
constexpr const char* most_things = " LIMIT 50000";
constexpr const char* most_marks = " LIMIT 200000";

std::string table_name(std::uint32_t realm, std::string_view table) {
  return sql_name(realm_schema(realm)) + "." + sql_name(std::string(table));
}

template <class T>
void put(const ReadRecords<T>& read, std::map<std::uint64_t, T>& into) {
  for (const T& record : read.there) into[key_of(record)] = record;
  for (const std::uint64_t key : read.gone) into.erase(key);
}

}  // namespace

void WantedRecords::add(const NamedRecords& named) {
  orders.insert(named.orders.begin(), named.orders.end());
  deliveries.insert(named.deliveries.begin(), named.deliveries.end());
  tickets.insert(named.tickets.begin(), named.tickets.end());
  riders.insert(named.riders.begin(), named.riders.end());
  restaurants.insert(named.restaurants.begin(), named.restaurants.end());
}

std::size_t WantedRecords::size() const {
  return orders.size() + deliveries.size() + tickets.size() + riders.size() + restaurants.size();
}

bool WantedRecords::empty() const {
  return size() == 0;
}

void ReadBooks::apply_to(CityMirror& mirror) const {
  put(restaurants, mirror.restaurants);
  put(kitchens, mirror.kitchens);
  put(riders, mirror.riders);
  put(orders, mirror.orders);
  put(baskets, mirror.baskets);
  put(sagas, mirror.sagas);
  put(tickets, mirror.tickets);
  put(deliveries, mirror.deliveries);
  for (const auto& [key, mark] : marks) mirror.marks[key] = mark;
  for (const Order& order : orders.there) mirror.mark(order);
}

BooksReader::BooksReader(const std::vector<std::string>& urls) : databases_(urls, "pizzatwin screen") {
  for (std::size_t i = 0; i < databases_.size(); ++i) databases_.at(i).set_patience(server_patience);
}

BooksReader::~BooksReader() = default;

std::string BooksReader::place() {
  return databases_.home().place();
}

const std::vector<std::uint32_t>& BooksReader::find_realms() {
  const PostgresRows there = databases_.home().query(
      "SELECT substr(nspname, 7)::bigint FROM pg_namespace n WHERE nspname ~ '^realm_[0-9]{1,4}$' AND EXISTS (SELECT "
      "FROM pg_class WHERE relnamespace = n.oid AND relname = 'order_sagas') ORDER BY 1",
      {});
  realms_.clear();
  for (int row = 0; row < there.rows(); ++row) realms_.push_back(static_cast<std::uint32_t>(there.integer(row, 0)));
  return realms_;
}

bool BooksReader::knows(std::uint64_t key) const {
  return std::binary_search(realms_.begin(), realms_.end(), realm_of_key(key));
}

PostgresTable& BooksReader::table(const RecordType& type, std::uint32_t realm) {
  std::unique_ptr<PostgresTable>& found = tables_[{realm, type.number}];
  if (!found) found = std::make_unique<PostgresTable>(databases_, layout_of(type, realm));
  return *found;
}

void BooksReader::list(const std::string& sql, const Parameters& parameters, std::size_t databases,
                       std::set<std::uint64_t>& keys) {
  for (std::size_t i = 0; i < databases; ++i) {
    const PostgresRows rows = databases_.at(i).query(sql, parameters);
    for (int row = 0; row < rows.rows(); ++row) keys.insert(static_cast<std::uint64_t>(rows.integer(row, 0)));
  }
}

WantedRecords BooksReader::list_open(Instant now) {
  WantedRecords wanted;
  Parameters times;
  times.add((now - oldest_open).ms).add((now - CityMirror::shown_after_end).ms);
  for (const std::uint32_t realm : realms_) {
    list("SELECT order_id FROM " + table_name(realm, "orders") +
             " WHERE placed_at > $1::bigint AND (closed_at IS NULL OR closed_at > $2::bigint) ORDER BY placed_at DESC" +
             most_orders,
         times, databases_.size(), wanted.orders);
    list("SELECT rider_id FROM " + table_name(realm, "riders") + " WHERE status <> 0" + most_things, {}, 1,
         wanted.riders);
    list("SELECT restaurant_id FROM " + table_name(realm, "restaurants") + most_things, {}, 1, wanted.restaurants);
  }
  return wanted;
}

std::map<std::uint64_t, OrderMark> BooksReader::list_marks(Instant marks_from) {
  std::map<std::uint64_t, OrderMark> marks;
  const auto instant = [](const PostgresRows& rows, int row, int column) {
    return rows.is_null(row, column) ? std::nullopt : std::optional<Instant>(Instant{rows.integer(row, column)});
  };
  for (const std::uint32_t realm : realms_)
    for (std::size_t i = 0; i < databases_.size(); ++i) {
      const PostgresRows rows = databases_.at(i).query(
          "SELECT order_id, placed_at, promised_at, delivered_at, closed_at, status FROM " +
              table_name(realm, "orders") + " WHERE placed_at > $1::bigint ORDER BY placed_at DESC" + most_marks,
          Parameters().add(marks_from.ms));
      for (int row = 0; row < rows.rows(); ++row)
        marks[static_cast<std::uint64_t>(rows.integer(row, 0))] = {{rows.integer(row, 1)},
                                                                   {rows.integer(row, 2)},
                                                                   instant(rows, row, 3),
                                                                   instant(rows, row, 4),
                                                                   static_cast<OrderStatus>(rows.integer(row, 5))};
    }
  return marks;
}

template <class T>
void BooksReader::read_all(const std::set<std::uint64_t>& keys, ReadRecords<T>& read) {
  std::vector<std::uint64_t> some;
  for (auto next = keys.begin(); next != keys.end();) {
    const std::uint32_t realm = realm_of_key(*next);
    some.clear();
    while (next != keys.end() && realm_of_key(*next) == realm && some.size() < keys_a_statement)
      some.push_back(*next++);
    if (!knows(some.front())) continue;
    std::set<std::uint64_t> missing(some.begin(), some.end());
    table(record_type<T>(), realm).load_all(some, [&](std::uint64_t key, const void* record) {
      missing.erase(key);
      read.there.push_back(*static_cast<const T*>(record));
    });
    read.gone.insert(read.gone.end(), missing.begin(), missing.end());
  }
}

ReadBooks BooksReader::read(WantedRecords wanted) {
  ReadBooks read;
  read_all(wanted.orders, read.orders);
  read_all(wanted.orders, read.baskets);
  read_all(wanted.orders, read.sagas);
  for (const OrderSaga& saga : read.sagas.there) {
    if (saga.ticket) wanted.tickets.insert(saga.ticket.value);
    if (saga.delivery) wanted.deliveries.insert(saga.delivery.value);
  }
  read_all(wanted.tickets, read.tickets);
  read_all(wanted.deliveries, read.deliveries);
  for (const Ticket& ticket : read.tickets.there) wanted.restaurants.insert(ticket.restaurant.value);
  for (const Delivery& delivery : read.deliveries.there)
    if (delivery.rider) wanted.riders.insert(delivery.rider.value);
  read_all(wanted.riders, read.riders);
  read_all(wanted.restaurants, read.restaurants);
  read_all(wanted.restaurants, read.kitchens);
  return read;
}

}  // namespace pizza
