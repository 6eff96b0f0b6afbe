// SPDX-License-Identifier: Apache-2.0
#include "core/business.h"

#include <limits>
#include <stdexcept>

#include "core/catalogue.h"

namespace pizza {

Business::Business(Ports ports) : ports_(ports), work_(ports.store, Instant{}) {}

void Business::begin() {
  work_.reset(ports_.clock.now());
}

bool Business::commit() {
  std::vector<EventHolder>& events = work_.events();
  outbox_.clear();
  std::vector<std::uint64_t> sequences(ports_.store.keeps_outbox() ? events.size() : 0);
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    const EventType& type = events[i].type();
    if (!OrderSagaRules::hears(type)) continue;  // nobody's work depends on it
    sequences[i] = ports_.store.allocate_outbox_sequence();
    OutboxRow row{sequences[i], std::string(type.schema->name), type.aggregate(events[i].get()), work_.now(), {}};
    type.encode(events[i].get(), row.bytes);
    outbox_.push_back(std::move(row));
  }
  const std::span<const std::uint64_t> consumed(&consuming_, consuming_ == 0 ? 0 : 1);
  const std::span<Change> changes = work_.changes().prepare();
  if (!changes.empty() || !outbox_.empty() || !consumed.empty()) {
    if (ports_.store.commit({changes, outbox_, consumed}) == CommitOutcome::Conflict) {
      abandon();
      return false;
    }
    unflushed_ = true;
  }
  if (ports_.journal != nullptr && !events.empty()) ports_.journal->committed(work_.now(), events);
  for (std::size_t i = 0; i < events.size(); ++i)
    ports_.bus.publish({sequences.empty() ? 0 : sequences[i], work_.now(), std::move(events[i])});
  for (Effect& effect : work_.effects()) effects_.push_back(std::move(effect));
  abandon();
  return true;
}

void Business::carry(EventEnvelope& event) {
  const EventType& type = event.event.type();
  if (OrderSagaRules::hears(type)) {
    consuming_ = event.sequence;
    const Outcome outcome = run([&](UnitOfWork& work) -> Outcome {
      saga_.hear(work, type, event.event.get());
      return Done{};
    });
    consuming_ = 0;
    if (!outcome.ok()) throw std::runtime_error("the saga cannot go on: " + outcome.problem().detail);
  }
  for (EventListener* listener : listeners_) listener->heard(event);
}

void Business::settle() {
  if (settling_) return;
  settling_ = true;
  EventEnvelope event;
  do {
    while (ports_.bus.take(event)) carry(event);
    if (unflushed_) {
      ports_.store.flush();
      unflushed_ = false;
    }
    acting_.swap(effects_);
    act();
    acting_.clear();
  } while (ports_.bus.waiting() != 0 || !effects_.empty());
  settling_ = false;
}

void Business::act() {
  for (const Effect& effect : acting_) {
    if (const Timer* timer = std::get_if<Timer>(&effect)) {
      ports_.timers.arm(*timer);
    } else {
      ports_.payments.submit(std::get<ProviderRequest>(effect));
    }
  }
}

void Business::provider_answered(const ProviderAnswer& answer) {
  const Outcome outcome = execute([&](UnitOfWork& work) -> Outcome {
    payments.provider_answered(work, answer);
    return Done{};
  });
  if (!outcome.ok()) throw std::runtime_error("a provider's answer cannot be kept: " + outcome.problem().detail);
}

void Business::fire(const Timer& timer) {
  const Outcome outcome = execute([&](UnitOfWork& work) -> Outcome {
    switch (timer.kind) {
      case TimerKind::SagaDeadline:
        saga_.deadline_passed(work, OrderId{timer.subject});
        break;
      case TimerKind::OfferDeadline:
        deliveries.offer_overdue(work, DeliveryId{timer.subject});
        break;
      case TimerKind::PaymentRetry:
        payments.answer_overdue(work, PaymentId{timer.subject});
        break;
      case TimerKind::RefundRetry:
        payments.refund_overdue(work, RefundId{timer.subject});
        break;
    }
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
    if (!type->decode(row.bytes, event))
      throw std::runtime_error("the outbox holds a damaged " + row.event);
    ports_.bus.publish({row.sequence, row.at, std::move(holder)});
  }
}

void Business::rearm_timers() {
  constexpr std::int64_t ever = std::numeric_limits<std::int64_t>::max();
  constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
  std::vector<std::uint64_t> keys;
  const auto due_records = [&](const RecordType& type, std::uint16_t field) {
    keys.clear();
    ports_.store.find_range(type, type.index_position(field), std::numeric_limits<std::int64_t>::min(), ever, all,
                            keys);
    return std::vector<std::uint64_t>(keys);
  };
  const Outcome outcome = run([&](UnitOfWork& work) -> Outcome {
    for (const auto key : due_records(record_type<OrderSaga>(), field_number<&OrderSaga::deadline>()))
      work.after_commit(Timer{TimerKind::SagaDeadline, key, *work.find_at<OrderSaga>(key)->deadline});
    for (const auto key : due_records(record_type<Delivery>(), field_number<&Delivery::offer_until>()))
      work.after_commit(Timer{TimerKind::OfferDeadline, key, *work.find_at<Delivery>(key)->offer_until});
    for (const auto key : due_records(record_type<Payment>(), field_number<&Payment::answer_due>()))
      payments.ask_again(work, PaymentId{key});
    for (const auto key : due_records(record_type<Refund>(), field_number<&Refund::answer_due>()))
      payments.ask_again(work, RefundId{key});
    return Done{};
  });
  if (!outcome.ok()) throw std::runtime_error("recovery failed: " + outcome.problem().detail);
}

void Business::recover() {
  republish_outbox();
  rearm_timers();
  settle();
}

}  // namespace pizza
