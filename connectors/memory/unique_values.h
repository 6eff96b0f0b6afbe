// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ports/store.h"

namespace pizza {

// Whether every unique value that a commit wants is free: nobody holds it, or its holder gives it up in this commit,
// and no two changes want the same. `holder(type, index, value)` is the key that has a value now, 0 for none.
template <class Holder>
bool unique_values_free(const Commit& commit, Holder&& holder) {
  const auto changes_key = [&](const RecordType& type, std::uint64_t key) {
    for (const Change& change : commit.changes)
      if (change.type == &type && change.key == key) return true;
    return false;
  };
  for (const Change& change : commit.changes) {
    if (change.record == nullptr) continue;
    for (std::size_t i = 0; i < change.type->indexes.size(); ++i) {
      const IndexedField& field = change.type->indexes[i];
      if (field.index != Index::Unique) continue;
      const IndexValue wanted = field.value(change.record);
      if (!wanted.present) continue;
      for (const Change& other : commit.changes) {
        if (&other == &change || other.type != change.type || other.record == nullptr) continue;
        if (field.value(other.record) == wanted) return false;
      }
      // A holder that changes too no longer wants the value, or the loop above would have seen it.
      const std::uint64_t held_by = holder(*change.type, static_cast<int>(i), wanted);
      if (held_by != 0 && !changes_key(*change.type, held_by)) return false;
    }
  }
  return true;
}

}  // namespace pizza
