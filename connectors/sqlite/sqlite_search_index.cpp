// SPDX-License-Identifier: Apache-2.0
#include "connectors/sqlite/sqlite_search_index.h"

#include <algorithm>
#include <set>

namespace pizza {

namespace {

constexpr const char* layout = "1";  // of the tables below

std::int64_t key_of(std::uint64_t id) {
  return static_cast<std::int64_t>(id);
}

std::set<std::string> words_in(const SearchDocument& document) {
  std::set<std::string> words;
  for (std::string_view rest : document.words) {
    while (!rest.empty()) {
      const std::size_t blank = std::min(rest.find(' '), rest.size());
      if (blank != 0) words.emplace(rest.substr(0, blank));
      rest.remove_prefix(std::min(blank + 1, rest.size()));
    }
  }
  return words;
}

// A string of FTS5's query language.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string one_of(std::span<const std::string> words) {
  std::string query = "(";
  for (const std::string& word : words) query += (query.size() == 1 ? "" : " OR ") + quoted(word);
  return query + ")";
}

std::string match_of(const DocumentsWanted& wanted) {
  std::string query;
  for (const auto& group : wanted.groups) {
    if (group.empty()) {
      if (wanted.any) continue;
      return {};  // nothing can match it
    }
    query += (query.empty() ? "" : wanted.any ? " OR " : " AND ") + one_of(group);
  }
  return query;
}

// The first text behind all that begin with `prefix`; none where there is none.
std::optional<std::string> behind(std::string_view prefix) {
  std::string next(prefix);
  while (!next.empty() && static_cast<unsigned char>(next.back()) == 0xFF) next.pop_back();
  if (next.empty()) return std::nullopt;
  next.back() = static_cast<char>(next.back() + 1);
  return next;
}

}  // namespace

struct SqliteSearchIndex::Statements {
  explicit Statements(Database& d)
      : put(d, "INSERT INTO documents(rowid, name, kind, maker) VALUES (?, ?, ?, ?)"),
        remove(d, "DELETE FROM documents WHERE rowid = ?"),
        put_place(d, "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, ?)"),
        remove_place(d, "DELETE FROM places WHERE id = ?"),
        load(d,
             "SELECT name, kind, maker, lat, lon FROM documents JOIN places ON id = documents.rowid "
             "WHERE documents.rowid = ?"),
        find_word(d, "SELECT id, held FROM words WHERE word = ?"),
        add_word(d, "INSERT INTO words(word, held) VALUES (?, 1) RETURNING id"),
        hold_word(d, "UPDATE words SET held = ? WHERE id = ?"),
        remove_word(d, "DELETE FROM words WHERE id = ?"),
        add_grams(d, "INSERT INTO grams(rowid, word) VALUES (?, ?)"),
        remove_grams(d, "DELETE FROM grams WHERE rowid = ?"),
        like(d,
             "SELECT words.word FROM grams JOIN words ON id = grams.rowid WHERE grams MATCH ? "
             "AND length(words.word) BETWEEN ? AND ? ORDER BY words.word LIMIT ?"),
        prefix(d, "SELECT word FROM words WHERE word >= ? AND word < ? ORDER BY word LIMIT ?"),
        prefix_open(d, "SELECT word FROM words WHERE word >= ? ORDER BY word LIMIT ?"),
        matching(d,
                 "SELECT documents.rowid, name, kind, maker, lat, lon FROM documents CROSS JOIN places "
                 "ON id = documents.rowid WHERE documents MATCH ? AND lat BETWEEN ? AND ? AND lon BETWEEN ? AND ? "
                 "AND (? < 0 OR documents.rowid % 2 = ?) ORDER BY documents.rowid LIMIT ?"),
        inside(d,
               "SELECT id, name, kind, maker, lat, lon FROM places JOIN documents ON documents.rowid = id "
               "WHERE lat >= ? AND lat_end <= ? AND lon >= ? AND lon_end <= ? AND (? < 0 OR id % 2 = ?) "
               "ORDER BY id LIMIT ?") {}

  Statement put, remove, put_place, remove_place, load, find_word, add_word, hold_word, remove_word, add_grams,
      remove_grams, like, prefix, prefix_open, matching, inside;
};

SqliteSearchIndex::SqliteSearchIndex(const std::string& path) : database_(path, false) {
  lay_out();
  statements_ = std::make_unique<Statements>(database_);
}

SqliteSearchIndex::~SqliteSearchIndex() {
  try {
    flush();
  } catch (const StoreError&) {
    // What is not kept comes again from the store.
  }
}

void SqliteSearchIndex::lay_out() {
  database_.run("CREATE TABLE IF NOT EXISTS search_layout(version TEXT NOT NULL)");
  std::string known;
  {
    Statement read(database_, "SELECT version FROM search_layout");
    if (read.step()) known = read.text(0);
  }
  if (known == layout) return;
  Transaction transaction(database_);
  for (const char* table : {"documents", "places", "words", "grams"})
    database_.run(std::string("DROP TABLE IF EXISTS ") + table);
  database_.run("CREATE VIRTUAL TABLE documents USING fts5(name, kind, maker, tokenize = 'ascii')");
  database_.run("CREATE VIRTUAL TABLE places USING rtree_i32(id, lat, lat_end, lon, lon_end)");
  database_.run("CREATE TABLE words(id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, held INTEGER NOT NULL)");
  database_.run("CREATE VIRTUAL TABLE grams USING fts5(word, tokenize = 'trigram case_sensitive 1')");
  database_.run("DELETE FROM search_layout");
  {
    Statement keep(database_, "INSERT INTO search_layout VALUES (?)");
    keep.bind(0, std::string_view(layout)).run();
  }
  transaction.commit();
}

void SqliteSearchIndex::begin() {
  if (writing_) return;
  database_.run("BEGIN");
  writing_ = true;
}

void SqliteSearchIndex::flush() {
  if (!writing_) return;
  database_.run("COMMIT");
  writing_ = false;
}

bool SqliteSearchIndex::load(std::uint64_t id, SearchDocument& document) const {
  Statement& load = statements_->load;
  const Reading reading(load);
  if (!load.bind(0, key_of(id)).step()) return false;
  document.id = id;
  for (int i = 0; i < 3; ++i) document.words[static_cast<std::size_t>(i)] = load.text(i);
  document.place = {static_cast<std::int32_t>(load.integer(3)), static_cast<std::int32_t>(load.integer(4))};
  return true;
}

void SqliteSearchIndex::count_words(const SearchDocument& document, int step) {
  Statements& s = *statements_;
  for (const std::string& word : words_in(document)) {
    std::int64_t id = 0;
    std::int64_t held = 0;
    {
      const Reading reading(s.find_word);
      if (s.find_word.bind(0, word).step()) {
        id = s.find_word.integer(0);
        held = s.find_word.integer(1);
      }
    }
    if (held + step > 0 && held > 0) {
      s.hold_word.bind(0, held + step).bind(1, id).run();
    } else if (held > 0) {
      s.remove_word.bind(0, id).run();
      s.remove_grams.bind(0, id).run();
    } else {
      {
        const Reading reading(s.add_word);
        if (s.add_word.bind(0, word).step()) id = s.add_word.integer(0);
      }
      const std::string framed = "<" + word + ">";
      s.add_grams.bind(0, id).bind(1, framed).run();
    }
  }
}

void SqliteSearchIndex::put(const SearchDocument& document) {
  SearchDocument known;
  if (load(document.id, known)) {
    if (known == document) return;
    remove(document.id);
  }
  begin();
  Statements& s = *statements_;
  s.put.bind(0, key_of(document.id));
  for (int i = 0; i < 3; ++i) s.put.bind(i + 1, document.words[static_cast<std::size_t>(i)]);
  s.put.run();
  s.put_place.bind(0, key_of(document.id)).bind(1, std::int64_t{document.place.lat});
  s.put_place.bind(2, std::int64_t{document.place.lat}).bind(3, std::int64_t{document.place.lon});
  s.put_place.bind(4, std::int64_t{document.place.lon}).run();
  count_words(document, 1);
}

void SqliteSearchIndex::remove(std::uint64_t id) {
  SearchDocument known;
  if (!load(id, known)) return;
  begin();
  count_words(known, -1);
  statements_->remove.bind(0, key_of(id)).run();
  statements_->remove_place.bind(0, key_of(id)).run();
}

void SqliteSearchIndex::clear() {
  begin();
  for (const char* table : {"documents", "places", "words", "grams"})
    database_.run(std::string("DELETE FROM ") + table);
}

void SqliteSearchIndex::words_with_grams(std::span<const std::string> grams, std::size_t shortest, std::size_t longest,
                                         std::size_t limit, std::vector<std::string>& words) const {
  if (grams.empty()) return;
  const std::string query = one_of(grams);
  Statement& like = statements_->like;
  const Reading reading(like);
  like.bind(0, query).bind(1, static_cast<std::int64_t>(shortest)).bind(2, static_cast<std::int64_t>(longest));
  like.bind(3, static_cast<std::int64_t>(limit));
  while (like.step()) words.emplace_back(like.text(0));
}

void SqliteSearchIndex::words_with_prefix(std::string_view prefix, std::size_t limit,
                                          std::vector<std::string>& words) const {
  const std::optional<std::string> end = behind(prefix);
  Statement& find = end ? statements_->prefix : statements_->prefix_open;
  const Reading reading(find);
  find.bind(0, prefix);
  if (end) find.bind(1, *end);
  find.bind(end ? 2 : 1, static_cast<std::int64_t>(limit));
  while (find.step()) words.emplace_back(find.text(0));
}

void SqliteSearchIndex::documents(const DocumentsWanted& wanted, std::vector<SearchDocument>& found) const {
  const bool by_words = !wanted.groups.empty();
  const std::string query = match_of(wanted);
  if (by_words && query.empty()) return;
  const GeoBox box = wanted.within.value_or(GeoBox{{-900'000'000, -1'800'000'000}, {900'000'000, 1'800'000'000}});
  const std::int64_t kind = wanted.kind ? static_cast<std::int64_t>(*wanted.kind) : -1;
  Statement& find = by_words ? statements_->matching : statements_->inside;
  const Reading reading(find);
  int next = 0;
  if (by_words) find.bind(next++, query);
  for (const std::int64_t edge : {box.south_west.lat, box.north_east.lat, box.south_west.lon, box.north_east.lon})
    find.bind(next++, edge);
  for (const std::int64_t value : {kind, kind, static_cast<std::int64_t>(wanted.limit)}) find.bind(next++, value);
  while (find.step()) {
    SearchDocument document;
    document.id = static_cast<std::uint64_t>(find.integer(0));
    for (int i = 0; i < 3; ++i) document.words[static_cast<std::size_t>(i)] = find.text(i + 1);
    document.place = {static_cast<std::int32_t>(find.integer(4)), static_cast<std::int32_t>(find.integer(5))};
    found.push_back(std::move(document));
  }
}

}  // namespace pizza
