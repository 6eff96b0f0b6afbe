// SPDX-License-Identifier: Apache-2.0
#include "tests/house/rules.h"

#include <QRegularExpression>

namespace pizza::house {
namespace {

struct Include {
  int line = 0;
  QString name;
  bool quoted = false;
};

std::vector<Include> includes_of(const SourceFile& file) {
  static const QRegularExpression pattern(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
  std::vector<Include> includes;
  for (int i = 0; i < file.lines.size(); ++i) {
    if (!file.code.value(i).trimmed().startsWith('#')) continue;  // commented out, or in a literal
    const auto match = pattern.match(file.lines[i]);
    if (match.hasMatch()) includes.push_back({i + 1, match.captured(2), match.captured(1) == "\""});
  }
  return includes;
}

// A room of the house: whose headers it may include, and which libraries beside the standard one.
struct Room {
  QString folder;
  QStringList rooms;
  QStringList libraries;  // prefixes of <…>
  bool any_library = false;
};

// The first that fits decides, so the particular come before the general.
const std::vector<Room>& rooms() {
  static const std::vector<Room> kRooms{
      {"core/proto", {"core/"}, {"google/protobuf/"}},
      {"core", {"core/"}, {}},
      // POSIX, as a city's map is mapped into memory rather than read.
      {"maps",
       {"maps/", "core/model/"},
       {"fcntl.h", "sys/", "unistd.h", "boost/", "osmium/", "protozero/", "zlib.h", "bzlib.h", "expat.h"}},
      {"sim", {"sim/", "core/", "maps/"}, {"boost/", "toml++/", "nlohmann/"}},
      {"connectors/geo", {"connectors/", "core/", "maps/"}, {}, true},
      {"connectors", {"connectors/", "core/"}, {}, true},
      {"app", {"app/", "core/", "maps/", "sim/", "connectors/"}, {}, true},
      {"tests", {"tests/", "app/", "core/", "maps/", "sim/", "connectors/"}, {}, true},
  };
  return kRooms;
}

bool starts_with_any(const QString& name, const QStringList& prefixes) {
  for (const QString& prefix : prefixes) {
    if (name.startsWith(prefix)) return true;
  }
  return false;
}

// <vector>, <cstdint>: no folder, no ending, no capital.
bool is_standard(const QString& name) {
  static const QRegularExpression pattern("^[a-z0-9_]+$");
  return pattern.match(name).hasMatch();
}

bool may_include(const Room& room, const Include& include) {
  if (!include.quoted)
    return room.any_library || is_standard(include.name) || starts_with_any(include.name, room.libraries);
  return starts_with_any(include.name, room.rooms) || include.name.endsWith(".moc") || include.name.endsWith(".pb.h");
}

}  // namespace

const std::vector<Rule>& rules() {
  static const std::vector<Rule> kRules{
      {"includes stay within walls", includes_stay_within_walls},
      {"no Qt in the business", no_qt_in_the_business},
      {"no wall clock", no_wall_clock},
      {"no threads", no_threads},
      {"no unordered iteration", no_unordered_iteration},
      {"no floating money", no_floating_money},
      {"nothing left for later", nothing_left_for_later},
      {"no machine paths", no_machine_paths},
      {"no sleeps in tests", no_sleeps_in_tests},
      {"files are short", files_are_short},
      {"functions are short", functions_are_short},
      {"lines are narrow", lines_are_narrow},
      {"licence is named", licence_is_named},
  };
  return kRules;
}

QString describe(const Findings& findings) {
  QString text;
  for (const Finding& finding : findings) {
    text += QString("\n%1:%2: %3").arg(finding.path).arg(finding.line).arg(finding.what);
  }
  return text;
}

Findings includes_stay_within_walls(const SourceTree& tree) {
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.is_cpp()) continue;
    for (const Room& room : rooms()) {
      if (!file.under(room.folder)) continue;
      for (const Include& include : includes_of(file)) {
        if (!may_include(room, include)) {
          findings.push_back({file.path, include.line, room.folder + "/ may not include " + include.name});
        }
      }
      break;
    }
  }
  return findings;
}

Findings no_qt_in_the_business(const SourceTree& tree) {
  static const QRegularExpression in_cmake(R"(\bQt\d*::|find_package\(Qt)");
  Findings findings;
  for (const SourceFile& file : tree.files) {
    if (!file.under("core") && !file.under("sim") && !file.under("maps")) continue;
    if (file.is_cpp()) {
      for (const Include& include : includes_of(file)) {
        if (include.name.startsWith('Q')) findings.push_back({file.path, include.line, "includes Qt: " + include.name});
      }
    } else if (file.path.endsWith("CMakeLists.txt")) {
      for (int i = 0; i < file.lines.size(); ++i) {
        if (in_cmake.match(file.lines[i]).hasMatch()) findings.push_back({file.path, i + 1, "links Qt"});
      }
    }
  }
  return findings;
}

}  // namespace pizza::house
