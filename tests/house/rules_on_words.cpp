// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

#include "tests/house/rules.h"

namespace pizza::house {
namespace {

template <class Applies>
Findings lines_matching(const SourceTree& tree, const QRegularExpression& pattern, const QString& why, Applies applies,
                        QStringList SourceFile::*text) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!applies(file)) continue;
    const QStringList& lines = file.*text;
    for (int i = 0; i < lines.size(); ++i) {
      const auto match = pattern.match(lines[i]);
      if (match.hasMatch()) findings.push_back({file.path, i + 1, why + ": " + match.captured().trimmed()});
    }
  }
  return findings;
}

int line_at(const QString& text, qsizetype offset) {
  return static_cast<int>(text.left(offset).count('\n')) + 1;
}

// The index after the '>' that closes the '<' at `open`.
qsizetype end_of_angles(const QString& text, qsizetype open) {
  int depth = 0;
  for (qsizetype i = open; i < text.size(); ++i) {
    if (text[i] == '<') ++depth;
    if (text[i] == '>' && --depth == 0) return i + 1;
  }
  return text.size();
}

// Names of variables declared with an unordered container, directly or through an alias of this text.
QSet<QString> unordered_variables(const QString& code) {
  static const QRegularExpression direct(R"((?:\busing\s+(\w+)\s*=\s*)?\bstd::unordered_(?:multi)?(?:map|set)\s*<)");
  static const QRegularExpression name(R"(\G[\s&*]*(?:const\b)?\s*(\w+)\s*[;={(,)])");
  QSet<QString> names;
  QSet<QString> aliases;
  for (auto it = direct.globalMatch(code); it.hasNext();) {
    const auto match = it.next();
    if (!match.captured(1).isEmpty()) aliases.insert(match.captured(1));
    const auto named = name.match(code, end_of_angles(code, match.capturedEnd() - 1));
    if (named.hasMatch()) names.insert(named.captured(1));
  }
  for (const QString& alias : aliases) {
    const QRegularExpression declaration(R"(\b)" + alias + R"([\s&*]+(\w+)\s*[;={(,)])");
    for (auto it = declaration.globalMatch(code); it.hasNext();) names.insert(it.next().captured(1));
  }
  return names;
}

}  // namespace

Findings no_wall_clock(const SourceTree& tree) {
  static const QRegularExpression pattern(
      R"(\b(system_clock|steady_clock|high_resolution_clock|random_device|gettimeofday|clock_gettime|localtime(_r)?)\b)"
      R"(|\bQDateTime::current|\bQ(Date|Time)::current|\bstd::clock\b|\btime\s*\(\s*(nullptr|NULL|0)\s*\))"
      R"(|\bs?rand\s*\()");
  return lines_matching(
      tree, pattern, "time and chance come in through ports",
      [](const SourceFile& file) { return file.is_deterministic(); }, &SourceFile::code);
}

// Whoever runs many simulations at once may start threads: each of them then belongs to one.
Findings no_threads(const SourceTree& tree) {
  static const QRegularExpression pattern(
      R"(\bstd::(thread|jthread|async)\b|\bpthread_create\b|^\s*#\s*include\s*<(thread|future|pthread\.h)>)");
  const auto applies = [](const SourceFile& file) {
    return file.is_deterministic() && !file.under("sim/experiment") && !file.path.startsWith("sim/parallel");
  };
  return lines_matching(tree, pattern, "threads are started outside", applies, &SourceFile::code);
}

// Sees loops over variables declared in the same file or in the header of the same name. A loop whose order cannot
// show says why on the line before: "// unordered: …".
Findings no_unordered_iteration(const SourceTree& tree) {
  static const QRegularExpression range_for(R"(\bfor\s*\([^;(){}]*?[^:]:(?!:)\s*[^;{}]*?(\w+)\s*\)\s*[^)\s])");
  static const QRegularExpression iterator_for(R"(\bfor\s*\([^;{}]*=\s*[^;{}]*?(\w+)\s*\.\s*c?begin\s*\()");
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.is_deterministic()) continue;
    const QString code = file.code.join('\n');
    QSet<QString> names = unordered_variables(code);
    if (file.path.endsWith(".cpp")) {
      const SourceFile* header = tree.find(file.path.chopped(3) + "h");
      if (header != nullptr) names |= unordered_variables(header->code.join('\n'));
    }
    if (names.isEmpty()) continue;
    for (const QRegularExpression& loop : {range_for, iterator_for}) {
      for (auto it = loop.globalMatch(code); it.hasNext();) {
        const auto match = it.next();
        const int line = line_at(code, match.capturedStart());
        const bool explained = line > 1 && file.lines[line - 2].contains("// unordered: ");
        if (names.contains(match.captured(1)) && !explained) {
          findings.push_back({file.path, line, "the order of " + match.captured(1) + " differs between machines"});
        }
      }
    }
  }
  return findings;
}

Findings no_floating_money(const SourceTree& tree) {
  static const QRegularExpression pattern(R"(\b(?:double|float)\b[\s&*]*(\w+))");
  static const QRegularExpression border("_|(?<=[a-z])(?=[A-Z])");
  static const QSet<QString> money{"price", "prices", "total", "totals", "amount", "amounts", "fee",
                                   "fees",  "tax",    "taxes", "tip",    "tips",   "money"};
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.is_cpp() || !file.under("core")) continue;
    for (int i = 0; i < file.code.size(); ++i) {
      for (auto it = pattern.globalMatch(file.code[i]); it.hasNext();) {
        const QString name = it.next().captured(1);
        const QStringList parts = name.split(border);
        const auto is_money = [](const QString& part) { return money.contains(part.toLower()); };
        if (std::any_of(parts.begin(), parts.end(), is_money)) {
          findings.push_back({file.path, i + 1, "money is an integer: " + name});
        }
      }
    }
  }
  return findings;
}

// The words are written apart here, so that the rule passes over its own file. Three
// X as a text of their own are ISO 4217's code for "no currency".
Findings nothing_left_for_later(const SourceTree& tree) {
  static const QRegularExpression pattern(R"(\b(TO)"
                                          R"(DO|FIX)"
                                          R"(ME|HA)"
                                          R"(CK|NO)"
                                          R"(LINT\w*)\b)"
                                          R"(|(?<!")\bX{3}\b)");
  return lines_matching(
      tree, pattern, "left for later", [](const SourceFile&) { return true; }, &SourceFile::lines);
}

// A manual may name the temporary folder in an example; code asks for one.
Findings no_machine_paths(const SourceTree& tree) {
  static const QRegularExpression pattern(R"((?<![\w./-])/(work|root|farm)(/|\b))");
  static const QRegularExpression temporary(R"((?<![\w./-])/(tmp)(/|\b))");
  const QString why = "a path of one machine";
  Findings findings = lines_matching(
      tree, pattern, why, [](const SourceFile&) { return true; }, &SourceFile::lines);
  const auto is_code = [](const SourceFile& file) { return !file.has_extension({"md"}); };
  for (const Finding& finding : lines_matching(tree, temporary, why, is_code, &SourceFile::lines)) {
    findings.push_back(finding);
  }
  return findings;
}

Findings no_sleeps_in_tests(const SourceTree& tree) {
  static const QRegularExpression pattern(R"(\b(qWait|qSleep|sleep_for|sleep_until|usleep|msleep)\s*\()");
  return lines_matching(
      tree, pattern, "tests do not sleep", [](const SourceFile& file) { return file.is_cpp() && file.under("tests"); },
      &SourceFile::code);
}

}  // namespace pizza::house
