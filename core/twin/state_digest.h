// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/model/digest.h"
#include "core/ports/store.h"

namespace pizza {

// The digest of all records of the given types: the state hash. It tells neither stores nor shards nor the order of
// changes apart; the digests of the shards of one world add up to the world's.
Digest state_digest(Store& store, std::span<const RecordType* const> types);

}  // namespace pizza
