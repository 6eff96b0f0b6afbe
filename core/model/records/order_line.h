// SPDX-License-Identifier: Apache-2.0
// One line of a wish: what somebody wants of a menu, by its place there. There is no price in it.
#pragma once

#include "core/model/describe.h"

namespace pizza {

// One option of a menu item, by its place in the menu: group and option, from 0.
struct ChosenOption {
  std::int32_t group = 0;
  std::int32_t option = 0;

  static constexpr auto description() {
    return record("chosen_option", field<&ChosenOption::group>("group"), field<&ChosenOption::option>("option"));
  }
};

struct OrderLine {
  MenuItemId item;
  std::int32_t quantity = 1;
  std::vector<ChosenOption> options;
  MenuItemId second_item = {};                    // the other half; none: a whole one
  std::vector<ChosenOption> second_options = {};  // of the other half

  static constexpr auto description() {
    return record("order_line", field<&OrderLine::item>("menu_item_id"), field<&OrderLine::quantity>("quantity"),
                  field<&OrderLine::options>("options"), field<&OrderLine::second_item>("second_item_id"),
                  field<&OrderLine::second_options>("second_options"));
  }
};

}  // namespace pizza
