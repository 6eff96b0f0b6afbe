// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/support.h"
#include "core/services/command.h"

namespace pizza {

struct OpenHelpTicket {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AskHelp;
  UserId user;
  OrderId order;  // the user's own, or none
  HelpCategory category = HelpCategory::Question;
  std::vector<AffectedLine> lines;  // of complaints about dishes; none = all
  std::string text;                 // 1..2000 bytes
  std::string language;             // BCP 47; empty = the profile's
  bool to_person = false;           // past the bot; complaints never go to it

  static constexpr auto description() {
    return record("open_help_ticket", field<&OpenHelpTicket::user>("user_id"),
                  field<&OpenHelpTicket::order>("order_id"), field<&OpenHelpTicket::category>("category"),
                  field<&OpenHelpTicket::lines>("lines"), field<&OpenHelpTicket::text>("text"),
                  field<&OpenHelpTicket::language>("language"), field<&OpenHelpTicket::to_person>("to_person"));
  }
};

// The customer goes on; opens again what was solved.
struct SayInHelpTicket {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AskHelp;
  HelpTicketId ticket;
  std::string text;

  static constexpr auto description() {
    return record("say_in_help_ticket", field<&SayInHelpTicket::ticket>("help_ticket_id"),
                  field<&SayInHelpTicket::text>("text"));
  }
};

// A question turns out to be a complaint about the ticket's order; the policy decides at once.
struct ComplainInHelpTicket {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AskHelp;
  HelpTicketId ticket;
  HelpCategory category = HelpCategory::Missing;
  std::vector<AffectedLine> lines;

  static constexpr auto description() {
    return record("complain_in_help_ticket", field<&ComplainInHelpTicket::ticket>("help_ticket_id"),
                  field<&ComplainInHelpTicket::category>("category"), field<&ComplainInHelpTicket::lines>("lines"));
  }
};

// The customer has what they wanted.
struct CloseHelpTicket {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AskHelp;
  HelpTicketId ticket;

  static constexpr auto description() {
    return record("close_help_ticket", field<&CloseHelpTicket::ticket>("help_ticket_id"));
  }
};

// One to five stars for the help, once it was given.
struct RateHelp {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AskHelp;
  HelpTicketId ticket;
  std::int32_t stars = 0;

  static constexpr auto description() {
    return record("rate_help", field<&RateHelp::ticket>("help_ticket_id"), field<&RateHelp::stars>("stars"));
  }
};

struct AnswerHelpTicket {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AnswerTicket;
  HelpTicketId ticket;
  UserId agent;
  std::string text;       // 1..2000 bytes; may be empty beside a canned answer
  std::string canned;     // key of a canned answer, said first, in the customer's language
  bool internal = false;  // a note among us
  bool solves = false;

  static constexpr auto description() {
    return record("answer_help_ticket", field<&AnswerHelpTicket::ticket>("help_ticket_id"),
                  field<&AnswerHelpTicket::agent>("agent"), field<&AnswerHelpTicket::text>("text"),
                  field<&AnswerHelpTicket::canned>("canned"), field<&AnswerHelpTicket::internal>("internal"),
                  field<&AnswerHelpTicket::solves>("solves"));
  }
};

struct AssignHelpTicket {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AnswerTicket;
  HelpTicketId ticket;
  UserId to;  // somebody of the help desk; none = back to all

  static constexpr auto description() {
    return record("assign_help_ticket", field<&AssignHelpTicket::ticket>("help_ticket_id"),
                  field<&AssignHelpTicket::to>("to"));
  }
};

struct PrioritizeHelpTicket {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AnswerTicket;
  HelpTicketId ticket;
  HelpPriority priority = HelpPriority::Normal;

  static constexpr auto description() {
    return record("prioritize_help_ticket", field<&PrioritizeHelpTicket::ticket>("help_ticket_id"),
                  field<&PrioritizeHelpTicket::priority>("priority"));
  }
};

// A person's word about money.
struct DecideRefund {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::Refund;
  HelpTicketId ticket;
  UserId agent;  // none: whoever runs the system
  Money amount;  // zero: no refund
  std::string reason;

  static constexpr auto description() {
    return record("decide_refund", field<&DecideRefund::ticket>("help_ticket_id"), field<&DecideRefund::agent>("agent"),
                  field<&DecideRefund::amount>("amount"), field<&DecideRefund::reason>("reason"));
  }
};

// A ticket with what was said; the customer's view is without notes.
struct SeeHelpTicket {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AskHelp;
  static constexpr bool is_query = true;
  HelpTicketId ticket;

  static constexpr auto description() {
    return record("see_help_ticket", field<&SeeHelpTicket::ticket>("help_ticket_id"));
  }
};
struct SeeHelpCase {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AnswerTicket;
  static constexpr bool is_query = true;
  HelpTicketId ticket;

  static constexpr auto description() { return record("see_help_case", field<&SeeHelpCase::ticket>("help_ticket_id")); }
};

struct HelpTicketView {
  HelpTicket ticket;
  std::vector<HelpMessage> messages;

  static constexpr auto description() {
    return record("help_ticket_view", field<&HelpTicketView::ticket>("ticket"),
                  field<&HelpTicketView::messages>("messages"));
  }
};

struct HelpTickets {
  std::vector<HelpTicket> tickets;
  static constexpr auto description() { return record("help_ticket_list", field<&HelpTickets::tickets>("tickets")); }
};

// A person's own, latest first, at most 100.
struct ListMyHelpTickets {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AskHelp;
  static constexpr bool is_query = true;
  UserId user;

  static constexpr auto description() {
    return record("list_my_help_tickets", field<&ListMyHelpTickets::user>("user_id"));
  }
};

// What waits for us, what is due first at the top; tickets that have gone up as far as they can, first of all.
struct ListHelpQueue {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AnswerTicket;
  static constexpr bool is_query = true;
  UserId assigned_to;      // none: everybody's
  std::int32_t limit = 0;  // 1..200; 0 = 50

  static constexpr auto description() {
    return record("list_help_queue", field<&ListHelpQueue::assigned_to>("assigned_to"),
                  field<&ListHelpQueue::limit>("limit"));
  }
};

struct SeeHelpStatistics {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AnswerTicket;
  static constexpr bool is_query = true;
  std::int32_t days = 0;  // 1..90 back from now; 0 = 7

  static constexpr auto description() { return record("see_help_statistics", field<&SeeHelpStatistics::days>("days")); }
};

struct HelpStatistics {
  std::int64_t tickets = 0;  // at most the latest 10000
  std::array<std::int64_t, 5> by_status{};
  std::array<std::int64_t, 11> by_category{};
  std::int64_t overdue = 0;       // open past their deadline, or escalated as far as it goes
  std::int64_t escalated = 0;     // at least once
  std::int64_t answered = 0;      // by a person
  Duration first_answer_median;   // of these
  std::int64_t by_bot_alone = 0;  // solved without a person
  std::int64_t refunds = 0;       // granted, asked for or paid
  std::int64_t rated = 0;
  std::int32_t satisfaction_thousandths = 0;  // mean of the stars; 0 = nobody said

  static constexpr auto description() {
    return record("help_statistics", field<&HelpStatistics::tickets>("tickets"),
                  field<&HelpStatistics::by_status>("by_status"), field<&HelpStatistics::by_category>("by_category"),
                  field<&HelpStatistics::overdue>("overdue"), field<&HelpStatistics::escalated>("escalated"),
                  field<&HelpStatistics::answered>("answered"),
                  field<&HelpStatistics::first_answer_median>("first_answer_median"),
                  field<&HelpStatistics::by_bot_alone>("by_bot_alone"), field<&HelpStatistics::refunds>("refunds"),
                  field<&HelpStatistics::rated>("rated"),
                  field<&HelpStatistics::satisfaction_thousandths>("satisfaction_thousandths"));
  }
};

struct ListCannedAnswers {
  static constexpr std::string_view service = "support";
  static constexpr Permission permission = Permission::AnswerTicket;
  static constexpr bool is_query = true;
  std::string language;  // BCP 47

  static constexpr auto description() {
    return record("list_canned_answers", field<&ListCannedAnswers::language>("language"));
  }
};

struct CannedAnswerText {
  std::string key;
  std::string text;
  static constexpr auto description() {
    return record("canned_answer", field<&CannedAnswerText::key>("key"), field<&CannedAnswerText::text>("text"));
  }
};

struct CannedAnswers {
  std::vector<CannedAnswerText> answers;
  static constexpr auto description() { return record("canned_answers", field<&CannedAnswers::answers>("answers")); }
};

using SupportCommands = TypeList<OpenHelpTicket, SayInHelpTicket, ComplainInHelpTicket, CloseHelpTicket, RateHelp,
                                 AnswerHelpTicket, AssignHelpTicket, PrioritizeHelpTicket, DecideRefund, SeeHelpTicket,
                                 SeeHelpCase, ListMyHelpTickets, ListHelpQueue, SeeHelpStatistics, ListCannedAnswers>;

}  // namespace pizza
