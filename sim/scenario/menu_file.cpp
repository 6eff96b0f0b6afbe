// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "sim/scenario/scenario_file.h"
#include "sim/scenario/toml_reader.h"

namespace pizza::sim {

namespace {

OptionGroup read_group(TomlTable table, Currency currency, std::string& id) {
  OptionGroup group;
  id = table.text("id");
  group.name = table.text("name");
  group.minimum = static_cast<std::int32_t>(table.integer("minimum", 0, 20));
  group.maximum = static_cast<std::int32_t>(table.integer("maximum", 1, 20));
  for (TomlTable& option : table.tables("options", 1, 50)) {
    MenuOption read;
    read.name = option.text("name");
    read.price = {option.integer("price", 0, 1'000'000), currency};
    option.finish();
    group.options.push_back(std::move(read));
  }
  const auto most = static_cast<std::int32_t>(group.options.size());
  if (group.minimum > group.maximum || group.minimum > most) table.fail("minimum", "no more than maximum and options");
  table.finish();
  return group;
}

MenuItem read_item(TomlTable table, Currency currency, const std::map<std::string, OptionGroup>& groups,
                   std::uint32_t& liked) {
  MenuItem item;
  item.section = table.text("section");
  item.name = table.text("name");
  item.price = {table.integer("price", 1, 1'000'000), currency};
  const auto work = table.integers("work_s", 3, 3, 0, 7'200);
  for (std::size_t s = 0; s < 3; ++s) item.work_s[s] = static_cast<std::int32_t>(work[s]);
  liked = table.has("liked") ? static_cast<std::uint32_t>(table.integer("liked", 0, 1'000)) : 10;
  item.half_allowed = table.has("halves") && table.integer("halves", 0, 1) == 1;
  if (table.has("groups")) {
    for (const std::string& id : table.texts("groups", 1, 20)) {
      const auto group = groups.find(id);
      if (group == groups.end()) table.fail("groups", "ids of [[groups]], not " + id);
      item.option_groups.push_back(group->second);
    }
  }
  table.finish();
  return item;
}

}  // namespace

Result<Menu> read_menu(const std::string& path, Currency currency) {
  try {
    TomlTable file = TomlTable::parse_file(path);
    Menu menu;
    menu.name = file.text("name");
    menu.cuisine = file.text("cuisine");
    menu.signs = file.texts("signs", 1, 100);
    std::map<std::string, OptionGroup> groups;
    if (file.has("groups")) {
      for (TomlTable& table : file.tables("groups", 1, 50)) {
        std::string id;
        OptionGroup group = read_group(std::move(table), currency, id);
        groups.emplace(std::move(id), std::move(group));
      }
    }
    for (TomlTable& table : file.tables("items", 1, 200)) {
      std::uint32_t liked = 0;
      menu.items.push_back(read_item(std::move(table), currency, groups, liked));
      menu.liked.push_back(liked);
    }
    file.finish();
    return menu;
  } catch (const TomlFault& fault) {
    return problem(Status::Unprocessable, "menu.invalid", fault.what());
  }
}

}  // namespace pizza::sim
