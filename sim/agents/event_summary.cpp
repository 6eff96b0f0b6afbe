// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/business.h"
#include "sim/agents/event_texts.h"
#include "sim/agents/order_story.h"
#include "sim/agents/territory.h"

namespace pizza::sim {

namespace event_words {

std::string money_text(Money money) {
  std::string digits = std::to_string(money.minor < 0 ? -money.minor : money.minor);
  if (const auto minor = static_cast<std::size_t>(minor_digits(money.currency)); minor > 0) {
    if (digits.size() <= minor) digits.insert(0, minor + 1 - digits.size(), '0');
    digits.insert(digits.size() - minor, ".");
  }
  const std::string_view code = currency_codes[static_cast<std::size_t>(money.currency)];
  digits.insert(0, money.minor < 0 ? "-" : "");
  return code.empty() ? digits : digits.append(" ").append(code);
}

std::string rider_name(const RiderNames& riders, RiderId id) {
  std::string name = riders.name_of(id);
  return name.empty() ? "nobody" : name;
}

std::string number_of(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count).append(" ").append(count == 1 ? one : many);
}

std::string words(std::string text, std::string_view otherwise) {
  if (text.empty()) return std::string(otherwise);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string after_colon(const std::string& text) {
  return text.empty() ? std::string() : ": " + words(text);
}

}  // namespace event_words

std::string event_summary(const EventType& type, const void* event, const RiderNames& riders) {
  static const EventTellers tellers = [] {
    EventTellers all;
    add_order_texts(all);
    add_money_texts(all);
    add_work_texts(all);
    add_people_texts(all);
    add_shop_texts(all);
    return all;
  }();
  const auto found = tellers.find(&type);
  return found == tellers.end() ? std::string() : found->second(riders, event);
}

std::string event_summary(const EventType& type, const void* event, const Territory& territory) {
  class Known : public RiderNames {
   public:
    explicit Known(const Territory& known) : territory_(known) {}
    std::string name_of(RiderId id) const override {
      for (const RiderAgent& rider : territory_.riders().all())
        if (rider.id == id) return rider.name;
      return {};
    }

   private:
    const Territory& territory_;
  };
  return event_summary(type, event, Known(territory));
}

bool is_bad_news(const EventType& type) {
  static const std::array<const EventType*, 9> bad{
      &event_type<OrderRejected>(),  &event_type<OrderCancelled>(),  &event_type<OrderFailed>(),
      &event_type<PaymentStuck>(),   &event_type<PaymentDeclined>(), &event_type<PaymentFailed>(),
      &event_type<DeliveryFailed>(), &event_type<RiderGaveUp>(),     &event_type<RefundRequested>()};
  return std::find(bad.begin(), bad.end(), &type) != bad.end();
}

}  // namespace pizza::sim
