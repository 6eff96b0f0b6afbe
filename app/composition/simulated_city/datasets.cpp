// SPDX-License-Identifier: Apache-2.0
#include "app/composition/simulated_city/datasets.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "maps/generate/city_generator.h"
#include "maps/import/osm_import.h"
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

bool is_extract(const std::string& file) {
  return file.ends_with(".pbf") || file.ends_with(".osm") || file.ends_with(".osm.gz") || file.ends_with(".osm.bz2");
}

// The file that is meant, or "" where a city is to be invented.
std::string city_file(const std::string& name) {
  if (name.empty()) return {};
  std::error_code ignored;
  const bool file = name.find('/') != std::string::npos || name.ends_with(".map") || is_extract(name);
  if (file || fs::is_regular_file(name, ignored)) return name;
  const std::string known = datasets_folder() + "/cities/" + name;
  for (const char* ending : {".map", ".osm.pbf"})
    if (fs::is_regular_file(known + ending, ignored)) return known + ending;
  return {};
}

Result<maps::MapContents> make_city(const std::string& name, const std::string& extract, const sim::CityWish& wish) {
  const maps::Progress nobody = [](std::string_view) {};
  Result<maps::MapDraft> draft =
      extract.empty() ? maps::draft_city({name.empty() ? wish.name : name, wish.nodes, wish.seed}, nobody)
                      : maps::read_osm(extract, nobody);
  if (!draft) return draft.problem();
  return maps::build_map(std::move(draft).value());
}

fs::path cache_folder() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0')
    return fs::path(cache) / "pizzatwin";
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
    return fs::path(home) / ".cache" / "pizzatwin";
  return fs::temp_directory_path() / "pizzatwin";
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
  const std::string file = city_file(name_or_file);
  if (!file.empty() && !is_extract(file)) return maps::RoadMap::open(file);
  Result<maps::MapContents> contents = make_city(name_or_file, file, wish);
  if (!contents) return contents.problem();
  return maps::RoadMap::from_bytes(maps::map_bytes(*contents), name_or_file.empty() ? wish.name : name_or_file);
}

Result<std::string> city_map_file(const std::string& name_or_file, const sim::CityWish& wish) {
  const std::string file = city_file(name_or_file);
  if (!file.empty() && !is_extract(file)) return file;
  Result<maps::MapContents> contents = make_city(name_or_file, file, wish);
  if (!contents) return contents.problem();
  std::error_code ignored;
  const fs::path folder = cache_folder();
  fs::create_directories(folder, ignored);
  std::string name =
      file.empty() ? (name_or_file.empty() ? wish.name : name_or_file) : fs::path(file).filename().string();
  std::replace(name.begin(), name.end(), '/', '_');
  const std::string made =
      (folder / (name + "-" + std::to_string(wish.nodes) + "-" + std::to_string(wish.seed) + ".map")).string();
  const Outcome written = maps::write_map(*contents, made);
  if (!written) return written.problem();
  return made;
}

}  // namespace pizza
