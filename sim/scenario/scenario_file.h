// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/model/problem.h"
#include "sim/scenario/scenario.h"

namespace pizza::sim {

// A scenario from its TOML file; the menus it names are read from `menu_folder`/NAME.toml. Every field is checked.
// Fails with type "scenario.invalid" and one line: file, line, field, what was expected.
Result<Scenario> read_scenario(const std::string& path, const std::string& menu_folder);

// One menu. Fails with type "menu.invalid", as above.
Result<Menu> read_menu(const std::string& path, Currency currency);

}  // namespace pizza::sim
