// SPDX-License-Identifier: Apache-2.0
// What two worlds are compared by.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "connectors/json/json_form.h"
#include "core/ports/store.h"

namespace pizza::test {

// Every record of a store as JSON: by the table's name, then by key.
using Books = std::map<std::string, std::map<std::uint64_t, Json>>;
Books books_of(Store& store);

// What matters of each order to those who ordered, cooked, rode and paid, by its number: customer, restaurant, lines,
// amounts, states and times; its payment with what was taken and given back; its delivery with rider and times.
std::map<std::uint64_t, Json> order_pages(const Books& books);

// Where the second differs from the first, in words: "orders 17 /total/minor: 2310, 2410".
std::optional<std::string> first_difference(const Json& a, const Json& b);
std::optional<std::string> first_difference(const std::map<std::uint64_t, Json>& a,
                                            const std::map<std::uint64_t, Json>& b, const std::string& what);
std::optional<std::string> first_difference(const Books& a, const Books& b);

}  // namespace pizza::test
