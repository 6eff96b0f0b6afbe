// SPDX-License-Identifier: Apache-2.0
#include "tests/equivalence/order_page.h"

#include "core/catalogue.h"

namespace pizza::test {

namespace {

Json pick(const Json& record, std::initializer_list<const char*> names) {
  Json picked = Json::object();
  for (const char* name : names)
    if (record.contains(name)) picked[name] = record[name];
  return picked;
}

// The records of a table that say they belong to an order.
std::multimap<std::uint64_t, const Json*> by_order(const Books& books, const std::string& table) {
  std::multimap<std::uint64_t, const Json*> found;
  for (const auto& [key, record] : books.at(table)) found.emplace(record.at("order_id").get<std::uint64_t>(), &record);
  return found;
}

}  // namespace

Books books_of(Store& store) {
  Books books;
  for (const RecordType* type : all_record_types()) {
    auto& table = books[std::string(type->schema->name)];
    store.scan(*type, [&](std::uint64_t key, const void* record) { table.emplace(key, to_json(*type, record)); });
  }
  return books;
}

std::map<std::uint64_t, Json> order_pages(const Books& books) {
  std::map<std::uint64_t, Json> pages;
  for (const auto& [key, order] : books.at("orders"))
    pages[key] =
        pick(order, {"user_id",      "restaurant_id", "status",      "items",      "discount",     "tax",
                     "delivery_fee", "tip",           "total",       "end_charge", "points_spent", "coupon_code",
                     "placed_at",    "promised_at",   "accepted_at", "ready_at",   "picked_up_at", "delivered_at",
                     "closed_at",    "close_reason",  "revision"});
  for (const auto& [key, basket] : books.at("baskets")) pages.at(key)["lines"] = basket.at("lines");
  for (const auto& [order, payment] : by_order(books, "payments"))
    pages.at(order)["payments"].push_back(pick(*payment, {"status", "amount", "captured", "refunded", "reason"}));
  for (const auto& [order, refund] : by_order(books, "refunds"))
    pages.at(order)["refunds"].push_back(pick(*refund, {"status", "amount", "reason", "restaurant_bears"}));
  for (const auto& [order, delivery] : by_order(books, "deliveries"))
    pages.at(order)["deliveries"].push_back(
        pick(*delivery, {"status", "rider_id", "offers", "requested_at", "assigned_at", "arrived_at", "picked_up_at",
                         "ended_at", "promised_at"}));
  return pages;
}

std::optional<std::string> first_difference(const Json& a, const Json& b) {
  if (a == b) return std::nullopt;
  const auto plain_a = nlohmann::json::parse(a.dump()), plain_b = nlohmann::json::parse(b.dump());
  const auto steps = nlohmann::json::diff(plain_a, plain_b);
  if (steps.empty()) return "its members stand in another order";
  const std::string path = steps.front().at("path").get<std::string>();
  const nlohmann::json::json_pointer at(path);
  const auto shown = [&](const nlohmann::json& whole) {
    return whole.contains(at) ? whole.at(at).dump() : std::string("nothing");
  };
  return path + ": " + shown(plain_a) + ", " + shown(plain_b);
}

std::optional<std::string> first_difference(const std::map<std::uint64_t, Json>& a,
                                            const std::map<std::uint64_t, Json>& b, const std::string& what) {
  for (const auto& [key, record] : a) {
    const auto other = b.find(key);
    if (other == b.end()) return what + " " + std::to_string(key) + " is in the first only: " + record.dump();
    if (const auto where = first_difference(record, other->second))
      return what + " " + std::to_string(key) + " " + *where;
  }
  for (const auto& [key, record] : b)
    if (!a.contains(key)) return what + " " + std::to_string(key) + " is in the second only: " + record.dump();
  return std::nullopt;
}

std::optional<std::string> first_difference(const Books& a, const Books& b) {
  for (const auto& [table, records] : a)
    if (const auto where = first_difference(records, b.at(table), table)) return where;
  return std::nullopt;
}

}  // namespace pizza::test
