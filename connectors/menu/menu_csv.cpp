// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>

#include "connectors/menu/csv_rows.h"
#include "connectors/menu/file_faults.h"
#include "connectors/menu/menu_words.h"

namespace pizza {

namespace {

using namespace menu_words;

constexpr std::array<std::string_view, 20> columns{"row",    "code",    "section",   "name",         "description",
                                                   "price",  "kind",    "available", "half_allowed", "allergens",
                                                   "marks",  "hours",   "picture",   "prep_s",       "oven_s",
                                                   "pack_s", "minimum", "maximum",   "size",         "work_per_100"};

constexpr std::string_view section_columns = " row name hours ";
constexpr std::string_view item_columns =
    " row code section name description price kind available half_allowed allergens marks hours picture prep_s oven_s "
    "pack_s ";
constexpr std::string_view group_columns = " row name minimum maximum ";
constexpr std::string_view sizes_columns = " row name ";
constexpr std::string_view option_columns = " row name price allergens available ";
constexpr std::string_view size_columns = " row name price allergens available size work_per_100 ";

class CsvMenuReader {
 public:
  CsvMenuReader(std::string_view text, RestaurantId restaurant, Currency currency)
      : text_(text), currency_(currency), faults_(file_.errors) {
    file_.menu.restaurant = restaurant;
  }

  MenuFile read() {
    if (!faults_.small_enough(text_)) return std::move(file_);
    const CsvRows csv = read_csv(text_);
    if (csv.bad_quote) faults_.add(*csv.bad_quote, "", "a quote that does not close its field");
    if (csv.rows.empty()) {
      faults_.add(1, "", "the first line must name the columns");
    } else if (file_.errors.empty() && read_header(csv.rows.front())) {
      for (std::size_t i = 1; i < csv.rows.size() && !faults_.full(); ++i) read_row(csv.rows[i]);
      check();
    }
    faults_.sort();
    return std::move(file_);
  }

 private:
  bool read_header(const CsvRow& row) {
    for (std::size_t c = 0; c < row.fields.size(); ++c) {
      const std::string_view name = trimmed(row.fields[c]);
      const auto known = std::find(columns.begin(), columns.end(), name);
      if (known == columns.end()) {
        faults_.add(row.line, std::string(name), "no such column");
      } else if (!places_.emplace(*known, c).second) {
        faults_.add(row.line, std::string(name), "named twice");
      }
    }
    for (const std::string_view needed : {"row", "name", "price"})
      if (!places_.contains(needed)) faults_.add(row.line, std::string(needed), "this column is needed");
    return file_.errors.empty();
  }

  void read_row(const CsvRow& row) {
    row_ = &row;
    if (row.fields.size() > places_.size()) faults_.add(row.line, "", "more fields than columns");
    const std::string_view kind = value("row");
    if (kind == "section") {
      read_section();
    } else if (kind == "item") {
      read_item();
    } else if (kind == "group" || kind == "sizes") {
      read_group(kind == "sizes");
    } else if (kind == "option") {
      read_option();
    } else {
      faults_.add(row.line, "row", "section, item, group, sizes or option");
    }
  }

  void read_section() {
    only(section_columns);
    lines_["sections[" + std::to_string(file_.menu.sections.size()) + "]"] = row_->line;
    file_.menu.sections.push_back({text("name"), hours()});
  }

  void read_item() {
    only(item_columns);
    in_group_ = false;
    lines_[item_path(file_.menu.items.size())] = row_->line;
    MenuItem item;
    item.code = text("code");
    item.section = text("section");
    item.name = text("name");
    item.about = text("description");
    item.price = price(true);
    item.available = truth("available", true);
    item.half_allowed = truth("half_allowed", false);
    item.allergens = marks("allergens", allergen_names);
    item.marks = marks("marks", dietary_mark_names);
    item.hours = hours();
    item.picture = text("picture");
    item.work_s = {number("prep_s", 0), number("oven_s", 0), number("pack_s", 0)};
    if (const std::string_view kind = value("kind"); !kind.empty()) {
      const auto known = std::find(good_kind_names.begin(), good_kind_names.end(), kind);
      if (known == good_kind_names.end()) {
        faults_.add(row_->line, "kind", "food, drink or alcohol");
      } else {
        item.kind = static_cast<GoodKind>(known - good_kind_names.begin());
      }
    }
    file_.menu.items.push_back(std::move(item));
  }

  void read_group(bool sizes) {
    only(sizes ? sizes_columns : group_columns);
    if (file_.menu.items.empty()) return faults_.add(row_->line, "row", "belongs below an item");
    std::vector<OptionGroup>& groups = file_.menu.items.back().option_groups;
    lines_[group_path()] = row_->line;
    groups.push_back({text("name"), sizes ? 1 : number("minimum", 0), sizes ? 1 : number("maximum", 1), {}, sizes});
    in_group_ = true;
  }

  void read_option() {
    if (!in_group_) return faults_.add(row_->line, "row", "belongs below a group");
    OptionGroup& group = file_.menu.items.back().option_groups.back();
    only(group.sizes ? size_columns : option_columns);
    const std::string path = item_path(file_.menu.items.size() - 1) + ".option_groups[" +
                             std::to_string(file_.menu.items.back().option_groups.size() - 1) + "].options[" +
                             std::to_string(group.options.size()) + "]";
    lines_[path] = row_->line;
    group.options.push_back({text("name"), price(false), number("size", 0), number("work_per_100", 0),
                             marks("allergens", allergen_names), !truth("available", true)});
  }

  // What the core says, at the line of the row that it speaks of.
  void check() {
    if (!file_.errors.empty()) return;
    for (const Fault& fault : check_menu(file_.menu.sections, file_.menu.items, currency_)) {
      std::string path = fault.field;
      while (!path.empty() && !lines_.contains(path)) {
        const std::size_t cut = path.find_last_of(".[");
        path.resize(cut == std::string::npos ? 0 : cut);
      }
      const std::string rest = path.empty() ? fault.field : fault.field.substr(path.size() + 1);
      faults_.add(path.empty() ? 1 : lines_.at(path), rest.substr(0, rest.find_first_of(".[")), fault.detail);
    }
  }

  static std::string item_path(std::size_t item) { return "items[" + std::to_string(item) + "]"; }
  std::string group_path() const {
    return item_path(file_.menu.items.size() - 1) + ".option_groups[" +
           std::to_string(file_.menu.items.back().option_groups.size()) + "]";
  }

  std::string_view value(std::string_view column) const {
    const auto place = places_.find(column);
    if (place == places_.end() || place->second >= row_->fields.size()) return {};
    return trimmed(row_->fields[place->second]);
  }
  std::string text(std::string_view column) const { return std::string(value(column)); }

  // A value in a column that the row does not have would be lost without a word.
  void only(std::string_view allowed) {
    for (const auto& [column, place] : places_)
      if (!value(column).empty() && allowed.find(" " + std::string(column) + " ") == std::string_view::npos)
        faults_.add(row_->line, std::string(column), "not of a " + text("row"));
  }

  Money price(bool needed) {
    const std::string_view given = value("price");
    if (given.empty() && !needed) return {0, currency_};
    const auto read = price_of(given, currency_);
    if (!read) faults_.add(row_->line, "price", "a decimal such as 12.50, in the restaurant's currency");
    return read.value_or(Money{});
  }
  std::int32_t number(std::string_view column, std::int32_t otherwise) {
    const std::string_view given = value(column);
    if (given.empty()) return otherwise;
    const auto read = number_of(given);
    if (!read) faults_.add(row_->line, std::string(column), "a whole number");
    return read.value_or(otherwise);
  }
  bool truth(std::string_view column, bool otherwise) {
    const std::string_view given = value(column);
    if (!given.empty() && given != "yes" && given != "no") faults_.add(row_->line, std::string(column), "yes or no");
    return given.empty() ? otherwise : given == "yes";
  }
  std::uint32_t marks(std::string_view column, std::span<const std::string_view> names) {
    const auto read = marks_of(value(column), names);
    if (!read) faults_.add(row_->line, std::string(column), "of: " + marks_text(~0U, names));
    return read.value_or(0);
  }
  std::vector<WeekSpan> hours() {
    auto read = hours_of(value("hours"));
    if (!read) faults_.add(row_->line, "hours", "such as Mon 11:30-14:00; Fri 18:00-26:00");
    return read ? *std::move(read) : std::vector<WeekSpan>{};
  }

  std::string_view text_;
  Currency currency_;
  MenuFile file_;
  FileFaults faults_;
  std::map<std::string_view, std::size_t> places_;  // by column
  std::map<std::string, std::int32_t> lines_;       // by the path of what stands there
  const CsvRow* row_ = nullptr;
  bool in_group_ = false;
};

class CsvMenuWriter {
 public:
  std::string write(const WholeMenu& menu) {
    write_csv_row({columns.begin(), columns.end()}, out_);
    for (const MenuSection& section : menu.sections)
      row({{"row", "section"}, {"name", section.name}, {"hours", hours_text(section.hours)}});
    for (const MenuItem& one : menu.items) item(one, menu.currency);
    return std::move(out_);
  }

 private:
  using Fields = std::map<std::string_view, std::string>;

  void item(const MenuItem& item, Currency currency) {
    row({{"row", "item"},
         {"code", item.code},
         {"section", item.section},
         {"name", item.name},
         {"description", item.about},
         {"price", price_text({item.price.minor, currency})},
         {"kind", std::string(good_kind_names[static_cast<std::size_t>(item.kind)])},
         {"available", item.available ? "yes" : "no"},
         {"half_allowed", item.half_allowed ? "yes" : "no"},
         {"allergens", marks_text(item.allergens, allergen_names)},
         {"marks", marks_text(item.marks, dietary_mark_names)},
         {"hours", hours_text(item.hours)},
         {"picture", item.picture},
         {"prep_s", std::to_string(item.work_s[0])},
         {"oven_s", std::to_string(item.work_s[1])},
         {"pack_s", std::to_string(item.work_s[2])}});
    for (const OptionGroup& group : item.option_groups) {
      if (group.sizes) {
        row({{"row", "sizes"}, {"name", group.name}});
      } else {
        row({{"row", "group"},
             {"name", group.name},
             {"minimum", std::to_string(group.minimum)},
             {"maximum", std::to_string(group.maximum)}});
      }
      for (const MenuOption& option : group.options) this->option(group, option, currency);
    }
  }

  void option(const OptionGroup& group, const MenuOption& option, Currency currency) {
    Fields fields{{"row", "option"},
                  {"name", option.name},
                  {"price", price_text({option.price.minor, currency})},
                  {"allergens", marks_text(option.allergens, allergen_names)},
                  {"available", option.sold_out ? "no" : "yes"}};
    if (group.sizes) {
      fields["size"] = std::to_string(option.size);
      fields["work_per_100"] = std::to_string(option.work_per_100);
    }
    row(fields);
  }

  void row(const Fields& fields) {
    std::vector<std::string> all;
    for (const std::string_view column : columns) {
      const auto given = fields.find(column);
      all.push_back(given == fields.end() ? std::string() : given->second);
    }
    write_csv_row(all, out_);
  }

  std::string out_;
};

}  // namespace

MenuFile read_menu_csv(std::string_view text, RestaurantId restaurant, Currency currency) {
  return CsvMenuReader(text, restaurant, currency).read();
}

std::string write_menu_csv(const WholeMenu& menu) {
  return CsvMenuWriter().write(menu);
}

}  // namespace pizza
