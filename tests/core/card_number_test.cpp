// SPDX-License-Identifier: Apache-2.0
// No text of any command may hold a card number.
#include <QTest>
#include <map>

#include "core/commands.h"
#include "core/gateway/value_guard.h"
#include "core/services/order/order_commands.h"

using namespace pizza;

namespace {

// As the gateway looks at every command that comes in.
std::optional<Problem> card_number_in(const CommandType& type, const void* command) {
  return value_fault([&](ValueWriter& writer) { type.write(command, writer); });
}

// Makes one of everything, and writes a text into the field of the given place, counted from 0.
class Filler : public ValueReader {
 public:
  Filler(int place, std::string text) : place_(place), text_(std::move(text)) {}
  std::string path;  // of the field that was written; empty: there are fewer

  bool integer(const FieldSchema&, std::int64_t&) override { return false; }
  bool text(const FieldSchema& field, std::string& value) override {
    if (seen_++ != place_) return false;
    value = text_;
    path = joined(field);
    return true;
  }
  bool begin_structure(const FieldSchema& field) override {
    levels_.push_back(std::string(field.name));
    return true;
  }
  void end_structure(const FieldSchema&) override { levels_.pop_back(); }
  bool begin_list(const FieldSchema& field, std::size_t& size) override {
    size = 1;
    levels_.push_back(std::string(field.name) + "[0]");
    return true;
  }
  void begin_element(const FieldSchema&, std::size_t) override {}
  void end_list(const FieldSchema&) override { levels_.pop_back(); }

 private:
  std::string joined(const FieldSchema& last) const {
    std::string path;
    for (const std::string& level : levels_)
      if (!level.empty()) path += (path.empty() ? "" : ".") + level;
    if (!last.name.empty()) path += (path.empty() ? "" : ".") + std::string(last.name);
    return path;
  }

  int place_;
  std::string text_;
  int seen_ = 0;
  std::vector<std::string> levels_;
};

struct AnyCommand {
  explicit AnyCommand(const CommandType& type) : type(type), command(type.create()) {}
  ~AnyCommand() { type.destroy(command); }
  AnyCommand(const AnyCommand&) = delete;
  AnyCommand& operator=(const AnyCommand&) = delete;
  const CommandType& type;
  void* command;
};

}  // namespace

class CardNumberTest : public QObject {
  Q_OBJECT
 private slots:
  void everyTextOfEveryCommandIsGuarded() {
    int guarded = 0;
    for (const CommandType* type : all_command_types()) {
      for (int place = 0;; ++place) {
        AnyCommand any(*type);
        Filler filler(place, "my card is 4111 1111 1111 1111, thanks");
        type->read(any.command, filler);
        if (filler.path.empty()) break;
        const auto refused = card_number_in(*type, any.command);
        const std::string where = std::string(type->schema->name) + "." + filler.path;
        QVERIFY2(refused.has_value(), where.c_str());
        QCOMPARE(refused->type, std::string("value.card_number"));
        QCOMPARE(refused->field, filler.path);
        QVERIFY(refused->detail.find("4111") == std::string::npos);
        ++guarded;
      }
    }
    QVERIFY2(guarded > 20, std::to_string(guarded).c_str());
  }

  void otherTextsPass() {
    for (const CommandType* type : all_command_types()) {
      for (int place = 0;; ++place) {
        AnyCommand any(*type);
        Filler filler(place, "Rue 12, +377 99 12 34 56, order 4111111111111112");
        type->read(any.command, filler);
        if (filler.path.empty()) break;
        QVERIFY(!card_number_in(*type, any.command));
      }
    }
  }

  void whatLooksLikeACardNumber_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("refused");
    const auto row = [](const char* text, bool refused) { QTest::newRow(text) << QString(text) << refused; };
    row("4242424242424242", true);     // Visa, 16
    row("378282246310005", true);      // American Express, 15
    row("4222222222222", true);        // 13, the fewest
    row("6304000000000000000", true);  // 19, the most
    row("5555-5555-5555-4444", true);  // with hyphens
    row("pay 5555 5555 5555 4444", true);
    row("tok_4242424242424242_x", true);  // within a token
    row("4242424242424241", false);       // one digit off
    row("424242424242", false);           // 12 digits
    row("42424242424242424242", false);   // 20 digits
    row("0000 2026-11-20", false);
    row("", false);
  }
  void whatLooksLikeACardNumber() {
    QFETCH(QString, text);
    QFETCH(bool, refused);
    PlaceOrder wish;
    wish.note = text.toStdString();
    const auto found = card_number_in(*command_type_by_name("place_order"), &wish);
    QCOMPARE(found.has_value(), refused);
    if (found) QCOMPARE(found->field, std::string("note"));
  }

  void numbersAreNotLookedAt() {
    PlaceOrder wish;
    wish.user = {4'242'424'242'424'242};
    wish.scheduled_for = Instant{1'795'201'200'000};
    QVERIFY(!card_number_in(*command_type_by_name("place_order"), &wish));
  }
};

QTEST_GUILESS_MAIN(CardNumberTest)
#include "card_number_test.moc"
