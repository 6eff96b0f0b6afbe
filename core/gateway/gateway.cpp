// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/gateway.h"

#include "core/model/digest.h"
#include "core/model/random_bits.h"
#include "core/model/wire.h"

namespace pizza {

namespace {

std::optional<Problem> check_key(std::string_view key) {
  if (key.empty())
    return problem(Status::BadRequest, "idempotency.missing", "this request needs an Idempotency-Key",
                   "Idempotency-Key");
  const auto printable = [](char c) { return c > ' ' && c < '\x7F'; };
  if (key.size() > Gateway::max_key || !std::all_of(key.begin(), key.end(), printable))
    return problem(Status::BadRequest, "idempotency.invalid", "1 to 255 visible ASCII characters", "Idempotency-Key");
  return std::nullopt;
}

Problem reused() {
  return problem(Status::Unprocessable, "idempotency.reused", "this key was used for another request",
                 "Idempotency-Key");
}

bool plain_id(std::string_view text) {
  return !text.empty() && text.size() <= Gateway::max_request_id && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  });
}

// The field that names the record: the first whose name says so.
std::string field_of_record(const Schema& schema) {
  for (const FieldSchema& field : schema.fields)
    if (field.kind == Kind::Unsigned && field.name.ends_with("_id")) return std::string(field.name);
  return schema.fields.empty() ? std::string() : std::string(schema.fields.front().name);
}

// What is remembered under this key and still counts; null when there is none. `id` is its number in any case.
const RememberedRequest* remembered(UnitOfWork& work, const std::string& scope_key, RequestId& id) {
  const auto seen = work.find_where<&RememberedRequest::scope_key>(scope_key, 1);
  if (seen.empty()) return nullptr;
  id = {seen.front()};
  const RememberedRequest* request = work.find(id);
  return work.now() < request->at + Gateway::remember_for ? request : nullptr;
}

constexpr std::string_view place_order_name = "place_order";

}  // namespace

Result<PlacedOrder> Gateway::place_order(UnitOfWork& work, RequestKey key, const PlaceOrder& command) const {
  if (auto wrong = check_key(key.key)) return *wrong;
  std::string scope_key;
  scope_key.reserve(key.scope.size() + key.key.size() + 1);
  scope_key.append(key.scope).append("/").append(key.key);
  std::string payload;
  wire::encode(command, payload);
  const std::uint64_t mark = fingerprint(payload);
  RequestId id;
  if (const RememberedRequest* request = remembered(work, scope_key, id)) {
    if (request->payload != mark || !request->command.empty()) return reused();
    return PlacedOrder{request->order, true};
  }
  const Result<OrderId> order = orders_.place(work, command);
  if (!order.ok()) return order.problem();
  work.record(RequestRemembered{{.id = id ? id : work.allocate<RememberedRequest>(),
                                 .scope_key = std::move(scope_key),
                                 .payload = mark,
                                 .order = *order,
                                 .at = work.now(),
                                 .version = {},
                                 .command = {},
                                 .answer = {}}});
  return PlacedOrder{*order, false};
}

std::string Gateway::request_id(std::string_view given) {
  if (plain_id(given) && !looks_like_card_number(given)) return std::string(given);
  static constexpr std::string_view digits = "0123456789abcdef";
  std::uint64_t bits = mix_bits(ports_.request_id_seed ^ mix_bits(++made_ids_));
  std::string id = "req-";
  for (int i = 0; i < 16; ++i, bits >>= 4) id.push_back(digits[bits & 15]);
  return id;
}

std::optional<CallAnswer> Gateway::held_back(const CommandType& type, const Caller& caller, const CallRequest& request,
                                             Instant now) {
  if (ports_.limits == nullptr) return std::nullopt;
  const ClassLimits& limits = ports_.table[static_cast<std::size_t>(type.call_class)];
  const std::string_view name = call_class_names[static_cast<std::size_t>(type.call_class)];
  const auto ask = [&](std::string_view kind, std::string_view who, const RateRule& rule) -> std::optional<CallAnswer> {
    if (who.empty()) return std::nullopt;
    std::string key;
    key.reserve(kind.size() + who.size() + name.size() + 2);
    key.append(kind).append(":").append(who).append("/").append(name);
    const RateVerdict verdict = ports_.limits->take(key, rule, now);
    if (verdict.allowed) return std::nullopt;
    CallAnswer answer;
    answer.problem = problem(Status::TooManyRequests, "rate.exceeded",
                             "more calls than one " + std::string(kind) + " may make; try again later");
    answer.retry_after = verdict.retry_after;
    return answer;
  };
  // The widest last: a flood from one address spends its own limit, not that of everybody behind one program.
  if (auto stop = ask("user", caller.user ? std::to_string(caller.user.value) : std::string(), limits.user))
    return stop;
  if (auto stop = ask("address", request.address, limits.address)) return stop;
  return ask("client", caller.client ? std::to_string(caller.client.value) : std::string(request.program),
             limits.client);
}

CallAnswer Gateway::admit(const CommandType& type, void* command, const Caller& caller, const CallRequest& request,
                          Instant now) {
  CallAnswer answer;
  answer.request_id = request_id(request.request_id);
  if (request.give_up_at && now >= *request.give_up_at) {
    answer.problem = problem(Status::Unavailable, "request.too_late", "it waited longer than its time");
    answer.retry_after = seconds(1);
    return answer;
  }
  if (auto stop = held_back(type, caller, request, now)) {
    stop->request_id = std::move(answer.request_id);
    return *std::move(stop);
  }
  ValueBounds bounds;
  bounds.longest_text = type.longest_text;
  bounds.most_bytes = std::max(bounds.most_bytes, type.longest_text);
  answer.problem = value_fault([&](ValueWriter& writer) { type.write(command, writer); }, bounds);
  if (!answer.problem && !type.is_query && (type.needs_key || !request.key.empty())) {
    answer.problem = check_key(request.key);
    if (!answer.problem && looks_like_card_number(request.key))
      answer.problem =
          problem(Status::BadRequest, "idempotency.invalid", "looks like a card number", "Idempotency-Key");
  }
  if (!answer.problem && type.sign != nullptr) type.sign(command, caller);
  return answer;
}

std::optional<Problem> Gateway::authorise(UnitOfWork& work, const CommandType& type, const void* command,
                                          const Caller& caller) const {
  const bool for_all = for_anybody(type.permission);
  const auto forbidden = [] {
    return problem(Status::Forbidden, "identity.forbidden", "your roles do not allow this");
  };
  if (!for_all) {
    if (!caller.user && !caller.client && !caller.rider)
      return problem(Status::Unauthorized, "authentication.required", "sign in first");
    if (!caller.ever_may(type.permission)) return forbidden();
  }
  const Subject subject = type.subject(work, command);
  if (subject.found && (for_all || caller.may(type.permission, subject))) return std::nullopt;
  const bool nobodys = subject.found && !subject.user && !subject.restaurant && !subject.rider;
  if (nobodys) return forbidden();
  return problem(Status::NotFound, std::string(type.service) + ".not_found", "there is no such thing",
                 field_of_record(*type.schema));
}

bool Gateway::take_off(const std::string& scope_key, Instant now) {
  return ports_.cache == nullptr || scope_key.empty() ||
         ports_.cache->add("flight/" + scope_key, "1", now, now + flight_limit);
}

void Gateway::landed(const std::string& scope_key) {
  if (ports_.cache != nullptr && !scope_key.empty()) ports_.cache->remove("flight/" + scope_key);
}

Problem Gateway::in_flight() {
  return problem(Status::Conflict, "idempotency.in_flight", "a request with this key is under way", "Idempotency-Key");
}

Result<Gateway::Performed> Gateway::perform(UnitOfWork& work, const CommandType& type, const void* command,
                                            const Caller& caller, const std::string& scope_key) const {
  if (auto refused = authorise(work, type, command, caller)) return *refused;
  RequestId id;
  std::uint64_t mark = 0;
  const bool places = type.schema->name == place_order_name;
  if (!scope_key.empty()) {
    std::string payload;
    type.encode(command, payload);
    mark = fingerprint(payload);
    if (const RememberedRequest* seen = remembered(work, scope_key, id)) {
      const bool same =
          seen->payload == mark && (seen->command == type.schema->name || (places && seen->command.empty()));
      if (!same) return reused();
      Performed first{{type.answer, seen->answer}, true};
      if (places) wire::encode(MadeId{seen->order.value}, first.answer.bytes);
      return first;
    }
  }
  Result<CommandAnswer> answer = type.run(work, command);
  if (!answer.ok()) return answer.problem();
  if (!scope_key.empty()) {
    RememberedRequest request;
    request.id = id ? id : work.allocate<RememberedRequest>();
    request.scope_key = scope_key;
    request.payload = mark;
    request.at = work.now();
    if (places) {
      MadeId made;
      if (wire::decode(answer->bytes, made)) request.order = {made.id};
    } else {
      request.command = type.schema->name;
      request.answer = answer->bytes;
    }
    work.record(RequestRemembered{std::move(request)});
  }
  return Performed{std::move(answer).value(), false};
}

CallAnswer Gateway::look(UnitOfWork& work, const CommandType& type, const void* query, const Caller& caller,
                         const CallRequest& request, std::uint64_t generation) const {
  CallAnswer answer;
  answer.problem = authorise(work, type, query, caller);
  if (answer.problem) return answer;
  answer.schema = type.answer;
  const bool keeps = ports_.cache != nullptr && type.fresh_for > Duration{};
  std::string cache_key;
  bool cached = false;
  if (keeps) {
    cache_key = "answer/" + std::string(type.schema->name) + '/' + std::to_string(generation) + '/';
    type.encode(query, cache_key);
    if (auto found = ports_.cache->get(cache_key, work.now())) {
      answer.bytes = *std::move(found);
      cached = true;
    }
  }
  if (!cached) {
    Result<CommandAnswer> fresh = type.run(work, query);
    if (!fresh.ok()) {
      answer.problem = fresh.problem();
      return answer;
    }
    answer.bytes = std::move(fresh).value().bytes;
    if (answer.bytes.size() > max_answer) {
      answer.problem = problem(Status::TooLarge, "answer.too_large", "ask for a smaller page", "limit");
      answer.bytes.clear();
      return answer;
    }
    if (keeps) ports_.cache->put(cache_key, answer.bytes, work.now(), work.now() + type.fresh_for);
  }
  answer.fresh_for = type.fresh_for;
  answer.for_all = for_anybody(type.permission);
  answer.etag = etag_of(type.schema->name, answer.bytes);
  if (names_etag(request.if_none_match, answer.etag)) {
    answer.not_modified = true;
    answer.bytes.clear();
  }
  return answer;
}

std::string Gateway::scope_key(const Caller& caller, const CallRequest& request) {
  if (request.key.empty()) return {};
  std::string text;
  if (caller.client) text += "client:" + std::to_string(caller.client.value);
  if (caller.user) text += (text.empty() ? "user:" : "/user:") + std::to_string(caller.user.value);
  if (text.empty() && caller.rider) text = "rider:" + std::to_string(caller.rider.value);
  if (text.empty()) text.append("program:").append(request.program.empty() ? request.address : request.program);
  return text.append("/").append(request.key);
}

Result<RequestId> Gateway::forget_old(UnitOfWork& work, RequestId from, std::size_t limit) const {
  RequestsForgotten event;
  const std::uint64_t end = work.allocate<RememberedRequest>().value;
  std::uint64_t key = std::max<std::uint64_t>(1, from.value);
  for (std::size_t seen = 0; key < end && seen < limit; ++key, ++seen) {
    const RememberedRequest* request = work.find(RequestId{key});
    if (request == nullptr) continue;
    if (work.now() < request->at + remember_for) break;
    event.requests.push_back({key});
  }
  if (!event.requests.empty()) work.record(std::move(event));
  return RequestId{key};
}

void fold(Changes& changes, const RequestRemembered& event) {
  if (changes.find(event.request.id) == nullptr) {
    changes.insert(event.request);
    return;
  }
  RememberedRequest& kept = changes.edit(event.request.id);
  const Version version = kept.version;
  kept = event.request;
  kept.version = version;
}

void fold(Changes& changes, const RequestsForgotten& event) {
  for (const RequestId id : event.requests) changes.erase(id);
}

}  // namespace pizza
