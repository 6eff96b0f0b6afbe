// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/promotion_service.h"

#include "core/services/order/order_pricing.h"
#include "core/services/order/order_service.h"
#include "core/services/order/promotion_rules.h"

namespace pizza {

namespace {

constexpr std::int64_t most_amount = 100'000'000;

Problem bad_promotion(std::string why, const char* field) {
  return problem(Status::Unprocessable, "promotion.invalid", std::move(why), std::string("promotion.") + field);
}
Problem bad_terms(std::string why, std::string field) {
  return problem(Status::Unprocessable, "terms.invalid", std::move(why), "terms." + std::move(field));
}

bool within(std::int64_t value, std::int64_t least, std::int64_t most) {
  return value >= least && value <= most;
}

std::optional<Problem> check_value(const Promotion& promotion) {
  const Money amount = promotion.amount;
  if (!within(amount.minor, 0, most_amount)) return bad_promotion("0 to 100000000", "amount.minor");
  if (amount.minor != 0 && amount.currency == Currency::None)
    return bad_promotion("an amount has a currency", "amount.currency");
  switch (promotion.kind) {
    case PromotionKind::Percent:
      if (!within(promotion.per_10000, 1, 10'000)) return bad_promotion("1 to 10000", "per_10000");
      break;
    case PromotionKind::Amount:
      if (amount.minor == 0) return bad_promotion("1 to 100000000", "amount.minor");
      break;
    case PromotionKind::CheapestFree:
      if (!within(promotion.every, 2, 20)) return bad_promotion("2 to 20", "every");
      break;
    case PromotionKind::FreeDelivery:
      if (promotion.restaurant) return bad_promotion("only the house gives free delivery", "kind");
      break;
  }
  if (!within(promotion.minimum.minor, 0, most_amount)) return bad_promotion("0 to 100000000", "minimum.minor");
  if (promotion.minimum.minor != 0 && promotion.minimum.currency == Currency::None)
    return bad_promotion("an amount has a currency", "minimum.currency");
  return std::nullopt;
}

std::optional<Problem> check_promotion(const Promotion& promotion, Instant now) {
  if (promotion.name.empty() || promotion.name.size() > 100) return bad_promotion("1 to 100 bytes", "name");
  if (looks_like_card_number(promotion.name)) return bad_promotion("looks like a card number", "name");
  if (promotion.section.size() > 100) return bad_promotion("at most 100 bytes", "section");
  if (looks_like_card_number(promotion.section)) return bad_promotion("looks like a card number", "section");
  if (promotion.until <= promotion.from || promotion.until <= now)
    return bad_promotion("ends before it begins", "until");
  if (promotion.until - promotion.from > PromotionService::longest) return bad_promotion("at most 366 days", "until");
  if (!within(promotion.weekdays, 0, 127)) return bad_promotion("0 to 127, a bit a weekday", "weekdays");
  if (!within(promotion.from_minute, 0, 1'439)) return bad_promotion("0 to 1439", "from_minute");
  if (!within(promotion.to_minute, promotion.from_minute, 2'880))
    return bad_promotion("from from_minute to 2880", "to_minute");
  return check_value(promotion);
}

void end_those_over(UnitOfWork& work, RestaurantId owner) {
  for (const std::uint64_t key : work.find_where<&Promotion::running_for>(owner))
    if (work.find(PromotionId{key})->until <= work.now()) work.record(PromotionEnded{{key}, work.now()});
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

// "FR", or "US-NY": two capitals, perhaps a hyphen and one to three capitals or digits.
bool is_region(std::string_view text) {
  if (text.size() < 2 || !is_capital(text[0]) || !is_capital(text[1])) return false;
  if (text.size() == 2) return true;
  if (text.size() < 4 || text.size() > 6 || text[2] != '-') return false;
  return std::all_of(text.begin() + 3, text.end(), [](char c) { return is_capital(c) || (c >= '0' && c <= '9'); });
}

const PlaceTerms* terms_of_exactly(UnitOfWork& work, const std::string& region) {
  const auto keys = work.find_where<&PlaceTerms::region>(region, 1);
  return keys.empty() ? nullptr : work.find(PlaceTermsId{keys.front()});
}

Problem unknown_terms() {
  return problem(Status::NotFound, "terms.unknown", "there are no terms of this region", "region");
}

}  // namespace

Result<PromotionId> PromotionService::add(UnitOfWork& work, const AddPromotion& command) const {
  Promotion promotion = command.promotion;
  promotion.restaurant = command.owner();
  if (promotion.restaurant && work.find(promotion.restaurant) == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (auto wrong = check_promotion(promotion, work.now())) return *wrong;
  end_those_over(work, promotion.restaurant);
  const std::size_t most =
      promotion.restaurant ? promotion_rules::most_of_a_restaurant : promotion_rules::most_of_the_house;
  if (work.find_where<&Promotion::running_for>(promotion.restaurant).size() >= most)
    return problem(Status::Conflict, "promotion.too_many", "at most " + std::to_string(most) + " run at once");
  promotion.id = work.allocate<Promotion>();
  promotion.running_for = promotion.restaurant;
  const PromotionId id = promotion.id;
  work.record(PromotionAdded{std::move(promotion)});
  return id;
}

Outcome PromotionService::end(UnitOfWork& work, const EndPromotion& command) const {
  const Promotion* promotion = work.find(command.promotion);
  if (promotion == nullptr)
    return problem(Status::NotFound, "promotion.unknown", "there is no such promotion", "promotion_id");
  if (!promotion->running_for)
    return problem(Status::Conflict, "promotion.over", "it has ended already", "promotion_id");
  work.record(PromotionEnded{command.promotion, work.now()});
  return Done{};
}

Result<PromotionList> PromotionService::list(UnitOfWork& work, const ListPromotions& query) const {
  const Restaurant* restaurant = work.find(query.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  PromotionList list;
  for (const Promotion* promotion : promotion_rules::running(work, query.restaurant))
    if (promotion->until > work.now() && (!query.now || promotion_rules::in_time(*promotion, *restaurant, work.now())))
      list.promotions.push_back(*promotion);
  return list;
}

Outcome PlaceTermsService::set(UnitOfWork& work, const SetPlaceTerms& command) const {
  PlaceTerms terms = command.terms;
  if (!is_region(terms.region)) return bad_terms("ISO 3166: \"FR\" or \"US-NY\"", "region");
  for (std::size_t kind = 0; kind < terms.taxes.size(); ++kind)
    if (!within(terms.taxes[kind].per_10000, 0, 10'000))
      return bad_terms("0 to 10000", "taxes[" + std::to_string(kind) + "].per_10000");
  if (!within(terms.small_order_below.minor, 0, most_amount)) return bad_terms("0 to 100000000", "small_order_below");
  if (!within(terms.small_order_fee.minor, 0, most_amount)) return bad_terms("0 to 100000000", "small_order_fee");
  if (terms.small_order_fee.minor != 0 && (terms.small_order_fee.currency == Currency::None ||
                                           terms.small_order_below.currency != terms.small_order_fee.currency))
    return bad_terms("both amounts in one currency", "small_order_fee.currency");
  const PlaceTerms* known = terms_of_exactly(work, terms.region);
  terms.id = known == nullptr ? work.allocate<PlaceTerms>() : known->id;
  work.record(PlaceTermsSet{std::move(terms)});
  return Done{};
}

Outcome PlaceTermsService::remove(UnitOfWork& work, const RemovePlaceTerms& command) const {
  const PlaceTerms* known = terms_of_exactly(work, command.region);
  if (known == nullptr) return unknown_terms();
  work.record(PlaceTermsRemoved{known->id});
  return Done{};
}

Result<PlaceTerms> PlaceTermsService::see(UnitOfWork& work, const SeePlaceTerms& query) const {
  const PlaceTerms* known = place_terms_of(work, query.region);
  if (known == nullptr) return unknown_terms();
  return *known;
}

}  // namespace pizza
