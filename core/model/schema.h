// SPDX-License-Identifier: Apache-2.0
// A description as it looks at run time: what connectors, edges and tools walk over without knowing the type.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/instant.h"

namespace pizza {

// How a store should be able to find records by a field. A field that is optional indexes only the records that have
// it: that is our partial index.
enum class Index : std::uint8_t { None, Hash, Ordered, Unique, FullText, Geo };

// Secret fields are encrypted at rest where the store can, and never shown by logs, the API or the analytics export.
enum class Secrecy : std::uint8_t { Open, Secret };

enum class Kind : std::uint8_t {
  Integer,   // signed
  Unsigned,  // also ids
  Boolean,
  Enumeration,  // named values
  Text,         // UTF-8
  Bytes,        // held in a std::string, not text
  Instant,      // ms since 1970
  Duration,     // ms
  Degrees,      // 1e-7 degree
  Structure,
  List,
};

struct Schema;

struct FieldSchema {
  std::string_view name;
  std::uint16_t number = 0;  // from 1, the place in the description: the tag on the wire. New fields go last.
  Kind kind = Kind::Integer;
  Index index = Index::None;
  Secrecy secrecy = Secrecy::Open;
  bool key = false;
  bool optional = false;
  const Schema* nested = nullptr;                 // of a Structure
  const FieldSchema* element = nullptr;           // of a List
  std::span<const std::string_view> value_names;  // of an Enumeration, by value from 0
};

struct Schema {
  std::string_view name;
  std::vector<FieldSchema> fields;
  std::uint16_t key_field = 0;    // number of the key, 0 = none
  std::uint16_t shard_field = 0;  // number of the field that decides the shard, 0 = the key
  std::optional<Duration> keep_for;
  bool flat = false;  // holds only scalars that are always present: stores spread it over columns

  const FieldSchema* find(std::string_view field_name) const {
    for (const FieldSchema& field : fields)
      if (field.name == field_name) return &field;
    return nullptr;
  }
};

// Takes a record apart, field by field, in the order of its description.
class ValueWriter {
 public:
  virtual ~ValueWriter() = default;
  virtual void integer(const FieldSchema& field, std::int64_t value) = 0;  // every scalar but text; unsigned by bits
  virtual void text(const FieldSchema& field, std::string_view value) = 0;
  virtual void absent(const FieldSchema& field) = 0;  // an optional without value
  virtual void begin_structure(const FieldSchema& field) = 0;
  virtual void end_structure(const FieldSchema& field) = 0;
  virtual void begin_list(const FieldSchema& field, std::size_t size) = 0;
  virtual void end_list(const FieldSchema& field) = 0;
};

// Puts a record together. A call that answers false leaves the field at its default, unless `failed()`.
class ValueReader {
 public:
  virtual ~ValueReader() = default;
  virtual bool integer(const FieldSchema& field, std::int64_t& value) = 0;
  virtual bool text(const FieldSchema& field, std::string& value) = 0;
  virtual bool begin_structure(const FieldSchema& field) = 0;  // false: absent, and no end is called
  virtual void end_structure(const FieldSchema& field) = 0;
  virtual bool begin_list(const FieldSchema& field, std::size_t& size) = 0;
  virtual void begin_element(const FieldSchema& field, std::size_t index) = 0;
  virtual void end_list(const FieldSchema& field) = 0;
};

}  // namespace pizza
