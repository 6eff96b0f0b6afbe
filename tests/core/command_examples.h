// SPDX-License-Identifier: Apache-2.0
// A command of every type that names real records, so that one test can walk them all: numbers are filled in by their
// field's name.
#pragma once

#include <map>
#include <memory>

#include "core/commands.h"
#include "tests/support/fake_identity.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

// Owns one command of any type.
class AnyCommand {
 public:
  explicit AnyCommand(const CommandType& type) : type_(&type), command_(type.create()) {}
  AnyCommand(AnyCommand&& other) noexcept : type_(other.type_), command_(std::exchange(other.command_, nullptr)) {}
  AnyCommand(const AnyCommand&) = delete;
  AnyCommand& operator=(const AnyCommand&) = delete;
  ~AnyCommand() {
    if (command_ != nullptr) type_->destroy(command_);
  }
  const CommandType& type() const { return *type_; }
  void* get() const { return command_; }

 private:
  const CommandType* type_;
  void* command_;
};

// Numbers for fields, by "command.field" or by the field's name alone.
using Numbers = std::map<std::string, std::uint64_t, std::less<>>;

// Fills every number that has one, those of records within it too; the rest keeps its default.
class NumberFiller : public ValueReader {
 public:
  NumberFiller(std::string_view command, const Numbers& numbers) : command_(command), numbers_(numbers) {}

  bool integer(const FieldSchema& field, std::int64_t& value) override {
    auto found = numbers_.find(command_ + "." + std::string(field.name));
    if (found == numbers_.end()) found = numbers_.find(field.name);
    if (found == numbers_.end()) return false;
    value = static_cast<std::int64_t>(found->second);
    return true;
  }
  bool text(const FieldSchema&, std::string&) override { return false; }
  bool begin_structure(const FieldSchema&) override { return true; }
  void end_structure(const FieldSchema&) override {}
  bool begin_list(const FieldSchema&, std::size_t&) override { return false; }
  void begin_element(const FieldSchema&, std::size_t) override {}
  void end_list(const FieldSchema&) override {}

 private:
  std::string command_;
  const Numbers& numbers_;
};

inline AnyCommand example_of(const CommandType& type, const Numbers& numbers) {
  AnyCommand command(type);
  NumberFiller filler(type.schema->name, numbers);
  type.read(command.get(), filler);
  return command;
}

}  // namespace pizza::test
