// SPDX-License-Identifier: Apache-2.0
#include "core/saga/order_saga_table.h"

#include "core/saga/order_saga_actions.h"

namespace pizza {

namespace {

using enum SagaStep;
using On = SagaTrigger;
namespace act = saga_actions;

constexpr std::optional<SagaStep> nowhere = std::nullopt;

// Sorted by step, then by trigger; `saga_rows` relies on it.
constexpr std::array table{
    // clang-format off
    SagaRow{nowhere, On::OrderPlaced, Finished, &act::ended_already, "", "it has ended already"},
    SagaRow{nowhere, On::OrderPlaced, Scheduled, &act::wait_for_release, "wait until its time", "it is for later"},
    SagaRow{nowhere, On::OrderPlaced, Authorizing, &act::hold_money, "hold the money", ""},

    SagaRow{Authorizing, On::OrderChanged, Authorizing, &act::adjust_payment, "ask for another sum", ""},
    SagaRow{Authorizing, On::OrderRejected, Finished, &act::undo_all_but_money, "", "no money is held"},
    SagaRow{Authorizing, On::OrderRejected, Compensating, &act::undo_all, "let the money go", ""},
    SagaRow{Authorizing, On::OrderCancelled, Finished, &act::undo_all_but_money, "", "no money is held"},
    SagaRow{Authorizing, On::OrderCancelled, Compensating, &act::undo_all, "let the money go", ""},
    SagaRow{Authorizing, On::OrderFailed, Finished, &act::undo_all_but_money, "", "no money is held"},
    SagaRow{Authorizing, On::OrderFailed, Compensating, &act::undo_all, "let the money go", ""},
    SagaRow{Authorizing, On::RewardRefused, Authorizing, &act::cancel_for_reward, "cancel the order", ""},
    SagaRow{Authorizing, On::StockRanShort, Authorizing, &act::cancel_sold_out, "cancel the order", ""},
    SagaRow{Authorizing, On::PaymentAuthorized, AwaitingAcceptance, &act::ask_restaurant, "ask the restaurant", ""},
    SagaRow{Authorizing, On::PaymentDeclined, Authorizing, &act::fail_declined, "the order fails", ""},
    SagaRow{Authorizing, On::PaymentFailed, Authorizing, &act::fail_unpaid, "the order fails", ""},
    SagaRow{Authorizing, On::PaymentAdjusted, Authorizing, &act::keep_change, "keep the change", ""},
    SagaRow{Authorizing, On::PaymentAdjustRefused, Authorizing, &act::undo_change, "undo the change", ""},
    SagaRow{Authorizing, On::PaymentVoided, Authorizing, &act::fail_unanswered, "the order fails", ""},
    SagaRow{Authorizing, On::PaymentStuck, NeedsPeople, &act::call_people, "call people", ""},

    SagaRow{AwaitingAcceptance, On::OrderChanged, AwaitingAcceptance, &act::adjust_payment, "ask for another sum", ""},
    SagaRow{AwaitingAcceptance, On::OrderAccepted, Fulfilling, &act::begin_work, "open a ticket, seek a rider", ""},
    SagaRow{AwaitingAcceptance, On::OrderRejected, Compensating, &act::undo_all, "let the money go", ""},
    SagaRow{AwaitingAcceptance, On::OrderCancelled, Compensating, &act::undo_all, "let the money go", ""},
    SagaRow{AwaitingAcceptance, On::OrderFailed, Compensating, &act::undo_all, "let the money go", ""},
    SagaRow{AwaitingAcceptance, On::RewardRefused, AwaitingAcceptance, &act::cancel_for_reward, "cancel the order", ""},
    SagaRow{AwaitingAcceptance, On::StockRanShort, AwaitingAcceptance, &act::cancel_sold_out, "cancel the order", ""},
    SagaRow{AwaitingAcceptance, On::PaymentAdjusted, AwaitingAcceptance, &act::keep_change, "keep the change", ""},
    SagaRow{AwaitingAcceptance, On::PaymentAdjustRefused, AwaitingAcceptance, &act::undo_change, "undo the change", ""},
    SagaRow{AwaitingAcceptance, On::Deadline, AwaitingAcceptance, &act::cancel_unanswered, "cancel the order", ""},

    SagaRow{Fulfilling, On::OrderCancelled, Compensating, &act::undo_all, "free all, settle the money", ""},
    SagaRow{Fulfilling, On::OrderFailed, Compensating, &act::undo_all, "free all, settle the money", ""},
    SagaRow{Fulfilling, On::TicketStationStarted, Fulfilling, &act::show_preparing, "it is being prepared", ""},
    SagaRow{Fulfilling, On::TicketReady, Fulfilling, &act::show_ready, "the food waits for the rider", ""},
    SagaRow{Fulfilling, On::FoodPickedUp, Carrying, &act::show_picked_up, "the order rides", ""},
    SagaRow{Fulfilling, On::DeliveryFailed, Fulfilling, &act::fail_delivery, "the order fails", ""},
    SagaRow{Fulfilling, On::Deadline, Fulfilling, &act::cancel_overdue, "cancel the order", ""},

    SagaRow{Carrying, On::OrderCancelled, Compensating, &act::undo_all, "free all, settle the money", ""},
    SagaRow{Carrying, On::OrderFailed, Compensating, &act::undo_all, "free all, settle the money", ""},
    SagaRow{Carrying, On::FoodDelivered, Capturing, &act::take_money, "take the money (no way back)", ""},
    SagaRow{Carrying, On::DeliveryFailed, Carrying, &act::fail_delivery, "the order fails", ""},
    SagaRow{Carrying, On::Deadline, Carrying, &act::fail_overdue, "the order fails", ""},

    SagaRow{Capturing, On::PaymentCaptured, Finished, &act::complete, "the order is complete", ""},
    SagaRow{Capturing, On::PaymentStuck, NeedsPeople, &act::call_people, "call people", ""},

    SagaRow{Compensating, On::PaymentDeclined, Finished, &act::nothing_more, "", ""},
    SagaRow{Compensating, On::PaymentFailed, Finished, &act::nothing_more, "", ""},
    SagaRow{Compensating, On::PaymentVoided, Finished, &act::nothing_more, "", ""},
    SagaRow{Compensating, On::PaymentCaptured, Finished, &act::nothing_more, "", "what was owed is taken"},
    SagaRow{Compensating, On::PaymentStuck, NeedsPeople, &act::call_people, "call people", ""},

    SagaRow{Finished, On::PaymentStuck, NeedsPeople, &act::call_people, "call people", "a refund is never answered"},

    SagaRow{NeedsPeople, On::PaymentDeclined, Finished, &act::end_as_people_said, "close the order", ""},
    SagaRow{NeedsPeople, On::PaymentFailed, Finished, &act::end_as_people_said, "close the order", ""},
    SagaRow{NeedsPeople, On::PaymentVoided, Finished, &act::end_as_people_said, "close the order", ""},
    SagaRow{NeedsPeople, On::PaymentCaptured, Finished, &act::end_as_people_said, "close the order", ""},
    SagaRow{NeedsPeople, On::RefundSettled, Finished, &act::end_as_people_said, "", "the money is at rest"},

    SagaRow{Scheduled, On::OrderReleased, Authorizing, &act::hold_money_now, "hold the money", ""},
    SagaRow{Scheduled, On::OrderRejected, Finished, &act::nothing_more, "", ""},
    SagaRow{Scheduled, On::OrderCancelled, Finished, &act::nothing_more, "", ""},
    SagaRow{Scheduled, On::OrderFailed, Finished, &act::nothing_more, "", ""},
    SagaRow{Scheduled, On::RewardRefused, Scheduled, &act::cancel_for_reward, "cancel the order", ""},
    SagaRow{Scheduled, On::StockRanShort, Scheduled, &act::cancel_sold_out, "cancel the order", ""},
    // clang-format on
};

constexpr std::size_t steps = saga_step_names.size() + 1;  // and "nowhere"
constexpr std::size_t triggers = saga_trigger_names.size();

constexpr std::size_t place_of(std::optional<SagaStep> from, SagaTrigger on) {
  return (from ? static_cast<std::size_t>(*from) + 1 : 0) * triggers + static_cast<std::size_t>(on);
}

consteval bool sorted() {
  for (std::size_t i = 1; i < table.size(); ++i)
    if (place_of(table[i].from, table[i].on) < place_of(table[i - 1].from, table[i - 1].on)) return false;
  return true;
}
static_assert(sorted(), "rows stand by step, then by trigger, in the order of the enumerations");

// Where the rows of each step and trigger begin.
consteval std::array<std::uint8_t, steps * triggers + 1> first_rows() {
  std::array<std::uint8_t, steps * triggers + 1> first{};
  std::size_t row = 0;
  for (std::size_t place = 0; place <= steps * triggers; ++place) {
    while (row < table.size() && place_of(table[row].from, table[row].on) < place) ++row;
    first[place] = static_cast<std::uint8_t>(row);
  }
  return first;
}
constexpr auto first_row = first_rows();
static_assert(table.size() < 256);

std::string step_name(std::optional<SagaStep> step) {
  return step ? std::string(saga_step_names[static_cast<std::size_t>(*step)]) : "start";
}

}  // namespace

std::span<const SagaRow> order_saga_table() {
  return table;
}

std::span<const SagaRow> saga_rows(std::optional<SagaStep> from, SagaTrigger on) {
  const std::size_t place = place_of(from, on);
  return std::span<const SagaRow>(table).subspan(first_row[place], first_row[place + 1] - first_row[place]);
}

std::string order_saga_graph() {
  std::string dot =
      "digraph order_saga {\n  rankdir=TB;\n  node [shape=box, style=rounded, fontname=\"Inter\", fontsize=12];\n"
      "  edge [fontname=\"Inter\", fontsize=10];\n  start [shape=circle, label=\"\", width=0.2];\n"
      "  finished [peripheries=2];\n  needs_people [style=\"rounded,bold\"];\n";
  for (const SagaRow& row : table) {
    dot.append("  ").append(step_name(row.from)).append(" -> ").append(step_name(row.to)).append(" [label=\"");
    dot.append(saga_trigger_names[static_cast<std::size_t>(row.on)]);
    if (!row.when.empty()) dot.append(" (").append(row.when).append(")");
    if (!row.does.empty()) dot.append("\\n").append(row.does);
    dot.append("\"];\n");
  }
  return dot.append("}\n");
}

}  // namespace pizza
