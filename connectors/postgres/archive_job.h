// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/postgres/cold_storage.h"
#include "connectors/postgres/postgres_store.h"

namespace pizza {

// A month on its way to cold storage: what is there already and the partition's rows, laid over each other.
struct PostgresStore::ArchiveJob {
  ArchiveJob(ColdStorage& storage, PostgresTable& of, Month which)
      : table(of),
        month(which),
        former(storage, of.layout().schema().name, which),
        writer(storage, of.layout().schema().name, which) {
    more_former = former.next();
  }
  PostgresTable& table;
  Month month;
  ColdStorage::Reader former;
  ColdStorage::Writer writer;
  bool more_former = false;
  std::uint64_t through = 0;  // keys up to here are written
};

}  // namespace pizza
