// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/schema.h"

namespace pizza {

// For whoever looks at the scalars of a value alone, wherever in it they stand: `integer` is left to implement.
class NumberVisitor : public ValueWriter {
 public:
  void text(const FieldSchema&, std::string_view) override {}
  void absent(const FieldSchema&) override {}
  void begin_structure(const FieldSchema&) override {}
  void end_structure(const FieldSchema&) override {}
  void begin_list(const FieldSchema&, std::size_t) override {}
  void end_list(const FieldSchema&) override {}
};

}  // namespace pizza
