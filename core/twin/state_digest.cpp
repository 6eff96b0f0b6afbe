// SPDX-License-Identifier: Apache-2.0
#include "core/twin/state_digest.h"

#include <string>

namespace pizza {

Digest state_digest(Store& store, std::span<const RecordType* const> types) {
  Digest digest;
  std::string bytes;
  for (const RecordType* type : types) {
    store.scan(*type, [&](std::uint64_t, const void* record) {
      bytes.clear();
      type->encode(record, bytes);
      digest.add(digest_of(type->schema->name, bytes));
    });
  }
  return digest;
}

}  // namespace pizza
