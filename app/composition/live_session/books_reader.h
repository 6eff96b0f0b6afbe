// SPDX-License-Identifier: Apache-2.0
// Reads of a live world's books what a screen shows. It only ever reads: no lease, no lock, no table of its own.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/composition/live_session/city_mirror.h"
#include "connectors/postgres/databases.h"
#include "connectors/postgres/postgres_table.h"

namespace pizza {

// Records of one reading: those that are there, and the keys of those that were looked for and are not.
template <class T>
struct ReadRecords {
  std::vector<T> there;
  std::vector<std::uint64_t> gone;
};

// Keys to be read, of any realms.
struct WantedRecords {
  std::set<std::uint64_t> orders, deliveries, tickets, riders, restaurants;

  void add(const NamedRecords& named);
  bool empty() const;
  std::size_t size() const;
};

struct ReadBooks {
  ReadRecords<Restaurant> restaurants;
  ReadRecords<Kitchen> kitchens;
  ReadRecords<Rider> riders;
  ReadRecords<Order> orders;
  ReadRecords<Basket> baskets;
  ReadRecords<OrderSaga> sagas;
  ReadRecords<Ticket> tickets;
  ReadRecords<Delivery> deliveries;
  std::map<std::uint64_t, OrderMark> marks;

  void apply_to(CityMirror& mirror) const;
};

// One thread at a time. Throws StoreUnavailable when a server is away, StoreError for what cannot be read.
class BooksReader {
 public:
  // Connects to nothing yet. Throws StoreError for what is no URL. The first database is home.
  explicit BooksReader(const std::vector<std::string>& urls);
  ~BooksReader();

  std::string place();  // "host:port/database" of the home
  // Realms that have books; none where nobody has served a live world on these servers yet.
  const std::vector<std::uint32_t>& find_realms();
  bool knows(std::uint64_t key) const;

  // All that is open, what has ended lately, who is on shift and every kitchen, up to a bound of rows a table and
  // realm; marks of orders placed since `marks_from`.
  WantedRecords list_open(Instant now);
  std::map<std::uint64_t, OrderMark> list_marks(Instant marks_from);
  // The wanted records as they are now, and what belongs to them: an order's basket, saga, ticket and delivery, a
  // delivery's rider, a ticket's kitchen.
  ReadBooks read(WantedRecords wanted);

 private:
  PostgresTable& table(const RecordType& type, std::uint32_t realm);
  template <class T>
  void read_all(const std::set<std::uint64_t>& keys, ReadRecords<T>& read);
  void list(const std::string& sql, const Parameters& parameters, std::size_t databases, std::set<std::uint64_t>& keys);

  Databases databases_;
  std::vector<std::uint32_t> realms_;
  std::map<std::pair<std::uint32_t, std::size_t>, std::unique_ptr<PostgresTable>> tables_;
};

}  // namespace pizza
