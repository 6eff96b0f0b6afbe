// SPDX-License-Identifier: Apache-2.0
// Every event of the notification service. `run` executes one command and fails the test when it is refused; `channel`
// is the world's.
#pragma once

#include "connectors/notifications/memory_channel.h"
#include "core/business.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

template <class Run>
void play_notifications(HandWorld& world, const HandWorld::Cast& cast, MemoryChannel& channel, Run run) {
  const auto tell = [&](const auto& command) { run([&](UnitOfWork& work) { return handle(work, command); }); };
  world.provider.asked.clear();  // what others left without an answer
  HandWorld::Cast told = cast;
  told.user = world.add_user("told@example.org");
  tell(SetNotificationSettings{told.user, "UTC", true, 60, 120, {{Topic::Money, Channel::Sms}}});
  tell(RegisterDevice{told.user, "phone", "Ada's phone"});
  tell(RegisterDevice{told.user, "browser", "Kitchen"});
  tell(RemoveDevice{told.user, "browser"});
  run([&](UnitOfWork& work) {
    return world.business.users.set_preferences(work, {told.user, {"de", true, true, true, true}});
  });
  channel.plan({ChannelVerdict::Later, "busy"});
  channel.plan({ChannelVerdict::Refused, "unknown_device"});
  const OrderId order = world.whole_order(told);
  tell(SendOffer{{}, 20, "PIZZA20", {told.user}, 0});
  channel.plan({ChannelVerdict::Later, "busy"});
  run([&](UnitOfWork& work) { return world.business.payments.refund(work, {order, {100, Currency::EUR}, "cold"}); });
  world.answer(ProviderVerdict::Approved);
  run([&](UnitOfWork& work) { return world.business.users.persons.erase(work, told.user); });
}

}  // namespace pizza::test
