// SPDX-License-Identifier: Apache-2.0
#include "app/composition/simulated_city/datasets.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "maps/generate/city_generator.h"
#include "maps/map_writer.h"
#include "sim/scenario/scenario_file.h"

namespace pizza {

namespace fs = std::filesystem;

namespace {

std::string known_scenarios() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(datasets_folder() + "/scenarios", ignored))
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list.empty() ? "a file" : list + ", or a file";
}

bool looks_like_file(const std::string& name) {
  return name.find('/') != std::string::npos || name.ends_with(".map");
}

}  // namespace

std::string datasets_folder() {
  std::error_code ignored;
  if (fs::is_directory(PIZZA_DATASETS_DIR, ignored)) return PIZZA_DATASETS_DIR;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  return (program.parent_path().parent_path() / "share" / "pizzatwin" / "datasets").string();
}

Result<sim::Scenario> load_scenario(const std::string& name_or_file) {
  const std::string menus = datasets_folder() + "/menus";
  const std::string named = datasets_folder() + "/scenarios/" + name_or_file + ".toml";
  std::error_code ignored;
  if (name_or_file.find('/') == std::string::npos && fs::is_regular_file(named, ignored))
    return sim::read_scenario(named, menus);
  if (fs::is_regular_file(name_or_file, ignored)) return sim::read_scenario(name_or_file, menus);
  return problem(Status::NotFound, "scenario.unknown",
                 name_or_file + ": no such scenario, expected one of " + known_scenarios());
}

Result<std::shared_ptr<const maps::RoadMap>> load_city(const std::string& name_or_file, const sim::CityWish& wish) {
  std::error_code ignored;
  if (looks_like_file(name_or_file) || fs::is_regular_file(name_or_file, ignored))
    return maps::RoadMap::open(name_or_file);
  maps::CityOptions options;
  options.name = name_or_file.empty() ? wish.name : name_or_file;
  options.nodes = wish.nodes;
  options.seed = wish.seed;
  Result<maps::MapDraft> draft = maps::draft_city(options, [](auto&&...) {});
  if (!draft) return draft.problem();
  return maps::RoadMap::from_bytes(maps::map_bytes(maps::build_map(std::move(draft).value())), options.name);
}

}  // namespace pizza
