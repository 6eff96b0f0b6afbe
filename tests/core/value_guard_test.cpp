// SPDX-License-Identifier: Apache-2.0
// What no command may hold, whichever it is; and every fault names its field.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/gateway/value_guard.h"
#include "core/model/schema_of.h"
#include "tests/core/command_examples.h"

using namespace pizza;

namespace {

struct Leaf {
  std::string note;
  bool flag = false;
  static constexpr auto description() { return record("leaf", field<&Leaf::note>("note"), field<&Leaf::flag>("flag")); }
};
struct Branch {
  Leaf leaf;
  std::vector<Leaf> leaves;
  std::vector<std::string> words;
  std::optional<std::string> phone;
  Role role = Role::Customer;
  static constexpr auto description() {
    return record("branch", field<&Branch::leaf>("leaf"), field<&Branch::leaves>("leaves"),
                  field<&Branch::words>("words"), field<&Branch::phone>("phone"), field<&Branch::role>("role"));
  }
};
struct Tree {
  std::vector<Branch> branches;
  static constexpr auto description() { return record("tree", field<&Tree::branches>("branches")); }
};

std::string fault(const Tree& tree, const ValueBounds& bounds = {}) {
  const auto found = value_fault([&](ValueWriter& writer) { write_fields(tree, writer); }, bounds);
  return found ? found->type + " " + found->field : std::string();
}

const char* const card = "4242 4242 4242 4242";

// Writes one text into the nth text that a value has, and one element into each list on the way.
class TextPlanter : public ValueReader {
 public:
  TextPlanter(int place, std::string text) : place_(place), text_(std::move(text)) {}
  bool planted() const { return planted_; }

  bool integer(const FieldSchema&, std::int64_t&) override { return false; }
  bool text(const FieldSchema&, std::string& value) override {
    if (seen_++ != place_) return false;
    value = text_;
    planted_ = true;
    return true;
  }
  bool begin_structure(const FieldSchema&) override { return true; }
  void end_structure(const FieldSchema&) override {}
  bool begin_list(const FieldSchema&, std::size_t& size) override {
    size = 1;
    return true;
  }
  void begin_element(const FieldSchema&, std::size_t) override {}
  void end_list(const FieldSchema&) override {}

 private:
  int place_;
  std::string text_;
  int seen_ = 0;
  bool planted_ = false;
};

}  // namespace

class ValueGuardTest : public QObject {
  Q_OBJECT
 private slots:
  void theFieldAtFaultIsNamedHoweverDeep() {
    Tree tree;
    tree.branches.resize(3);
    QCOMPARE(fault(tree), std::string());
    tree.branches[2].leaves.resize(5);
    tree.branches[2].leaves[4].note = card;
    QCOMPARE(fault(tree), std::string("value.card_number branches[2].leaves[4].note"));
    tree.branches[1].words = {"fine", "a\x01"};
    QCOMPARE(fault(tree), std::string("value.control_character branches[1].words[1]"));
    tree.branches[1].leaf.note = "\xC0\x80";
    QCOMPARE(fault(tree), std::string("value.not_utf8 branches[1].leaf.note"));
    tree.branches[0].role = static_cast<Role>(7);
    QCOMPARE(fault(tree), std::string("value.unknown branches[0].role"));
  }

  void textsAreUtf8() {
    const auto text_fault = [](const std::string& text) {
      Tree tree;
      tree.branches = {{{text, false}, {}, {}, {}, {}}};
      return fault(tree);
    };
    for (const char* good : {"", "plain", "Käse", "披萨", "🍕", "tab\tand\nline", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80"})
      QVERIFY2(text_fault(good).empty(), good);
    // Overlong forms, surrogates, beyond U+10FFFF, cut off, a continuation alone.
    for (const char* bad : {"\xC1\xBF", "\xE0\x9F\xBF", "\xF0\x8F\xBF\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5",
                            "\xE4\xBD", "\x80", "\xFF", "a\xC3"})
      QCOMPARE(text_fault(bad), std::string("value.not_utf8 branches[0].leaf.note"));
    QCOMPARE(text_fault(std::string("a\0b", 3)), std::string("value.control_character branches[0].leaf.note"));
  }

  void sizesAndDepthsAreBounded() {
    Tree tree;
    tree.branches.resize(2);
    tree.branches[1].words = {std::string(11, 'x')};
    QCOMPARE(fault(tree, {10, 100, 8, 100, 100}), std::string("value.text_too_long branches[1].words[0]"));
    QCOMPARE(fault(tree, {11, 1, 8, 100, 100}), std::string("value.list_too_long branches"));
    QCOMPARE(fault(tree, {11, 100, 8, 5, 100}), std::string("value.too_much branches[0].leaves"));
    QCOMPARE(fault(tree, {11, 100, 8, 100, 10}), std::string("value.too_much branches[1].words[0]"));
    QCOMPARE(fault(tree, {11, 100, 2, 100, 100}), std::string("value.too_deep branches[0].leaf"));
    QCOMPARE(fault(tree, {11, 2, 3, 20, 11}), std::string());
  }

  void aPhoneNumberIsNoCard() {
    Tree tree;
    tree.branches.resize(1);
    tree.branches[0].phone = "+4242424242424242";
    QCOMPARE(fault(tree), std::string());
    tree.branches[0].phone = "4242424242424242";
    QCOMPARE(fault(tree), std::string("value.card_number branches[0].phone"));
  }

  void noTextOfAnyCommandTakesACardNumber() {
    MemoryStore store;
    InProcessBus bus;
    test::HandWorld world(store, bus);
    const Caller caller{UserId{1}, {}, {}, {{Role::Customer, {}}}, {}, {}};
    int planted = 0;
    for (const CommandType* type : all_command_types()) {
      for (int place = 0;; ++place) {
        const test::AnyCommand command(*type);
        TextPlanter planter(place, card);
        type->read(command.get(), planter);
        if (!planter.planted()) break;
        const CallAnswer answer = world.business.call(*type, command.get(), caller, {});
        const std::string name(type->schema->name);
        QVERIFY2(!answer.ok() && answer.problem->type == "value.card_number", name.c_str());
        QVERIFY2(!answer.problem->field.empty(), name.c_str());
        ++planted;
      }
    }
    QVERIFY(planted > 10);
  }

  // Whoever may do all, and says nothing sensible: what is refused as invalid names a field.
  void aCommandOfNothingIsRefusedByItsField() {
    MemoryStore store;
    InProcessBus bus;
    test::HandWorld world(store, bus);
    const auto cast = world.open_shop();
    Caller caller{cast.user, {}, {}, {}, {}, cast.rider};
    for (std::size_t role = 0; role < role_names.size(); ++role)
      caller.roles.push_back({static_cast<Role>(role), cast.restaurant});
    const test::Numbers numbers{{"user_id", cast.user.value}, {"restaurant_id", cast.restaurant.value}};
    CallRequest request;
    for (const CommandType* type : all_command_types()) {
      const std::string key = "key-of-" + std::string(type->schema->name);
      request.key = key;
      const auto command = test::example_of(*type, numbers);
      const CallAnswer answer = world.business.call(*type, command.get(), caller, request);
      if (answer.ok()) continue;
      const Status status = answer.problem->status;
      if (status != Status::BadRequest && status != Status::Unprocessable && status != Status::NotFound) continue;
      QVERIFY2(!answer.problem->field.empty(),
               (std::string(type->schema->name) + ": " + answer.problem->type + " names no field").c_str());
    }
  }
};

QTEST_GUILESS_MAIN(ValueGuardTest)
#include "value_guard_test.moc"
