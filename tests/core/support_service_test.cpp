// SPDX-License-Identifier: Apache-2.0
// The help desk: who may ask, who must answer until when, and how a complaint becomes money.
#include <QTest>

#include "tests/support/shop_world.h"

using namespace pizza;
using test::eur;

namespace {

struct Stage : test::ShopWorld {
  Stage() {
    agent = add_user("agent@example.org");
    chief = add_user("chief@example.org");
    grant(agent, Role::Support);
    grant(chief, Role::Operations);
  }
  UserId agent, chief;

  void grant(UserId to, Role role) {
    QVERIFY(business.execute([&](UnitOfWork& w) { return business.users.roles.grant(w, {{}, to, role, {}}); }).ok());
  }
  HelpTicket help(HelpTicketId id) {
    return business.read([&](UnitOfWork& w) { return *w.find(id); });
  }
  std::vector<HelpMessage> said(HelpTicketId id) { return business.command(SeeHelpCase{id})->messages; }
  HelpTicketId complain(OrderId order, HelpCategory category, std::vector<AffectedLine> lines = {}) {
    const auto opened =
        business.command(OpenHelpTicket{cast.user, order, category, std::move(lines), "Please", "", false});
    if (!opened.ok()) QTest::qFail(opened.problem().detail.c_str(), __FILE__, __LINE__);
    return opened.ok() ? *opened : HelpTicketId{};
  }
  HelpTicketId ask(std::string text, OrderId order = {}, bool person = false) {
    return *business.command(OpenHelpTicket{cast.user, order, HelpCategory::Question, {}, std::move(text), "", person});
  }
  Money refunded(OrderId id) { return payment(id).refunded; }
};

}  // namespace

class SupportServiceTest : public QObject {
  Q_OBJECT
 private slots:
  void theFieldAtFaultIsNamed() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const OpenHelpTicket good{s.cast.user, order, HelpCategory::Missing, {{1, 1}}, "No cola", "en", false};
    const auto with = [&](auto change) {
      OpenHelpTicket bad = good;
      change(bad);
      return s.refusal(bad);
    };
    QCOMPARE(with([](auto& c) { c.user = UserId{99}; }), std::string("user.unknown:user_id"));
    QCOMPARE(with([&](auto& c) { c.user = s.agent; }), std::string("help.order_unknown:order_id"));
    QCOMPARE(with([](auto& c) { c.order = {}; }), std::string("help.no_order:order_id"));
    QCOMPARE(with([](auto& c) { c.text = ""; }), std::string("help.invalid:text"));
    QCOMPARE(with([](auto& c) { c.text = std::string(2'001, 'x'); }), std::string("help.invalid:text"));
    QCOMPARE(with([](auto& c) { c.text = "my card 4242424242424242"; }), std::string("help.card_number:text"));
    QCOMPARE(with([](auto& c) { c.language = std::string(36, 'x'); }), std::string("help.invalid:language"));
    QCOMPARE(with([](auto& c) { c.lines = {{9, 1}}; }), std::string("help.invalid:lines[0].line"));
    QCOMPARE(with([](auto& c) { c.lines = {{1, 99}}; }), std::string("help.invalid:lines[0].quantity"));
    QCOMPARE(with([](auto& c) { c.lines = {{1, 1}, {1, 1}}; }), std::string("help.invalid:lines[1].line"));
    QCOMPARE(with([](auto& c) { c.category = HelpCategory::Account; }), std::string("help.invalid:lines"));
    s.clock.at = s.clock.at + days(7) + milliseconds(1);
    QCOMPARE(s.refusal(good), std::string("help.too_late:order_id"));
  }

  void fiveOpenTicketsAreEnough() {
    Stage s;
    for (int i = 0; i < 5; ++i) s.ask("Help", {}, true);
    QCOMPARE(s.refusal(OpenHelpTicket{s.cast.user, {}, HelpCategory::Account, {}, "More", "", false}),
             std::string("help.too_many:user_id"));
    QCOMPARE(s.refusal(CloseHelpTicket{HelpTicketId{1}}), std::string());
    QCOMPARE(s.refusal(OpenHelpTicket{s.cast.user, {}, HelpCategory::Account, {}, "More", "", false}), std::string());
  }

  void aMissingDishIsPaidBackAtOnce() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const Basket basket = s.business.read([&](UnitOfWork& w) { return *w.find_at<Basket>(order.value); });
    const HelpTicketId ticket = s.complain(order, HelpCategory::Missing, {{1, 1}});
    QCOMPARE(s.help(ticket).status, HelpStatus::Solved);
    QCOMPARE(s.help(ticket).refund_state, ComplaintRefund::Asked);
    const Money expected = basket.lines[1].unit_price * 11;  // and a tenth of tax
    QCOMPARE(s.help(ticket).refund.minor, expected.minor / 10);
    QCOMPARE(s.answer(ProviderVerdict::Approved).amount.minor, expected.minor / 10);
    QCOMPARE(s.help(ticket).refund_state, ComplaintRefund::Paid);
    QCOMPARE(s.refunded(order).minor, expected.minor / 10);
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
    QVERIFY(s.said(ticket).back().text.find("€3.30") != std::string::npos);
  }

  void whatIsPromisedBeforeTheMoneyWasTakenWaits() {
    Stage s;
    const OrderId order = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    s.accept(order);
    s.cook(order);
    s.assign(order, s.cast.rider);
    s.carry(order, s.cast.rider);  // the capture is asked for, and not answered
    const HelpTicketId ticket = s.complain(order, HelpCategory::Wrong, {{1, 1}});
    QCOMPARE(s.help(ticket).refund_state, ComplaintRefund::Granted);
    s.answer(ProviderVerdict::Approved);
    QCOMPARE(s.help(ticket).refund_state, ComplaintRefund::Asked);
    s.answer(ProviderVerdict::Approved);
    QCOMPARE(s.help(ticket).refund_state, ComplaintRefund::Paid);
  }

  void whatTheProviderRefusesComesBeforePeople() {
    Stage s;
    const HelpTicketId ticket = s.complain(s.whole_order(s.cast), HelpCategory::Missing, {{1, 1}});
    s.answer(ProviderVerdict::Declined, "no");
    QCOMPARE(s.help(ticket).refund_state, ComplaintRefund::Refused);
    QCOMPARE(s.help(ticket).status, HelpStatus::Open);
    QCOMPARE(s.help(ticket).priority, HelpPriority::High);
    QCOMPARE(s.help(ticket).refund_reason, std::string("provider"));
  }

  void aSecondComplaintAboutAnOrderIsForAPerson() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    s.complain(order, HelpCategory::Missing, {{1, 1}});
    const HelpTicketId second = s.complain(order, HelpCategory::Cold, {{0, 1}});
    QCOMPARE(s.help(second).refund_state, ComplaintRefund::Proposed);
    QCOMPARE(s.help(second).refund_reason, std::string("same_order"));
    QCOMPARE(s.help(second).status, HelpStatus::Open);
  }

  void aPersonDecidesWithinTheirRole() {
    Stage s;
    const OrderId order = s.whole_order(s.cast);
    const HelpTicketId ticket = s.complain(order, HelpCategory::NeverCame);
    QCOMPARE(s.help(ticket).priority, HelpPriority::High);
    const auto decide = [&](UserId by, Money amount) { return s.refusal(DecideRefund{ticket, by, amount, "seen"}); };
    QCOMPARE(decide(s.cast.user, eur(100)), std::string("help.not_an_agent:agent"));
    QCOMPARE(decide(s.agent, eur(10'001)), std::string("help.above_limit:amount.minor"));
    QCOMPARE(decide(s.chief, eur(10'001)), std::string("help.too_much:amount.minor"));
    QCOMPARE(decide(s.agent, eur(-1)), std::string("help.invalid:amount.minor"));
    QCOMPARE(decide(s.agent, {100, Currency::USD}), std::string("help.invalid:amount.currency"));
    QCOMPARE(s.refusal(DecideRefund{ticket, s.agent, eur(1), ""}), std::string("help.invalid:reason"));
    QCOMPARE(decide(s.agent, eur(500)), std::string());
    QCOMPARE(decide(s.agent, eur(500)), std::string("help.decided:help_ticket_id"));
    s.answer(ProviderVerdict::Approved);
    QCOMPARE(s.refunded(order), eur(500));
    QCOMPARE(s.help(ticket).status, HelpStatus::Solved);
  }

  void aPersonMaySayNo() {
    Stage s;
    const HelpTicketId ticket = s.complain(s.whole_order(s.cast), HelpCategory::NeverCame);
    QCOMPARE(s.refusal(DecideRefund{ticket, s.agent, {}, "photo of the door"}), std::string());
    QCOMPARE(s.help(ticket).refund_state, ComplaintRefund::Refused);
    QCOMPARE(s.help(ticket).status, HelpStatus::Solved);
    QVERIFY(s.provider.asked.empty());
  }

  void theBotAnswersFromTheOrdersState() {
    Stage s;
    const OrderId order = s.place(s.cast);
    const HelpTicketId ticket = s.ask("Where is my order?", order);
    QCOMPARE(s.said(ticket).size(), std::size_t{2});
    QCOMPARE(s.said(ticket)[1].from, Speaker::Bot);
    QCOMPARE(s.said(ticket)[1].text, std::string("Casino Oven has your order and has not accepted it yet."));
    QCOMPARE(s.help(ticket).status, HelpStatus::WithBot);
    s.answer(ProviderVerdict::Approved);
    s.accept(order);
    QCOMPARE(s.refusal(SayInHelpTicket{ticket, "and now, where is it?"}), std::string());
    QVERIFY(s.said(ticket)[3].text.starts_with("Casino Oven is preparing your order."));
    QCOMPARE(s.refusal(SayInHelpTicket{ticket, "a human please"}), std::string());
    QCOMPARE(s.help(ticket).status, HelpStatus::Open);
    // The bot does not talk into what a person does.
    QCOMPARE(s.refusal(SayInHelpTicket{ticket, "thanks"}), std::string());
    QCOMPARE(s.said(ticket).back().from, Speaker::Customer);
  }

  void anAllergyIsUrgent() {
    Stage s;
    const HelpTicketId ticket = s.ask("Is there gluten in it?");
    QCOMPARE(s.help(ticket).status, HelpStatus::Open);
    QCOMPARE(s.help(ticket).priority, HelpPriority::Urgent);
    QCOMPARE(*s.help(ticket).deadline, s.clock.at + minutes(10));
  }

  void aSilentBotIsRelieved() {
    struct Silent : Chatbot {
      std::vector<ChatbotQuestion> asked;
      void ask(const ChatbotQuestion& question) override { asked.push_back(question); }
    } bot;
    Stage s;
    Business business({s.store, s.bus, s.clock, s.timers, s.provider, nullptr, nullptr, &bot});
    const auto ticket =
        business.command(OpenHelpTicket{s.cast.user, {}, HelpCategory::Question, {}, "Hello", "fr", false});
    QVERIFY(ticket.ok());
    QCOMPARE(bot.asked.size(), std::size_t{1});
    QCOMPARE(bot.asked[0].language, std::string("fr"));
    QCOMPARE(s.help(*ticket).status, HelpStatus::WithBot);
    s.pass(seconds(30));
    QCOMPARE(s.help(*ticket).status, HelpStatus::Open);
    // Too late: a person has it now.
    business.chatbot_answered({*ticket, bot.asked[0].message, ChatIntent::Greeting, "Bonjour", false, false});
    QCOMPARE(s.said(*ticket).size(), std::size_t{1});
  }

  void aCustomerWhoLeavesTheBotHasBeenHelped() {
    Stage s;
    const HelpTicketId ticket = s.ask("Hello");
    s.pass(minutes(30));
    QCOMPARE(s.help(ticket).status, HelpStatus::Solved);
    QCOMPARE(s.refusal(SayInHelpTicket{ticket, "I am back"}), std::string());
    QCOMPARE(s.help(ticket).status, HelpStatus::Open);
  }

  void aQuestionMayBecomeAComplaint() {
    Stage s;
    const HelpTicketId ticket = s.ask("My cola is missing", s.whole_order(s.cast));
    QCOMPARE(s.refusal(ComplainInHelpTicket{ticket, HelpCategory::Account, {}}), std::string("help.invalid:category"));
    QCOMPARE(s.refusal(ComplainInHelpTicket{ticket, HelpCategory::Missing, {{1, 1}}}), std::string());
    QCOMPARE(s.help(ticket).refund_state, ComplaintRefund::Asked);
    QCOMPARE(s.refusal(ComplainInHelpTicket{ticket, HelpCategory::Cold, {}}),
             std::string("help.decided:help_ticket_id"));
  }

  void whatWaitsTooLongGoesUp() {
    Stage s;
    const HelpTicketId ticket = s.ask("Help", {}, true);
    QCOMPARE(s.help(ticket).priority, HelpPriority::Low);
    QCOMPARE(*s.help(ticket).deadline, s.clock.at + hours(24));
    s.pass(hours(24));
    QCOMPARE(s.help(ticket).priority, HelpPriority::Normal);
    QCOMPARE(*s.help(ticket).deadline, s.clock.at + hours(4));
    s.pass(hours(4));
    QCOMPARE(s.help(ticket).priority, HelpPriority::High);
    s.pass(minutes(30));
    QCOMPARE(s.help(ticket).priority, HelpPriority::Urgent);
    QVERIFY(!s.help(ticket).deadline);  // as far as it goes: at the top until somebody answers
    QCOMPARE(s.business.command(ListHelpQueue{})->tickets.front().id, ticket);
    QCOMPARE(s.business.command(SeeHelpStatistics{})->overdue, std::int64_t{1});
    QCOMPARE(s.refusal(AnswerHelpTicket{ticket, s.agent, "Here I am", "", false, false}), std::string());
    QCOMPARE(s.help(ticket).status, HelpStatus::Waiting);
  }

  void theQueueIsByDeadline() {
    Stage s;
    const HelpTicketId low = s.ask("Help", {}, true);
    const HelpTicketId urgent = s.ask("gluten?");
    const HelpTicketId high = s.complain(s.whole_order(s.cast), HelpCategory::NeverCame);
    const HelpTickets queue = *s.business.command(ListHelpQueue{});
    std::vector<HelpTicketId> order;
    for (const HelpTicket& ticket : queue.tickets) order.push_back(ticket.id);
    QVERIFY((order == std::vector<HelpTicketId>{urgent, high, low}));
    QCOMPARE(s.refusal(AssignHelpTicket{high, s.cast.user}), std::string("help.not_an_agent:to"));
    QCOMPARE(s.refusal(AssignHelpTicket{high, s.agent}), std::string());
    QCOMPARE(s.business.command(ListHelpQueue{s.agent})->tickets.size(), std::size_t{1});
    QCOMPARE(s.refusal(PrioritizeHelpTicket{low, HelpPriority::Urgent}), std::string());
    QCOMPARE(*s.help(low).deadline, s.clock.at + minutes(10));
    QCOMPARE(s.refusal(ListHelpQueue{{}, 201}), std::string("help.invalid:limit"));
  }

  void answersWaitSolvedTicketsClose() {
    Stage s;
    const HelpTicketId ticket = s.ask("Help", {}, true);
    QCOMPARE(s.refusal(AnswerHelpTicket{ticket, s.agent, "a note", "", true, false}), std::string());
    QCOMPARE(s.help(ticket).status, HelpStatus::Open);
    QVERIFY(!s.help(ticket).answered_at);
    QCOMPARE(s.refusal(AnswerHelpTicket{ticket, s.agent, "", "nonsense", false, false}),
             std::string("help.invalid:canned"));
    QCOMPARE(s.refusal(AnswerHelpTicket{ticket, s.agent, "", "", false, false}), std::string("help.invalid:text"));
    QCOMPARE(s.refusal(AnswerHelpTicket{ticket, s.agent, "", "anything_else", false, true}), std::string());
    QCOMPARE(s.business.command(SeeHelpTicket{ticket})->messages.size(), std::size_t{2});
    QCOMPARE(s.business.command(SeeHelpCase{ticket})->messages.size(), std::size_t{3});
    s.pass(hours(48));
    QCOMPARE(s.help(ticket).status, HelpStatus::Closed);
    QCOMPARE(s.refusal(SayInHelpTicket{ticket, "wait"}), std::string("help.closed:help_ticket_id"));
  }

  void helpIsRatedOnce() {
    Stage s;
    const HelpTicketId ticket = s.ask("Help", {}, true);
    QCOMPARE(s.refusal(RateHelp{ticket, 5}), std::string("help.not_solved:help_ticket_id"));
    QCOMPARE(s.refusal(CloseHelpTicket{ticket}), std::string());
    QCOMPARE(s.refusal(RateHelp{ticket, 0}), std::string("help.invalid:stars"));
    QCOMPARE(s.refusal(RateHelp{ticket, 4}), std::string());
    QCOMPARE(s.refusal(RateHelp{ticket, 4}), std::string("help.rated:help_ticket_id"));
    const HelpTicketId other = s.ask("Help", {}, true);
    QCOMPARE(s.refusal(CloseHelpTicket{other}), std::string());
    s.clock.at = s.clock.at + days(15);
    QCOMPARE(s.refusal(RateHelp{other, 4}), std::string("help.too_late:help_ticket_id"));
  }

  void statisticsCount() {
    Stage s;
    const HelpTicketId first = s.ask("Help", {}, true);
    s.ask("Thanks");
    s.complain(s.whole_order(s.cast), HelpCategory::Missing, {{1, 1}});
    s.clock.at = s.clock.at + minutes(7);
    QCOMPARE(s.refusal(AnswerHelpTicket{first, s.agent, "Yes", "", false, true}), std::string());
    QCOMPARE(s.refusal(RateHelp{first, 3}), std::string());
    const auto sums = *s.business.command(SeeHelpStatistics{});
    QCOMPARE(sums.tickets, std::int64_t{3});
    QCOMPARE(sums.by_category[static_cast<std::size_t>(HelpCategory::Question)], std::int64_t{2});
    QCOMPARE(sums.by_status[static_cast<std::size_t>(HelpStatus::Solved)], std::int64_t{3});
    QCOMPARE(sums.answered, std::int64_t{1});
    QCOMPARE(sums.first_answer_median, minutes(7));
    QCOMPARE(sums.by_bot_alone, std::int64_t{1});
    QCOMPARE(sums.refunds, std::int64_t{1});
    QCOMPARE(sums.satisfaction_thousandths, 3'000);
    s.clock.at = s.clock.at + days(8);
    QCOMPARE(s.business.command(SeeHelpStatistics{})->tickets, std::int64_t{0});
    QCOMPARE(s.business.command(SeeHelpStatistics{30})->tickets, std::int64_t{3});
    QCOMPARE(s.refusal(SeeHelpStatistics{91}), std::string("help.invalid:days"));
  }

  void whoIsForgottenLeavesNoWords() {
    Stage s;
    const HelpTicketId ticket = s.ask("I am Ada", {}, true);
    QVERIFY(s.business.execute([&](UnitOfWork& w) { return s.business.users.persons.erase(w, s.cast.user); }).ok());
    QCOMPARE(s.help(ticket).status, HelpStatus::Closed);
    for (const HelpMessage& message : s.said(ticket)) QVERIFY(message.text.empty());
  }

  void anothersTicketIsNotFound() {
    Stage s;
    const HelpTicketId ticket = s.ask("Help", {}, true);
    const auto owner = [&](const auto& command) {
      return s.business.read([&](UnitOfWork& w) { return subject_of(w, command); });
    };
    QCOMPARE(owner(SeeHelpTicket{ticket}).user, s.cast.user);
    QCOMPARE(owner(SayInHelpTicket{ticket, "x"}).user, s.cast.user);
    QVERIFY(!owner(SeeHelpTicket{HelpTicketId{99}}).found);
  }
};

QTEST_GUILESS_MAIN(SupportServiceTest)
#include "support_service_test.moc"
