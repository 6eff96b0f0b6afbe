// SPDX-License-Identifier: Apache-2.0
// Every event of the review service, by commands. `run` executes one command and fails the test when it is refused.
#pragma once

#include "core/business.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

template <class Run>
void play_reviews(HandWorld& world, const HandWorld::Cast& cast, Run run) {
  const auto tell = [&](const auto& command) { run([&](UnitOfWork& work) { return handle(work, command); }); };
  world.provider.asked.clear();  // what others left without an answer
  const OrderId praised = world.whole_order(cast);
  tell(WriteReview{praised, 5, 4, {{cast.margherita, 5}}, "Crisp, hot, on time"});
  tell(EditReview{praised, 4, 5, {{cast.margherita, 3}, {cast.cola, 4}}, "Crisp and hot"});
  tell(ReplyToReview{praised, "Thank you, come again"});
  const OrderId held = world.whole_order(cast);
  tell(WriteReview{held, 1, 0, {}, "See www.better-pizza.example"});
  tell(ModerateReview{held, {}, true, ""});
  tell(ModerateReview{held, {}, false, "advertising"});
  const UserId leaving = world.add_user("leaving@example.org");
  HandWorld::Cast other = cast;
  other.user = leaving;
  tell(WriteReview{world.whole_order(other), 2, 0, {}, "Not for me"});
  run([&](UnitOfWork& work) { return world.business.users.persons.erase(work, leaving); });
}

}  // namespace pizza::test
