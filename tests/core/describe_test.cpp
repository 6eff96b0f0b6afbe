// SPDX-License-Identifier: Apache-2.0
// The one description: schema, wire format, values, digest.
#include <QTest>

#include "core/catalogue.h"
#include "core/model/catalogue.h"
#include "core/model/digest.h"
#include "core/model/records/order.h"
#include "core/model/records/payment.h"
#include "core/model/records/saga.h"
#include "core/model/schema_of.h"
#include "core/model/wire.h"

using namespace pizza;

namespace {

Order an_order() {
  Order order;
  order.id = {4'182};
  order.user = {17};
  order.status = OrderStatus::Ready;
  order.total = {3'180, Currency::EUR};
  order.drop = {437'384'000, -74'246'000};
  order.placed_at = {1'795'201'200'123};
  order.accepted_at = Instant{0};  // present, though zero
  order.close_reason = "naïve";
  order.version = {7};
  return order;
}

std::string bytes_of(const auto& value) {
  std::string bytes;
  wire::encode(value, bytes);
  return bytes;
}

}  // namespace

class DescribeTest : public QObject {
  Q_OBJECT
 private slots:
  void schemaFollowsTheDescription() {
    const Schema& schema = schema_of<Order>();
    QCOMPARE(schema.name, std::string_view("orders"));
    QCOMPARE(schema.fields.front().name, std::string_view("order_id"));
    QVERIFY(schema.fields.front().key);
    QCOMPARE(schema.fields[schema.shard_field - 1].name, std::string_view("user_id"));
    QCOMPARE(schema.keep_for->ms, days(365).ms);
    const FieldSchema* status = schema.find("status");
    QVERIFY(status != nullptr);
    QCOMPARE(status->kind, Kind::Enumeration);
    QCOMPARE(status->value_names[9], std::string_view("cancelled"));
    QVERIFY(schema.find("accepted_at")->optional);
    QCOMPARE(schema.find("total")->nested->name, std::string_view("money"));
    QVERIFY(schema.find("total")->nested->flat);
    QCOMPARE(schema.find("drop")->nested->fields[0].kind, Kind::Degrees);
    QCOMPARE(schema_of<Payment>().find("method_token")->secrecy, Secrecy::Secret);
  }

  void everyRecordHasAKeyAVersionAndDistinctFields() {
    QCOMPARE(all_record_types().size(), Records::size);
    for (const RecordType* type : all_record_types()) {
      QVERIFY2(type->schema->key_field != 0, std::string(type->schema->name).c_str());
      QVERIFY2(type->schema->find("version") != nullptr, std::string(type->schema->name).c_str());
      for (std::size_t i = 0; i < type->schema->fields.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) QVERIFY(type->schema->fields[i].name != type->schema->fields[j].name);
    }
  }

  void wireRoundTrip() {
    const std::string bytes = bytes_of(an_order());
    Order back;
    QVERIFY(wire::decode(bytes, back));
    QCOMPARE(bytes_of(back), bytes);
    QVERIFY(back.accepted_at.has_value());
    QVERIFY(!back.ready_at.has_value());
    QCOMPARE(back.drop.lon, -74'246'000);
  }

  void wireIsProtobuf() {
    // order_id = 4182 in field 1: tag 0x08, varint 0xD6 0x20.
    Order order;
    order.id = {4'182};
    QCOMPARE(bytes_of(order).substr(0, 3), std::string("\x08\xD6\x20"));
  }

  void unknownFieldsAreSkipped() {
    std::string bytes = bytes_of(an_order());
    wire::put_varint(bytes, 900 << 3 | 2);  // a field from the future
    wire::put_varint(bytes, 3);
    bytes += "abc";
    Order back;
    QVERIFY(wire::decode(bytes, back));
    QCOMPARE(back.id.value, std::uint64_t{4'182});
  }

  void zeroIsKeptWhereTheInitialiserSaysOtherwise() {
    BasketLine line;
    line.quantity = 0;
    BasketLine back;
    QVERIFY(wire::decode(bytes_of(line), back));
    QCOMPARE(back.quantity, 0);
  }

  void damagedBytesAreRefusedOrReadNeverOverrun() {
    const std::string bytes = bytes_of(an_order());
    int refused = 0;
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
      Order back;
      refused += !wire::decode(std::string_view(bytes).substr(0, cut), back);
    }
    QVERIFY(refused > static_cast<int>(bytes.size() / 2));
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ 0xFF);
      Order back;
      if (wire::decode(flipped, back)) QVERIFY(bytes_of(back) != bytes);
    }
  }

  void digestSeesEveryFieldAndNoOrder() {
    const auto digest = [](const Order& order) { return digest_of("orders", bytes_of(order)); };
    Order other = an_order();
    other.close_reason = "naive";
    QVERIFY(!(digest(an_order()) == digest(other)));
    Digest ab = digest(an_order());
    ab.add(digest(other));
    Digest ba = digest(other);
    ba.add(digest(an_order()));
    QCOMPARE(ab.hex(), ba.hex());
    ba.subtract(digest(other));
    QCOMPARE(ba.hex(), digest(an_order()).hex());
    QVERIFY(!(digest_of("orders", "x") == digest_of("payments", "x")));
  }

  void geometryIsExactEnough() {
    // Monaco to Nice, and a block: against the haversine on the same sphere, computed with extended precision.
    QVERIFY(qAbs(distance_mm({437'384'000, 74'246'000}, {437'102'000, 72'620'000}) - 13'436'000) < 20'000);
    QVERIFY(qAbs(distance_mm({0, 0}, {0, 10'000}) - 111'195) < 15);
    QCOMPARE(distance_mm({5, 5}, {5, 5}), 0);
    // Across the date line.
    QVERIFY(distance_mm({0, 1'799'990'000}, {0, -1'799'990'000}) < 250'000);
    for (const int degrees : {0, 30, 45, 60, 89}) {
      const double expected = std::cos(degrees * 3.14159265358979 / 180.0);
      QVERIFY(std::abs(static_cast<double>(cos_latitude_q30(degrees * 10'000'000)) / (1 << 30) - expected) < 1e-6);
    }
  }

  void sharesRoundHalfAwayFromZero() {
    QCOMPARE(share({1'005, Currency::EUR}, 1'000).minor, 101);
    QCOMPARE(share({1'004, Currency::EUR}, 1'000).minor, 100);
    QCOMPARE(share({-1'005, Currency::EUR}, 1'000).minor, -101);
  }
};

QTEST_GUILESS_MAIN(DescribeTest)
#include "describe_test.moc"
