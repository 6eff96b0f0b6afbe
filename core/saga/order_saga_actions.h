// SPDX-License-Identifier: Apache-2.0
// What the saga does, one function an action of order_saga_table.cpp. Each answers whether it applies; one that does
// not has changed nothing.
#pragma once

#include "core/saga/order_saga_table.h"

namespace pizza::saga_actions {

bool nothing_more(SagaTurn& turn);

// Before the money.
bool ended_already(SagaTurn& turn);
bool wait_for_release(SagaTurn& turn);
bool hold_money(SagaTurn& turn);
bool hold_money_now(SagaTurn& turn);

// Before the kitchen.
bool adjust_payment(SagaTurn& turn);
bool keep_change(SagaTurn& turn);
bool undo_change(SagaTurn& turn);
bool cancel_for_reward(SagaTurn& turn);
bool cancel_sold_out(SagaTurn& turn);
bool fail_declined(SagaTurn& turn);
bool fail_unpaid(SagaTurn& turn);
bool fail_unanswered(SagaTurn& turn);
bool ask_restaurant(SagaTurn& turn);
bool cancel_unanswered(SagaTurn& turn);

// Kitchen and rider at work.
bool begin_work(SagaTurn& turn);
bool show_preparing(SagaTurn& turn);
bool show_ready(SagaTurn& turn);
bool show_picked_up(SagaTurn& turn);
bool fail_delivery(SagaTurn& turn);
bool cancel_overdue(SagaTurn& turn);
bool fail_overdue(SagaTurn& turn);

// The end.
bool take_money(SagaTurn& turn);
bool complete(SagaTurn& turn);
bool undo_all_but_money(SagaTurn& turn);
bool undo_all(SagaTurn& turn);
bool call_people(SagaTurn& turn);
bool end_as_people_said(SagaTurn& turn);

}  // namespace pizza::saga_actions
