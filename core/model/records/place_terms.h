// SPDX-License-Identifier: Apache-2.0
// What the law and the house ask for in a country, or in a part of one: taxes by kind of good, and the fee on small
// orders.
#pragma once

#include "core/model/describe.h"
#include "core/model/records/good_kind.h"

namespace pizza {

using PlaceTermsId = Id<struct PlaceTerms>;

struct TaxRule {
  std::int32_t per_10000 = 0;  // 0..10000
  bool included = false;       // prices contain it already; else it comes on top

  static constexpr auto description() {
    return record("tax_rule", field<&TaxRule::per_10000>("per_10000"), field<&TaxRule::included>("included"));
  }
};

// Where a tax is rounded, half away from zero each time.
enum class TaxRounding : std::uint8_t {
  PerOrder,  // once for each kind of good
  PerLine,   // for each line; and once for the fees
};
inline constexpr std::array<std::string_view, 2> tax_rounding_names{"per_order", "per_line"};
constexpr std::span<const std::string_view> names_of(TaxRounding) {
  return tax_rounding_names;
}

struct PlaceTerms {
  PlaceTermsId id;
  std::string region;            // ISO 3166: "MC", "US-NY"; a part of a country goes before the country
  std::array<TaxRule, 4> taxes;  // by GoodKind; of the fees for delivery last
  TaxRounding rounding = TaxRounding::PerOrder;
  Money small_order_below;  // items that come to less cost the fee; zero: no such fee
  Money small_order_fee;
  Version version;

  static constexpr auto description() {
    return record("place_terms", key<&PlaceTerms::id>("place_terms_id"),
                  field<&PlaceTerms::region>("region", Index::Unique), field<&PlaceTerms::taxes>("taxes"),
                  field<&PlaceTerms::rounding>("rounding"), field<&PlaceTerms::small_order_below>("small_order_below"),
                  field<&PlaceTerms::small_order_fee>("small_order_fee"), field<&PlaceTerms::version>("version"));
  }
};

}  // namespace pizza
