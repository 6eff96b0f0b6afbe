// SPDX-License-Identifier: Apache-2.0
// A search index in one SQLite file: documents in an FTS5 table (its ascii tokenizer takes our words as they are),
// words in a table beside an FTS5 table of their three-character pieces (the trigram tokenizer), places in an R*Tree of
// whole numbers. It can be deleted at any time: the store fills it again.
#pragma once

#include <string>

#include "connectors/sqlite/database.h"
#include "core/ports/search_index.h"

namespace pizza {

class SqliteSearchIndex : public SearchIndex {
 public:
  // Creates the file if there is none; one of another layout is emptied. Throws StoreError.
  explicit SqliteSearchIndex(const std::string& path);
  ~SqliteSearchIndex() override;

  void put(const SearchDocument& document) override;
  void remove(std::uint64_t id) override;
  void clear() override;
  void flush() override;

  void words_with_grams(std::span<const std::string> grams, std::size_t shortest, std::size_t longest,
                        std::size_t limit, std::vector<std::string>& words) const override;
  void words_with_prefix(std::string_view prefix, std::size_t limit, std::vector<std::string>& words) const override;
  void documents(const DocumentsWanted& wanted, std::vector<SearchDocument>& found) const override;

 private:
  struct Statements;

  void begin();
  void lay_out();
  bool load(std::uint64_t id, SearchDocument& document) const;
  void count_words(const SearchDocument& document, int step);

  mutable Database database_;
  std::unique_ptr<Statements> statements_;
  bool writing_ = false;  // changes since the last flush are in an open transaction
};

}  // namespace pizza
