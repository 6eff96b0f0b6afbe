// SPDX-License-Identifier: Apache-2.0
// Every event of the help desk, by commands. `run` executes one command and fails the test when it is refused.
#pragma once

#include "core/business.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

template <class Run>
void play_support(HandWorld& world, const HandWorld::Cast& cast, Run run) {
  world.provider.asked.clear();  // what others left without an answer
  const auto tell = [&](const auto& command) { run([&](UnitOfWork& work) { return handle(work, command); }); };
  HandWorld::Cast asking = cast;
  asking.user = world.add_user("asking@example.org");
  const OrderId order = world.whole_order(asking);
  HelpTicketId ticket;
  const auto open = [&](const OpenHelpTicket& command) {
    run([&](UnitOfWork& work) {
      auto opened = handle(work, command);
      if (opened.ok()) ticket = *opened;
      return opened;
    });
  };
  open({asking.user, order, HelpCategory::Missing, {{1, 1}}, "No cola", "de", false});
  run([&](UnitOfWork& work) {
    world.business.payments.provider_answered(
        work, {ProviderAction::Refund, {}, work.find(ticket)->refund_request, ProviderVerdict::Approved, {}});
    return Outcome(Done{});
  });
  tell(RateHelp{ticket, 4});
  open({asking.user, order, HelpCategory::Cold, {}, "And cold", "de", false});
  tell(AssignHelpTicket{ticket, {}});
  tell(AnswerHelpTicket{ticket, {}, "Looking", "ask_details", false, false});
  tell(SayInHelpTicket{ticket, "All of it"});
  tell(DecideRefund{ticket, {}, {100, Currency::EUR}, "goodwill"});
  open({asking.user, order, HelpCategory::Question, {}, "Wo ist meine Bestellung?", "de", false});
  run([&](UnitOfWork& work) { return world.business.users.persons.erase(work, asking.user); });
}

}  // namespace pizza::test
