// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/person_service.h"

#include "core/services/user/find_person.h"
#include "core/services/user/identity_events.h"

namespace pizza {

namespace {

constexpr std::array<std::string_view, 2> our_own{"ledger_entries", "order_sagas"};

// The records of one type that hold `id` in the field of this name: by key or by index.
void add_keys(UnitOfWork& work, const RecordType& type, std::string_view name, std::uint64_t id,
              std::vector<std::uint64_t>& keys) {
  const FieldSchema* field = type.schema->find(name);
  if (field == nullptr) return;
  if (field->key) {
    keys.push_back(id);
    return;
  }
  const int index = type.index_position(field->number);
  if (index < 0 || field->index == Index::Ordered) return;
  std::vector<std::uint64_t> found;
  work.changes().find_equal(type, index, IndexValue::of(static_cast<std::int64_t>(id)),
                            std::numeric_limits<std::size_t>::max(), found);
  keys.insert(keys.end(), found.begin(), found.end());
}

template <auto Member, class T = typename MemberTraits<decltype(Member)>::Class>
std::vector<Id<T>> ids_where(UnitOfWork& work, UserId user) {
  std::vector<Id<T>> ids;
  for (const std::uint64_t key : work.find_where<Member>(user)) ids.push_back({key});
  return ids;
}

}  // namespace

Outcome PersonService::export_person(
    UnitOfWork& work, UserId user, std::span<const RecordType* const> types,
    const std::function<void(const RecordType& type, const void* record)>& take) const {
  if (auto missing = person_missing(work, user)) return *missing;
  const std::vector<std::uint64_t> orders = work.find_where<&Order::user>(user);
  for (const RecordType* type : types) {
    if (std::find(our_own.begin(), our_own.end(), type->schema->name) != our_own.end()) continue;
    std::vector<std::uint64_t> keys;
    add_keys(work, *type, "user_id", user.value, keys);
    for (const std::uint64_t order : orders) add_keys(work, *type, "order_id", order, keys);
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    for (const std::uint64_t key : keys)
      if (const void* record = work.changes().find(*type, key)) take(*type, record);
  }
  return Done{};
}

Outcome PersonService::erase(UnitOfWork& work, UserId user) const {
  if (auto missing = person_missing(work, user)) return *missing;
  UserErased event;
  event.user = user;
  event.at = work.now();
  for (const std::uint64_t key : work.find_where<&Order::user>(user)) {
    if (!is_terminal(work.find(OrderId{key})->status))
      return problem(Status::Conflict, "user.order_open", "an order is still under way; ask again when it is over");
    if (work.find_at<Basket>(key) != nullptr) event.orders.push_back({key});
  }
  event.had_credential = work.find_at<Credential>(user.value) != nullptr;
  event.identities = ids_where<&ExternalIdentity::user>(work, user);
  event.codes = ids_where<&VerificationCode::user>(work, user);
  event.sessions = ids_where<&Session::user>(work, user);
  event.authorizations = ids_where<&AuthorizationCode::user>(work, user);
  event.grants = ids_where<&RoleGrant::user>(work, user);
  for (const std::uint64_t key : work.find_where<&OAuthClient::owner>(user)) {
    const OAuthClient* client = work.find(OAuthClientId{key});
    if (!client->disabled_at) work.record(OAuthClientDisabled{user, {key}, work.now()});
  }
  work.record(std::move(event));
  return Done{};
}

}  // namespace pizza
