// SPDX-License-Identifier: Apache-2.0
#include "core/business.h"

#include <limits>
#include <stdexcept>

#include "core/catalogue.h"
#include "core/services/support/order_bot.h"
#include "core/wiring.h"

namespace pizza {

namespace {

template <class Action>
struct Finally {
  Action action;
  ~Finally() { action(); }
};
template <class Action>
Finally(Action) -> Finally<Action>;

// Who guesses at coupon codes is remembered, though the command that he guessed with has changed nothing.
void note_refusal(Business& business, const Problem& refusal, const Caller& caller) {
  if (refusal.type != "coupon.unknown" || !caller.user) return;
  const Outcome noted = business.run([&](UnitOfWork& work) -> Outcome {
    business.loyalty.note_miss(work, caller.user);
    return Done{};
  });
  if (!noted.ok()) throw std::runtime_error("a guess cannot be noted: " + noted.problem().detail);
}

}  // namespace

Business::Business(Ports ports)
    : gateway(ports.gateway), ports_(ports), work_(ports.store, Instant{}, surroundings_of(ports)) {
  for (const EventType* type : all_event_types()) tally_by_event_.push_back(&tally_[type->service]);
}

Surroundings Business::surroundings_of(const Ports& ports) {
  return {ports.notifications != nullptr, ports.search, ports.telemetry};
}

CallAnswer Business::run_call(const CommandType& type, void* command, const Caller& caller,
                              const CallRequest& request) {
  const WorkSpan span(ports_.telemetry, type.service);
  CallAnswer answer = gateway.admit(type, command, caller, request, now());
  if (answer.problem) return answer;
  ServiceTally& tally = tally_[type.service];
  ++tally.commands;
  ++tally_["gateway"].commands;
  if (type.is_query) {
    const std::uint64_t generation = type.stale_on.empty() ? 0 : tally_[type.stale_on].events;
    CallAnswer seen =
        read([&](UnitOfWork& work) { return gateway.look(work, type, command, caller, request, generation); });
    seen.request_id = std::move(answer.request_id);
    return seen;
  }
  const std::string scope_key = Gateway::scope_key(caller, request);
  if (!gateway.take_off(scope_key, now())) {
    answer.problem = Gateway::in_flight();
    return answer;
  }
  auto done = run([&](UnitOfWork& work) { return gateway.perform(work, type, command, caller, scope_key); });
  gateway.landed(scope_key);
  if (!done.ok()) {
    answer.problem = done.problem();
    note_refusal(*this, *answer.problem, caller);
    return answer;
  }
  Gateway::Performed performed = std::move(done).value();
  answer.schema = performed.answer.schema;
  answer.bytes = std::move(performed.answer.bytes);
  answer.replayed = performed.replayed;
  return answer;
}

void Business::begin() {
  work_.reset(ports_.clock.now());
}

bool Business::commit() {
  std::vector<EventHolder>& events = work_.events();
  outbox_.clear();
  std::vector<std::uint64_t> sequences(ports_.store.keeps_outbox() ? events.size() : 0);
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    const EventType& type = events[i].type();
    if (!wiring::heard(type)) continue;  // nobody's work depends on it
    sequences[i] = ports_.store.allocate_outbox_sequence();
    OutboxRow row{sequences[i], std::string(type.schema->name), type.aggregate(events[i].get()), work_.now(), {}};
    type.encode(events[i].get(), row.bytes);
    outbox_.push_back(std::move(row));
  }
  const std::span<const std::uint64_t> consumed(&consuming_, consuming_ == 0 ? 0 : 1);
  const std::span<Change> changes = work_.changes().prepare();
  if (!changes.empty() || !outbox_.empty() || !consumed.empty()) {
    const WorkSpan span(ports_.telemetry, "store");
    if (ports_.store.commit({changes, outbox_, consumed}) == CommitOutcome::Conflict) {
      abandon();
      return false;
    }
    unflushed_ = true;
  }
  for (const EventHolder& event : events) ++tally_by_event_[event.type().number]->events;
  if (ports_.search != nullptr)
    for (const EventHolder& event : events) searched_.heard(event);
  if (ports_.journal != nullptr && !events.empty()) {
    const WorkSpan span(ports_.telemetry, "journal");
    ports_.journal->committed(work_.now(), events);
  }
  for (std::size_t i = 0; i < events.size(); ++i)
    ports_.bus.publish({sequences.empty() ? 0 : sequences[i], work_.now(), std::move(events[i])});
  for (Effect& effect : work_.effects()) effects_.push_back(std::move(effect));
  abandon();
  return true;
}

// Where the store cannot be asked, the event is carried on from here when it can be: reacted to once, told to each
// listener once.
void Business::carry() {
  const EventEnvelope& event = carried_;
  const auto reactions = wiring::reactions_to(event.event.type());
  if (carrying_ == Carrying::Reacting && !reactions.empty()) {
    consuming_ = event.sequence;
    const Finally consumed{[this] { consuming_ = 0; }};
    const Outcome outcome = run([&](UnitOfWork& work) -> Outcome {
      for (const Reaction& reaction : reactions) {
        const WorkSpan span(ports_.telemetry, reaction.consumer);
        reaction.react(work, event.event.get());
      }
      return Done{};
    });
    if (!outcome.ok()) throw std::runtime_error("nobody can go on from an event: " + outcome.problem().detail);
  }
  carrying_ = Carrying::Telling;
  while (told_ < listeners_.size()) listeners_[told_++]->heard(event);
  told_ = 0;
  carrying_ = Carrying::Nothing;
}

void Business::leave_carried() {
  abandon();
  told_ = 0;
  carrying_ = Carrying::Nothing;
}

void Business::settle() {
  if (settling_) return;
  settling_ = true;
  const Finally settled{[this] { settling_ = false; }};
  do {
    while (carrying_ != Carrying::Nothing || ports_.bus.take(carried_)) {
      if (carrying_ == Carrying::Nothing) carrying_ = Carrying::Reacting;
      carry();
    }
    if (unflushed_) {
      const WorkSpan span(ports_.telemetry, "store");
      ports_.store.flush();
      unflushed_ = false;
    }
    if (searched_.behind()) searched_.catch_up(*ports_.search, ports_.store, ports_.clock.now());
    if (acting_.empty()) acting_.swap(effects_);
    act();
  } while (ports_.bus.waiting() != 0 || !effects_.empty());
}

void Business::act() {
  while (acted_ < acting_.size()) {
    const Effect& effect = acting_[acted_++];
    if (const Timer* timer = std::get_if<Timer>(&effect)) {
      ports_.timers.arm(*timer);
    } else if (const ProviderRequest* request = std::get_if<ProviderRequest>(&effect)) {
      ports_.payments.submit(*request);
    } else if (const auto* message = std::get_if<std::shared_ptr<const ChannelMessage>>(&effect)) {
      if (ports_.notifications != nullptr) ports_.notifications->send(**message);
    } else if (const auto* question = std::get_if<std::shared_ptr<const ChatbotQuestion>>(&effect)) {
      if (ports_.chatbot != nullptr) {
        ports_.chatbot->ask(**question);
      } else {
        chatbot_answered(order_bot_reply(**question));
      }
    }
  }
  acting_.clear();
  acted_ = 0;
}

// An answer from outside is a fact: it cannot be refused.
template <class Keep>
void Business::keep_answer(const char* whose, Keep&& keep) {
  const Outcome outcome = run([&](UnitOfWork& work) -> Outcome {
    const WorkSpan span(ports_.telemetry, whose);
    keep(work);
    return Done{};
  });
  if (!outcome.ok())
    throw std::runtime_error("an answer to the " + std::string(whose) +
                             " service cannot be kept: " + outcome.problem().detail);
}

void Business::run_answer(const ProviderAnswer& answer) {
  keep_answer("payment", [&](UnitOfWork& work) { payments.provider_answered(work, answer); });
}

void Business::run_answer(const ChannelAnswer& answer) {
  keep_answer("notification", [&](UnitOfWork& work) { notifications.answered(work, answer); });
}

void Business::provider_answered(const ProviderAnswer& answer) {
  run_answer(answer);
  settle();
}

void Business::channel_answered(const ChannelAnswer& answer) {
  run_answer(answer);
  settle();
}

void Business::chatbot_answered(const ChatbotReply& reply) {
  keep_answer("support", [&](UnitOfWork& work) { support.bot_answered(work, reply); });
  settle();
}

Outcome Business::send_code(const CodeToSend& code) {
  if (ports_.notifications == nullptr)
    return problem(Status::Unavailable, "notification.no_channel", "nobody can be told anything here");
  const auto message = read([&](UnitOfWork& work) { return notifications.code_message(work, code); });
  if (!message.ok()) return message.problem();
  ports_.notifications->send(*message);
  return Done{};
}

void Business::fire(const Timer& timer) {
  run_timer(timer);
  settle();
}

void Business::run_timer(const Timer& timer) {
  const TimerRule* rule = wiring::timer_rule_of(timer.kind);
  if (rule == nullptr) throw std::logic_error("nobody waits by this kind of timer");
  const Outcome outcome = run([&](UnitOfWork& work) -> Outcome {
    rule->fire(work, timer.subject);
    return Done{};
  });
  if (!outcome.ok()) throw std::runtime_error("a timer cannot be served: " + outcome.problem().detail);
}

void Business::republish_outbox() {
  for (const OutboxRow& row : ports_.store.unconsumed(std::numeric_limits<std::size_t>::max())) {
    const EventType* type = event_type_by_name(row.event);
    if (type == nullptr) throw std::runtime_error("the outbox holds an event that nobody knows: " + row.event);
    void* event = type->create();
    EventHolder holder(*type, event);
    if (!type->decode(row.bytes, event)) throw std::runtime_error("the outbox holds a damaged " + row.event);
    ports_.bus.publish({row.sequence, row.at, std::move(holder)});
  }
}

void Business::rearm_timers() {
  constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::max();
  constexpr std::int64_t always = std::numeric_limits<std::int64_t>::min();
  constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
  const Outcome outcome = run([&](UnitOfWork& work) -> Outcome {
    for (const TimerRule& rule : wiring::timer_rules()) {
      std::vector<std::uint64_t> keys;
      const int position = rule.type->index_position(rule.field);
      ports_.store.find_range(*rule.type, position, always, ever, all, keys);
      for (const std::uint64_t key : keys) {
        if (rule.resume != nullptr) {
          rule.resume(work, key);
          continue;
        }
        const void* waiting = work.changes().find(*rule.type, key);
        const IndexValue due = rule.type->indexes[static_cast<std::size_t>(position)].value(waiting);
        work.after_commit(Timer{rule.kind, key, Instant{due.number}});
      }
    }
    return Done{};
  });
  if (!outcome.ok()) throw std::runtime_error("recovery failed: " + outcome.problem().detail);
}

void Business::recover() {
  if (ports_.search != nullptr) refill(*ports_.search, ports_.store, ports_.clock.now());
  republish_outbox();
  rearm_timers();
  settle();
}

}  // namespace pizza
