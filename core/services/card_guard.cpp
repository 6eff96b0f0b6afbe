// SPDX-License-Identifier: Apache-2.0
#include "core/services/card_guard.h"

#include <vector>

#include "core/services/order/order_service.h"

namespace pizza {

namespace {

class CardFinder : public ValueWriter {
 public:
  std::string found;  // the field's path; empty: nothing

  void integer(const FieldSchema&, std::int64_t) override { step(); }
  void absent(const FieldSchema&) override { step(); }
  void text(const FieldSchema& field, std::string_view value) override {
    if (found.empty() && looks_like_card_number(value)) found = path(field);
    step();
  }
  void begin_structure(const FieldSchema& field) override { levels_.push_back({&field, false, 0}); }
  void end_structure(const FieldSchema&) override { leave(); }
  void begin_list(const FieldSchema& field, std::size_t) override { levels_.push_back({&field, true, 0}); }
  void end_list(const FieldSchema&) override { leave(); }

 private:
  struct Level {
    const FieldSchema* field;
    bool list;
    std::size_t index;  // of a list: the element that comes next
  };

  // A value has passed.
  void step() {
    if (!levels_.empty() && levels_.back().list) ++levels_.back().index;
  }
  void leave() {
    levels_.pop_back();
    step();
  }

  std::string path(const FieldSchema& last) const {
    std::string path;
    bool element = false;  // the next name is an element's, which its list has named already
    for (const Level& level : levels_) {
      if (!element) append(path, level.field->name);
      element = level.list;
      if (level.list) path += "[" + std::to_string(level.index) + "]";
    }
    if (!element) append(path, last.name);
    return path;
  }
  static void append(std::string& path, std::string_view name) {
    if (!path.empty()) path += '.';
    path += name;
  }

  std::vector<Level> levels_;
};

}  // namespace

std::optional<Problem> card_number_in(const CommandType& type, const void* command) {
  CardFinder finder;
  type.write(command, finder);
  if (finder.found.empty()) return std::nullopt;
  return problem(Status::Unprocessable, "card_number.refused",
                 "no card numbers, please: they are neither needed nor kept", std::move(finder.found));
}

}  // namespace pizza
