// SPDX-License-Identifier: Apache-2.0
// Opens the application on the canned evening: shot_main [FILE.png] [SCREEN] [dark|light] [HH] [MM] [WIDTH] [HEIGHT];
// without a file it plays in a window.
#include <cstdio>
#include <string>

#include "app/desktop/desktop_app.h"
#include "tests/app/desktop/canned_session.h"

int main(int argc, char** argv) {
  const auto word = [&](int i, const char* otherwise) { return std::string(argc > i ? argv[i] : otherwise); };
  const std::string map = pizza::testing::monaco_map();
  if (map.empty()) {
    std::fputs("shot_main: expected ../shared/osm/monaco.osm.pbf beside the sources\n", stderr);
    return 77;
  }
  auto session = std::make_shared<pizza::testing::CannedSession>(map, pizza::testing::CannedOptions{});
  session->go_to(session->at_clock(std::stoi(word(4, "19")), std::stoi(word(5, "42"))) + pizza::seconds(18));
  pizza::DesktopOptions options;
  options.shot = word(1, "");
  options.screen = word(2, "live");
  options.dark = word(3, "dark") == "dark";
  options.size = QSize(std::stoi(word(6, "1600")), std::stoi(word(7, "1000")));
  if (options.shot.empty()) session->play();
  return pizza::run_desktop(session, options);
}
