// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/line_rules.h"

#include <array>

#include "core/services/restaurant/opening_rules.h"

namespace pizza {

namespace {

constexpr std::size_t max_groups = 20;

// Which member of the line a problem is about.
struct Side {
  std::size_t line;
  const char* item;
  const char* options;
};

std::string line_field(std::size_t line, const char* member) {
  return "lines[" + std::to_string(line) + "]." + member;
}

Problem bad_line(std::size_t line, const char* member, std::string detail) {
  return problem(Status::Unprocessable, "order.invalid", std::move(detail), line_field(line, member));
}

// Exactly one must be chosen: it is of the whole pizza.
bool of_the_whole(const OptionGroup& group) {
  return group.sizes || (group.minimum == 1 && group.maximum == 1);
}

const MenuOption* chosen_in(const MenuItem& item, const ChosenOption& choice) {
  return &item.option_groups[static_cast<std::size_t>(choice.group)].options[static_cast<std::size_t>(choice.option)];
}

// Null where the choices fit the item's groups.
std::optional<Problem> check_options(const MenuItem& item, const std::vector<ChosenOption>& choices, const Side& side) {
  if (choices.size() > max_line_options) return bad_line(side.line, side.options, "at most 100");
  std::array<std::int32_t, max_groups> chosen{};
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const ChosenOption& choice = choices[i];
    if (choice.group < 0 || choice.group >= static_cast<std::int32_t>(item.option_groups.size()))
      return bad_line(side.line, side.options, "no such group of options: " + std::to_string(choice.group));
    const OptionGroup& group = item.option_groups[static_cast<std::size_t>(choice.group)];
    if (choice.option < 0 || choice.option >= static_cast<std::int32_t>(group.options.size()))
      return bad_line(side.line, side.options,
                      "no such option in " + group.name + ": " + std::to_string(choice.option));
    if (chosen_in(item, choice)->sold_out)
      return bad_line(side.line, side.options, chosen_in(item, choice)->name + " is sold out");
    for (std::size_t earlier = 0; earlier < i; ++earlier)
      if (choices[earlier].group == choice.group && choices[earlier].option == choice.option)
        return bad_line(side.line, side.options, "chosen twice in " + group.name);
    ++chosen[static_cast<std::size_t>(choice.group)];
  }
  for (std::size_t g = 0; g < item.option_groups.size(); ++g) {
    const OptionGroup& group = item.option_groups[g];
    if (chosen[g] < group.minimum || chosen[g] > group.maximum)
      return bad_line(
          side.line, side.options,
          group.name + ": choose " + std::to_string(group.minimum) + " to " + std::to_string(group.maximum));
  }
  return std::nullopt;
}

const char* why_not(menu_rules::Offer offer) {
  switch (offer) {
    case menu_rules::Offer::Removed:
    case menu_rules::Offer::TakenOff:
      return " is not available";
    case menu_rules::Offer::SoldOut:
      return " is sold out";
    case menu_rules::Offer::NotNow:
      return " is not to be had at that time";
    case menu_rules::Offer::Yes:
      break;
  }
  return nullptr;
}

Result<const MenuItem*> find_item(UnitOfWork& work, const Restaurant& restaurant, const MenuMoment& moment,
                                  MenuItemId id, std::int32_t quantity, const Side& side) {
  const MenuItem* item = work.find(id);
  if (item == nullptr || item->restaurant != restaurant.id)
    return bad_line(side.line, side.item, "not on this restaurant's menu");
  const ItemStock* stock = item->counts_stock ? work.find_at<ItemStock>(id.value) : nullptr;
  if (const char* why = why_not(menu_rules::offer_of(*item, moment.plan, stock, moment.shown, quantity)))
    return bad_line(side.line, side.item, item->name + why);
  return item;
}

bool same_choice(const OptionGroup& group, const MenuOption& option, const OptionGroup& that, const MenuOption& other) {
  if (group.sizes && that.sizes && (option.size != 0 || other.size != 0)) return option.size == other.size;
  return group.name == that.name && option.name == other.name;
}

// What both halves must agree on: every choice of the whole is made by the other as well.
std::optional<Problem> check_same(const MenuItem& one, const std::vector<ChosenOption>& ones, const MenuItem& other,
                                  const std::vector<ChosenOption>& others, const Side& side) {
  for (const ChosenOption& choice : ones) {
    const OptionGroup& group = one.option_groups[static_cast<std::size_t>(choice.group)];
    if (!of_the_whole(group)) continue;
    bool same = false;
    for (const ChosenOption& there : others) {
      const OptionGroup& that = other.option_groups[static_cast<std::size_t>(there.group)];
      same =
          same || (of_the_whole(that) && same_choice(group, *chosen_in(one, choice), that, *chosen_in(other, there)));
    }
    if (!same) return bad_line(side.line, side.options, group.name + ": both halves must have the same");
  }
  return std::nullopt;
}

struct HalfPrice {
  Money whole;   // the item with the options of the whole
  Money extras;  // half of each other option, rounded up
};

HalfPrice price_half(const MenuItem& item, Instant priced, const std::vector<ChosenOption>& choices, BasketHalf& half) {
  HalfPrice price{menu_rules::price_at(item, priced), {0, item.price.currency}};
  half.item = item.id;
  half.name = item.name;
  for (const ChosenOption& choice : choices) {
    const MenuOption& option = *chosen_in(item, choice);
    half.options.push_back(option.name);
    if (of_the_whole(item.option_groups[static_cast<std::size_t>(choice.group)])) {
      price.whole = price.whole + option.price;
    } else {
      price.extras = price.extras + Money{(option.price.minor + 1) / 2, option.price.currency};
    }
  }
  return price;
}

std::int64_t work_of(const MenuItem& item) {
  return std::int64_t{item.work_s[0]} + item.work_s[1] + item.work_s[2];
}

Result<const MenuItem*> price_halves(UnitOfWork& work, const Restaurant& restaurant, const MenuMoment& moment,
                                     const OrderLine& wish, const MenuItem& first, std::size_t at, BasketLine& line) {
  const Side left{at, "menu_item_id", "options"};
  const Side right{at, "second_item_id", "second_options"};
  const Result<const MenuItem*> found = find_item(work, restaurant, moment, wish.second_item, wish.quantity, right);
  if (!found.ok()) return found.problem();
  const MenuItem& second = **found;
  if (second.section != first.section)
    return bad_line(at, right.item, "both halves must be from one section of the menu");
  if (!menu_rules::halves_fit(first, second))
    return bad_line(at, right.item, "these two are not to be had as halves of one");
  if (auto wrong = check_options(first, wish.options, left)) return *wrong;
  if (auto wrong = check_options(second, wish.second_options, right)) return *wrong;
  if (auto wrong = check_same(first, wish.options, second, wish.second_options, right)) return *wrong;
  if (auto wrong = check_same(second, wish.second_options, first, wish.options, right)) return *wrong;
  line.halves.resize(2);
  const HalfPrice one = price_half(first, moment.priced, wish.options, line.halves[0]);
  const HalfPrice two = price_half(second, moment.priced, wish.second_options, line.halves[1]);
  line.unit_price = (one.whole.minor < two.whole.minor ? two.whole : one.whole) + one.extras + two.extras;
  line.name.reserve(first.name.size() + second.name.size() + 8);
  line.name.append("½ ").append(first.name).append(" + ½ ").append(second.name);
  const MenuItem& longer = work_of(first) < work_of(second) ? second : first;
  line.item = longer.id;
  return &longer;
}

}  // namespace

MenuMoment menu_moment(UnitOfWork& work, const Restaurant& restaurant, Instant wanted) {
  return {work.now(), opening_rules::clock_of(restaurant).local(wanted), work.find_at<MenuPlan>(restaurant.id.value)};
}

std::optional<Problem> check_stock(UnitOfWork& work, std::span<const OrderLine> lines) {
  for (const OrderLine& line : lines)
    for (const MenuItemId id : {line.item, line.second_item}) {
      const MenuItem* item = id ? work.find(id) : nullptr;
      if (item == nullptr || !item->counts_stock) continue;
      std::int64_t wanted = 0;
      for (const OrderLine& other : lines) wanted += other.item == id || other.second_item == id ? other.quantity : 0;
      const ItemStock* stock = work.find_at<ItemStock>(id.value);
      if (stock == nullptr || stock->left < wanted)
        return problem(Status::Unprocessable, "order.invalid", item->name + ": not so many are left", "lines");
    }
  return std::nullopt;
}

Result<const MenuItem*> price_line(UnitOfWork& work, const Restaurant& restaurant, const MenuMoment& moment,
                                   const OrderLine& wish, std::size_t at, BasketLine& line) {
  if (wish.quantity < 1 || wish.quantity > max_line_quantity) return bad_line(at, "quantity", "1 to 99");
  const Side side{at, "menu_item_id", "options"};
  Result<const MenuItem*> found = find_item(work, restaurant, moment, wish.item, wish.quantity, side);
  if (!found.ok()) return found;
  const MenuItem& item = **found;
  line.quantity = wish.quantity;
  if (wish.second_item) return price_halves(work, restaurant, moment, wish, item, at, line);
  if (!wish.second_options.empty()) return bad_line(at, "second_options", "there is no second half");
  if (auto wrong = check_options(item, wish.options, side)) return *wrong;
  line.item = item.id;
  line.name = item.name;
  line.unit_price = menu_rules::price_at(item, moment.priced);
  for (const ChosenOption& choice : wish.options) {
    const MenuOption& option = *chosen_in(item, choice);
    line.unit_price = line.unit_price + option.price;
    line.options.push_back(option.name);
  }
  return found;
}

}  // namespace pizza
