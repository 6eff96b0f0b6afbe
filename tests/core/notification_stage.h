// SPDX-License-Identifier: Apache-2.0
// A shop, a customer with a phone that takes push messages, and a channel that answers as it is told.
#pragma once

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "connectors/notifications/memory_channel.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

struct NotificationStage : HandWorld {
  explicit NotificationStage(bool with_channel = true)
      : HandWorld(store, bus, nullptr, with_channel ? &channel : nullptr) {
    cast = open_shop();
    clock.at = clock.at - hours(7);  // noon: nobody sleeps
    cast.rider = add_rider();
  }
  MemoryStore store;
  InProcessBus bus;
  MemoryChannel channel{[this](const ChannelAnswer& answer) { business.channel_answered(answer); }};
  Cast cast;

  void register_phone(const std::string& token = "phone") {
    if (!business.command(RegisterDevice{cast.user, token, "A phone"}).ok()) qFatal("no device");
  }
  void prefer(UserId user, const Preferences& preferences) {
    const auto done = business.execute([&](UnitOfWork& work) {
      return business.users.set_preferences(work, {user, preferences});
    });
    if (!done.ok()) qFatal("no preferences");
  }
  std::vector<NotificationView> log() { return log(cast.user); }
  std::vector<NotificationView> log(UserId user) {
    return business.command(ListNotifications{user, {}, 100})->notifications;
  }
  Notification newest() {
    return business.read([&](UnitOfWork& work) { return *work.find(log().front().id); });
  }
  // Placed and accepted: one message.
  OrderId accepted() {
    const OrderId id = place(cast);
    answer(ProviderVerdict::Approved);
    accept(id);
    return id;
  }
};

}  // namespace pizza::test
