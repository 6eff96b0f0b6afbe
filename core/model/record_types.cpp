// SPDX-License-Identifier: Apache-2.0
// The type objects of all records, made here once.
#include "core/model/catalogue.h"
#include "core/model/make_record_type.h"
#include "core/model/records/cart.h"
#include "core/model/records/delivery.h"
#include "core/model/records/food_marks.h"
#include "core/model/records/good_kind.h"
#include "core/model/records/identity.h"
#include "core/model/records/kitchen.h"
#include "core/model/records/loyalty.h"
#include "core/model/records/menu.h"
#include "core/model/records/notification.h"
#include "core/model/records/order.h"
#include "core/model/records/order_line.h"
#include "core/model/records/payment.h"
#include "core/model/records/payment_desk.h"
#include "core/model/records/payout.h"
#include "core/model/records/place_terms.h"
#include "core/model/records/promotion.h"
#include "core/model/records/reconciliation.h"
#include "core/model/records/remembered_request.h"
#include "core/model/records/restaurant.h"
#include "core/model/records/review.h"
#include "core/model/records/saga.h"
#include "core/model/records/search.h"
#include "core/model/records/support.h"
#include "core/model/records/tracking.h"
#include "core/model/records/user.h"

namespace pizza {

template <Described T>
const RecordType& record_type() {
  static const RecordType type = make_record_type<T>(index_in<T>(Records{}));
  return type;
}

namespace {

using MakeRecordType = const RecordType& (*)();

// Held as addresses first: that is what makes the compiler emit a function for each.
template <class... R>
std::vector<const RecordType*> make_all(TypeList<R...>) {
  static const std::array<MakeRecordType, sizeof...(R)> makers{&record_type<R>...};
  std::vector<const RecordType*> all;
  for (const MakeRecordType make : makers) all.push_back(&make());
  return all;
}

}  // namespace

const std::vector<const RecordType*>& made_record_types() {
  static const std::vector<const RecordType*> all = make_all(Records{});
  return all;
}

}  // namespace pizza
