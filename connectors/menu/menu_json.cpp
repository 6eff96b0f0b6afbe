// SPDX-License-Identifier: Apache-2.0
#include "connectors/json/json_form.h"
#include "connectors/menu/file_faults.h"
#include "connectors/menu/json_lines.h"
#include "connectors/menu/menu_words.h"
#include "core/model/schema_of.h"

namespace pizza {

namespace {

// The menu as it stands in the file; the members are those of menu_file.h.
struct OptionInFile {
  std::string name;
  std::string price;
  std::int32_t size = 0;
  std::int32_t work_per_100 = 0;
  std::vector<Allergen> allergens;
  bool sold_out = false;

  static constexpr auto description() {
    return record("option_in_file", field<&OptionInFile::name>("name"), field<&OptionInFile::price>("price"),
                  field<&OptionInFile::size>("size"), field<&OptionInFile::work_per_100>("work_per_100"),
                  field<&OptionInFile::allergens>("allergens"), field<&OptionInFile::sold_out>("sold_out"));
  }
};

struct GroupInFile {
  std::string name;
  std::int32_t minimum = 0;
  std::int32_t maximum = 1;
  std::vector<OptionInFile> options;
  bool sizes = false;

  static constexpr auto description() {
    return record("group_in_file", field<&GroupInFile::name>("name"), field<&GroupInFile::minimum>("minimum"),
                  field<&GroupInFile::maximum>("maximum"), field<&GroupInFile::sizes>("sizes"),
                  field<&GroupInFile::options>("options"));
  }
};

struct ItemInFile {
  std::string code;
  std::string section;
  std::string name;
  std::string about;
  std::string price;
  GoodKind kind = GoodKind::Food;
  bool available = true;
  bool half_allowed = false;
  std::vector<Allergen> allergens;
  std::vector<DietaryMark> marks;
  std::string hours;
  std::string picture;
  std::array<std::int32_t, 3> work_s{};
  std::vector<GroupInFile> option_groups;

  static constexpr auto description() {
    return record("item_in_file", field<&ItemInFile::code>("code"), field<&ItemInFile::section>("section"),
                  field<&ItemInFile::name>("name"), field<&ItemInFile::about>("description"),
                  field<&ItemInFile::price>("price"), field<&ItemInFile::kind>("kind"),
                  field<&ItemInFile::available>("available"), field<&ItemInFile::half_allowed>("half_allowed"),
                  field<&ItemInFile::allergens>("allergens"), field<&ItemInFile::marks>("marks"),
                  field<&ItemInFile::hours>("hours"), field<&ItemInFile::picture>("picture"),
                  field<&ItemInFile::work_s>("work_s"), field<&ItemInFile::option_groups>("option_groups"));
  }
};

struct SectionInFile {
  std::string name;
  std::string hours;

  static constexpr auto description() {
    return record("section_in_file", field<&SectionInFile::name>("name"), field<&SectionInFile::hours>("hours"));
  }
};

template <class Mark>
std::uint32_t bits_of(const std::vector<Mark>& marks) {
  std::uint32_t bits = 0;
  for (const Mark mark : marks) bits |= bit_of(mark);
  return bits;
}
template <class Mark>
std::vector<Mark> listed(std::uint32_t bits, std::size_t count) {
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < count; ++i)
    if ((bits >> i & 1U) != 0) marks.push_back(static_cast<Mark>(i));
  return marks;
}

std::string at(const std::string& list, std::size_t place) {
  return list + "[" + std::to_string(place) + "]";
}

class JsonMenuReader {
 public:
  JsonMenuReader(std::string_view text, RestaurantId restaurant, Currency currency)
      : text_(text), currency_(currency), faults_(file_.errors) {
    file_.menu.restaurant = restaurant;
  }

  MenuFile read() {
    if (!faults_.small_enough(text_)) return std::move(file_);
    const Result<Json> json = parse_json(text_);
    if (!json.ok()) {
      faults_.add(line_of_syntax(), "", json.problem().detail);
    } else if (!json->is_object()) {
      faults_.add(1, "", "an object with sections and items");
    } else {
      read_members(*json);
      check();
    }
    faults_.sort();
    return std::move(file_);
  }

 private:
  void read_members(const Json& json) {
    for (const auto& member : json.items()) {
      if (member.key() != "sections" && member.key() != "items") {
        fault(member.key(), "sections or items");
      } else if (!member.value().is_array()) {
        fault(member.key(), "a list");
      }
    }
    for_each_of<SectionInFile>(json, "sections", [&](const SectionInFile& section, const std::string& path) {
      file_.menu.sections.push_back({section.name, hours(section.hours, path)});
    });
    for_each_of<ItemInFile>(json, "items", [&](const ItemInFile& item, const std::string& path) {
      file_.menu.items.push_back(item_of(item, path));
    });
  }

  template <class T, class Take>
  void for_each_of(const Json& json, const std::string& list, Take take) {
    const auto found = json.find(list);
    if (found == json.end() || !found->is_array()) return;
    for (std::size_t i = 0; i < found->size() && !faults_.full(); ++i) {
      const std::string path = at(list, i);
      T value;
      if (!(*found)[i].is_object()) {
        fault(path, "an object");
        continue;
      }
      const Outcome read = from_json((*found)[i], schema_of<T>(), JsonForm::Api,
                                     [&](ValueReader& reader) { read_fields(value, reader); });
      if (!read.ok()) {
        const std::string& field = read.problem().field;
        fault(field.empty() ? path : path + "." + field, read.problem().detail);
        continue;
      }
      take(value, path);
    }
  }

  MenuItem item_of(const ItemInFile& from, const std::string& path) {
    MenuItem item;
    item.code = from.code;
    item.section = from.section;
    item.name = from.name;
    item.about = from.about;
    item.price = price(from.price, path, true);
    item.kind = from.kind;
    item.available = from.available;
    item.half_allowed = from.half_allowed;
    item.allergens = bits_of(from.allergens);
    item.marks = bits_of(from.marks);
    item.hours = hours(from.hours, path);
    item.picture = from.picture;
    item.work_s = from.work_s;
    for (std::size_t g = 0; g < from.option_groups.size(); ++g) {
      const GroupInFile& group = from.option_groups[g];
      OptionGroup& made = item.option_groups.emplace_back();
      made.name = group.name;
      made.minimum = group.minimum;
      made.maximum = group.maximum;
      made.sizes = group.sizes;
      for (std::size_t o = 0; o < group.options.size(); ++o) {
        const OptionInFile& option = group.options[o];
        const std::string where = at(at(path + ".option_groups", g) + ".options", o);
        made.options.push_back({option.name, price(option.price, where, false), option.size, option.work_per_100,
                                bits_of(option.allergens), option.sold_out});
      }
    }
    return item;
  }

  Money price(const std::string& text, const std::string& path, bool needed) {
    if (text.empty() && !needed) return {0, currency_};
    const auto read = menu_words::price_of(text, currency_);
    if (!read) fault(path + ".price", "a decimal in quotes such as \"12.50\", in the restaurant's currency");
    return read.value_or(Money{});
  }
  std::vector<WeekSpan> hours(const std::string& text, const std::string& path) {
    auto read = menu_words::hours_of(text);
    if (!read) fault(path + ".hours", "such as Mon 11:30-14:00; Fri 18:00-26:00");
    return read ? *std::move(read) : std::vector<WeekSpan>{};
  }

  void check() {
    if (!file_.errors.empty()) return;
    for (const Fault& found : check_menu(file_.menu.sections, file_.menu.items, currency_))
      fault(found.field, found.detail);
  }

  void fault(const std::string& path, std::string detail) {
    if (!faults_.full()) faults_.add(line_of_json(text_, path), path, std::move(detail));
  }

  // The library tells the byte at which it could not go on.
  std::int32_t line_of_syntax() const {
    try {
      const Json parsed = Json::parse(text_);
      static_cast<void>(parsed);  // too deep, then
    } catch (const Json::parse_error& error) {
      return line_of_byte(text_, error.byte == 0 ? 0 : error.byte - 1);
    }
    return 1;
  }

  std::string_view text_;
  Currency currency_;
  MenuFile file_;
  FileFaults faults_;
};

template <class T>
Json json_of(const T& value) {
  return to_json(JsonForm::Api, [&](ValueWriter& writer) { write_fields(value, writer); });
}

ItemInFile in_file(const MenuItem& item, Currency currency) {
  const auto price = [currency](Money money) { return menu_words::price_text({money.minor, currency}); };
  ItemInFile out;
  out.code = item.code;
  out.section = item.section;
  out.name = item.name;
  out.about = item.about;
  out.price = price(item.price);
  out.kind = item.kind;
  out.available = item.available;
  out.half_allowed = item.half_allowed;
  out.allergens = listed<Allergen>(item.allergens, allergen_names.size());
  out.marks = listed<DietaryMark>(item.marks, dietary_mark_names.size());
  out.hours = menu_words::hours_text(item.hours);
  out.picture = item.picture;
  out.work_s = item.work_s;
  for (const OptionGroup& group : item.option_groups) {
    GroupInFile& made = out.option_groups.emplace_back();
    made.name = group.name;
    made.minimum = group.minimum;
    made.maximum = group.maximum;
    made.sizes = group.sizes;
    for (const MenuOption& option : group.options)
      made.options.push_back({option.name, price(option.price), option.size, option.work_per_100,
                              listed<Allergen>(option.allergens, allergen_names.size()), option.sold_out});
  }
  return out;
}

}  // namespace

MenuFile read_menu_json(std::string_view text, RestaurantId restaurant, Currency currency) {
  return JsonMenuReader(text, restaurant, currency).read();
}

std::string write_menu_json(const WholeMenu& menu) {
  Json json{{"sections", Json::array()}, {"items", Json::array()}};
  for (const MenuSection& section : menu.sections)
    json["sections"].push_back(json_of(SectionInFile{section.name, menu_words::hours_text(section.hours)}));
  for (const MenuItem& item : menu.items) json["items"].push_back(json_of(in_file(item, menu.currency)));
  return json.dump(2) + "\n";
}

}  // namespace pizza
