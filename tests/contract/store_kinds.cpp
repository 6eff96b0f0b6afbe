// SPDX-License-Identifier: Apache-2.0
#include "connectors/memory/memory_store.h"
#include "tests/contract/store_tools.h"

namespace pizza {

namespace {

class MemoryMaker : public StoreMaker {
 public:
  Store& store() override { return store_; }

 private:
  MemoryStore store_{MemoryStore::Outbox::Kept};
};

}  // namespace

const std::vector<StoreKind>& store_kinds() {
  static const std::vector<StoreKind> kinds{{"memory", [] { return std::make_unique<MemoryMaker>(); }}};
  return kinds;
}

}  // namespace pizza
