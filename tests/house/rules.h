// SPDX-License-Identifier: Apache-2.0
// The rules of the house as checks over the source tree. They read text, not syntax trees: quick, without a compiler,
// and blind to what macros hide. Each says in its comment what it cannot see.
#pragma once

#include <QString>
#include <vector>

#include "tests/house/source_tree.h"

namespace pizza::house {

struct Finding {
  QString path;
  int line = 0;  // from 1
  QString what;
};
using Findings = std::vector<Finding>;

struct Rule {
  const char* name;
  Findings (*check)(const SourceTree&);
};

// Every rule, in the order of CONTRIBUTING.md.
const std::vector<Rule>& rules();

// "path:line: what", one a line.
QString describe(const Findings& findings);

// rules.cpp: who may include whom.
Findings includes_stay_within_walls(const SourceTree& tree);
Findings no_qt_in_the_business(const SourceTree& tree);

// rules_on_words.cpp: what must not be written.
Findings no_wall_clock(const SourceTree& tree);
Findings no_threads(const SourceTree& tree);
Findings no_unordered_iteration(const SourceTree& tree);
Findings no_floating_money(const SourceTree& tree);
Findings nothing_left_for_later(const SourceTree& tree);
Findings no_machine_paths(const SourceTree& tree);
Findings no_sleeps_in_tests(const SourceTree& tree);

// rules_on_shape.cpp: how long and how wide.
Findings files_are_short(const SourceTree& tree);
Findings functions_are_short(const SourceTree& tree);
Findings lines_are_narrow(const SourceTree& tree);
Findings licence_is_named(const SourceTree& tree);

}  // namespace pizza::house
