// SPDX-License-Identifier: Apache-2.0
// What the parts of the help desk share: moving tickets on, saying something in them, judging a complaint.
#pragma once

#include "core/services/support/support_service.h"

namespace pizza::help_desk {

Problem unknown_ticket();
Problem invalid(std::string why, std::string field);
// 1..2000 bytes, no card number; `required`: not empty.
std::optional<Problem> check_text(const std::string& text, const char* field, bool required);

// A ticket as it stands, to be changed and recorded. Records nothing by itself.
HelpTicketMoved standing(UnitOfWork& work, const HelpTicket& ticket);
// Records it, and arms its timer.
void record(UnitOfWork& work, HelpTicketMoved moved);
// As open, waiting, solved or closed, with the deadline that goes with it.
void bring_to(UnitOfWork& work, HelpTicketId ticket, HelpStatus status,
              std::optional<HelpPriority> priority = std::nullopt);

void add_message(UnitOfWork& work, HelpTicketId ticket, HelpMessage message);
// A sentence of ours in the customer's language, by its key (canned_answers.h).
void add_canned(UnitOfWork& work, HelpTicketId ticket, std::string_view key, Money amount = {});

// Asks the bot about the last thing said.
void ask_bot(UnitOfWork& work, HelpTicketId ticket);

bool is_complaint(HelpCategory category);
HelpPriority first_priority(HelpCategory category);
// The lines named must be in the basket. Problems: help.invalid.
std::optional<Problem> check_lines(UnitOfWork& work, OrderId order, const std::vector<AffectedLine>& lines);
// What was paid for the order, not given back, and not promised either.
Money left_of(UnitOfWork& work, const Order& order);
// Grants, proposes or refuses by the policy, and tells the customer.
void judge(UnitOfWork& work, HelpTicketId ticket);

}  // namespace pizza::help_desk
