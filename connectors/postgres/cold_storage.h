// SPDX-License-Identifier: Apache-2.0
// What has left the database and must stay readable: months of records as gzip files in a folder, found by id.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/topology/partitions.h"

namespace pizza {

// FOLDER/orders_2026_05.1.gz holds lines "KEY TAB JSON", ascending by key, in gzip members of some hundred lines one
// after the other: any gunzip reads the file whole, and one member is enough to find one record. orders_2026_05.index
// says which file counts (a month that is written again gets the next number) and where its members are; it is renamed
// into place when both are durable. Throws StoreError, with the file.
class ColdStorage {
 public:
  // Makes the folder if it is not there.
  explicit ColdStorage(std::filesystem::path folder);

  std::optional<std::string> find(std::string_view table, std::uint64_t key) const;
  bool may_hold(std::string_view table, std::uint64_t key) const;
  std::uint64_t highest_key(std::string_view table) const;  // 0: none
  std::set<Month> months(std::string_view table) const;
  const std::filesystem::path& folder() const { return folder_; }

  // One month's file, member by member.
  class Reader {
   public:
    Reader(const ColdStorage& storage, std::string_view table, Month month);
    bool next();  // false: at the end
    std::uint64_t key = 0;
    std::string line;

   private:
    std::vector<struct ColdMember> members_;
    std::filesystem::path file_;
    std::size_t member_ = 0;
    std::string text_;
    std::size_t at_ = 0;
  };

  class Writer {
   public:
    Writer(ColdStorage& storage, std::string_view table, Month month);
    ~Writer();  // what was not finished is forgotten
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    void add(std::uint64_t key, std::string_view json);  // ascending
    std::uint64_t records() const { return records_; }
    // Durable and found afterwards, in place of a former file of the month.
    void finish();

   private:
    void end_member();

    ColdStorage& storage_;
    std::string table_;
    Month month_;
    std::uint64_t number_;
    std::filesystem::path file_;
    std::ofstream out_;
    std::vector<struct ColdMember> members_;
    std::string pending_;
    std::uint64_t pending_lines_ = 0, first_ = 0, last_ = 0, records_ = 0, offset_ = 0;
    bool finished_ = false;
  };

 private:
  struct File {
    std::uint64_t number = 0;  // of the file among those of its month
    std::vector<struct ColdMember> members;
  };
  std::filesystem::path file(std::string_view table, Month month, std::uint64_t number) const;
  const File* file_of(std::string_view table, Month month) const;
  void load_index(const std::filesystem::path& index);

  std::filesystem::path folder_;
  std::map<std::string, std::map<Month, File>, std::less<>> files_;
};

struct ColdMember {
  std::uint64_t first = 0, last = 0;   // keys, included
  std::uint64_t offset = 0, size = 0;  // bytes of the file
};

}  // namespace pizza
