// SPDX-License-Identifier: Apache-2.0
// No command takes more from a caller than its description names: mass assignment finds nothing to assign.
#include <QTest>

#include "connectors/json/json_form.h"
#include "core/commands.h"

using namespace pizza;

namespace {

Outcome read(const CommandType& type, const Json& json) {
  void* command = type.create();
  const Outcome outcome =
      from_json(json, *type.schema, JsonForm::Api, [&](ValueReader& reader) { type.read(command, reader); });
  type.destroy(command);
  return outcome;
}

}  // namespace

class CommandJsonTest : public QObject {
  Q_OBJECT
 private slots:
  void whatIsNotDescribedIsRefusedByItsName() {
    for (const CommandType* type : all_command_types()) {
      for (const char* name : {"price", "total", "status", "role", "roles", "version", "permission", "__proto__"}) {
        if (type->schema->find(name) != nullptr) continue;
        const Outcome outcome = read(*type, Json{{name, 1}});
        const std::string where = std::string(type->schema->name) + "." + name;
        QVERIFY2(!outcome.ok(), where.c_str());
        QCOMPARE(outcome.problem().type, std::string("json.unknown_field"));
        QCOMPARE(outcome.problem().field, std::string(name));
      }
    }
  }

  void norInsideOfIt() {
    int seen = 0;
    for (const CommandType* type : all_command_types()) {
      for (const FieldSchema& field : type->schema->fields) {
        if (field.nested == nullptr || field.nested->find("price") != nullptr) continue;
        const Outcome outcome = read(*type, Json{{std::string(field.name), {{"price", 1}}}});
        QVERIFY(!outcome.ok());
        QCOMPARE(outcome.problem().field, std::string(field.name) + ".price");
        ++seen;
      }
    }
    QVERIFY(seen > 0);
  }

  void anEmptyObjectIsACommandOfDefaults() {
    for (const CommandType* type : all_command_types()) QVERIFY(read(*type, Json::object()).ok());
  }
};

QTEST_GUILESS_MAIN(CommandJsonTest)
#include "command_json_test.moc"
