// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/cold_storage.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <cstring>

#include "connectors/relational/store_error.h"

namespace pizza {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t member_lines = 256;
constexpr std::size_t member_limit = 256 << 20;  // bytes of one member's text; more is damage
constexpr int gzip = 15 + 16;                    // zlib: the largest window, with gzip's header

std::string packed(std::string_view text, const std::string& file) {
  z_stream stream{};
  if (deflateInit2(&stream, 6, Z_DEFLATED, gzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw StoreError(file, "no memory to compress");
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END) throw StoreError(file, "could not be compressed");
  return out;
}

std::string unpacked(std::string_view bytes, const std::string& file) {
  z_stream stream{};
  if (inflateInit2(&stream, gzip) != Z_OK) throw StoreError(file, "no memory to uncompress");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  int result = Z_OK;
  while (result == Z_OK && out.size() < member_limit) {
    const std::size_t had = out.size();
    out.resize(had + 65'536);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + had);
    stream.avail_out = 65'536;
    result = inflate(&stream, Z_NO_FLUSH);
    out.resize(had + 65'536 - stream.avail_out);
  }
  inflateEnd(&stream);
  if (result != Z_STREAM_END) throw StoreError(file, "expected gzip, found damage");
  return out;
}

std::string member_text(const fs::path& file, const ColdMember& member) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes(member.size, '\0');
  in.seekg(static_cast<std::streamoff>(member.offset));
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in) throw StoreError(file.string(), "is shorter than its index says");
  return unpacked(bytes, file.string());
}

// The next "KEY TAB JSON" of a text; false at its end.
bool next_line(const std::string& text, std::size_t& at, std::uint64_t& key, std::string& line) {
  if (at >= text.size()) return false;
  const std::size_t tab = text.find('\t', at), end = text.find('\n', at);
  if (tab == std::string::npos || end == std::string::npos || tab > end) return false;
  key = std::strtoull(text.c_str() + at, nullptr, 10);
  line = text.substr(tab + 1, end - tab - 1);
  at = end + 1;
  return true;
}

void make_durable(const fs::path& path) {
  const int handle = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = handle >= 0 && fsync(handle) == 0;
  if (handle >= 0) close(handle);
  if (!done) throw StoreError(path.string(), std::string("cannot be made durable: ") + std::strerror(errno));
}

}  // namespace

ColdStorage::ColdStorage(fs::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw StoreError(folder_.string(), error.message());
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_))
    if (entry.path().extension() == ".index") load_index(entry.path());
}

void ColdStorage::load_index(const fs::path& index) {
  const std::string stem = index.stem().string();  // orders_2026_05
  if (stem.size() < 9) return;
  const Month month{std::atoi(stem.c_str() + stem.size() - 7), std::atoi(stem.c_str() + stem.size() - 2)};
  std::ifstream in(index);
  File file;
  in >> file.number;
  for (ColdMember member; in >> member.first >> member.last >> member.offset >> member.size;)
    file.members.push_back(member);
  if (!in.eof()) throw StoreError(index.string(), "expected four numbers a line");
  files_[stem.substr(0, stem.size() - 8)][month] = std::move(file);
}

fs::path ColdStorage::file(std::string_view table, Month month, std::uint64_t number) const {
  return folder_ / (std::string(table) + "_" + month.text() + "." + std::to_string(number) + ".gz");
}

const ColdStorage::File* ColdStorage::file_of(std::string_view table, Month month) const {
  const auto months = files_.find(table);
  if (months == files_.end()) return nullptr;
  const auto found = months->second.find(month);
  return found == months->second.end() ? nullptr : &found->second;
}

std::optional<std::string> ColdStorage::find(std::string_view table, std::uint64_t wanted) const {
  const auto found = files_.find(table);
  if (found == files_.end()) return std::nullopt;
  // The youngest first: a record that came back from the cold is there in its last state.
  for (auto month = found->second.rbegin(); month != found->second.rend(); ++month) {
    for (const ColdMember& member : month->second.members) {
      if (wanted < member.first || wanted > member.last) continue;
      const std::string text = member_text(file(table, month->first, month->second.number), member);
      std::size_t at = 0;
      std::uint64_t key = 0;
      for (std::string line; next_line(text, at, key, line);)
        if (key == wanted) return line;
    }
  }
  return std::nullopt;
}

bool ColdStorage::may_hold(std::string_view table, std::uint64_t key) const {
  const auto found = files_.find(table);
  if (found == files_.end()) return false;
  for (const auto& [month, file] : found->second)
    if (!file.members.empty() && key >= file.members.front().first && key <= file.members.back().last) return true;
  return false;
}

std::uint64_t ColdStorage::highest_key(std::string_view table) const {
  std::uint64_t highest = 0;
  const auto found = files_.find(table);
  if (found == files_.end()) return highest;
  for (const auto& [month, file] : found->second)
    if (!file.members.empty()) highest = std::max(highest, file.members.back().last);
  return highest;
}

std::set<Month> ColdStorage::months(std::string_view table) const {
  std::set<Month> months;
  const auto found = files_.find(table);
  if (found == files_.end()) return months;
  for (const auto& [month, file] : found->second) months.insert(month);
  return months;
}

ColdStorage::Reader::Reader(const ColdStorage& storage, std::string_view table, Month month) {
  const File* file = storage.file_of(table, month);
  if (file == nullptr) return;
  members_ = file->members;
  file_ = storage.file(table, month, file->number);
}

bool ColdStorage::Reader::next() {
  while (!next_line(text_, at_, key, line)) {
    if (member_ >= members_.size()) return false;
    text_ = member_text(file_, members_[member_++]);
    at_ = 0;
  }
  return true;
}

ColdStorage::Writer::Writer(ColdStorage& storage, std::string_view table, Month month)
    : storage_(storage), table_(table), month_(month) {
  const File* former = storage.file_of(table, month);
  number_ = former != nullptr ? former->number + 1 : 1;
  file_ = storage.file(table, month, number_);
  out_.open(file_, std::ios::binary | std::ios::trunc);
  if (!out_) throw StoreError(file_.string(), "cannot be written");
}

ColdStorage::Writer::~Writer() {
  std::error_code ignored;
  if (!finished_) fs::remove(file_, ignored);
}

void ColdStorage::Writer::add(std::uint64_t key, std::string_view json) {
  if (pending_lines_ == 0) first_ = key;
  last_ = key;
  pending_ += std::to_string(key) + '\t';
  pending_ += json;
  pending_ += '\n';
  ++records_;
  if (++pending_lines_ == member_lines) end_member();
}

void ColdStorage::Writer::end_member() {
  if (pending_lines_ == 0) return;
  const std::string bytes = packed(pending_, file_.string());
  out_ << bytes;
  members_.push_back({first_, last_, offset_, bytes.size()});
  offset_ += bytes.size();
  pending_.clear();
  pending_lines_ = 0;
}

void ColdStorage::Writer::finish() {
  end_member();
  out_.close();
  if (!out_) throw StoreError(file_.string(), "cannot be written");
  make_durable(file_);
  const fs::path index = storage_.folder_ / (table_ + "_" + month_.text() + ".index");
  const fs::path fresh_index = index.string() + ".unfinished";
  {
    std::ofstream lines(fresh_index, std::ios::trunc);
    lines << number_ << '\n';
    for (const ColdMember& member : members_)
      lines << member.first << ' ' << member.last << ' ' << member.offset << ' ' << member.size << '\n';
    lines.close();
    if (!lines) throw StoreError(fresh_index.string(), "cannot be written");
  }
  make_durable(fresh_index);
  std::error_code error;
  fs::rename(fresh_index, index, error);
  if (error) throw StoreError(index.string(), error.message());
  finished_ = true;
  make_durable(storage_.folder_);
  storage_.files_[table_][month_] = {number_, members_};
  if (number_ > 1) fs::remove(storage_.file(table_, month_, number_ - 1), error);
}

}  // namespace pizza
