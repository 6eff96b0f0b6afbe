// SPDX-License-Identifier: Apache-2.0
#include "connectors/journal/journal_file.h"

#include <stdexcept>

#include "core/model/wire.h"

namespace pizza {

namespace {

constexpr std::string_view magic = "pizzajnl";
constexpr std::uint64_t format_version = 1;

std::size_t open_frame(std::string& out) {
  const std::size_t start = out.size();
  out.append(frame_head_size, '\0');
  return start;
}

void put_text(std::string& out, std::string_view text) {
  wire::put_varint(out, text.size());
  out.append(text);
}

bool get_text(wire::Source& source, std::string& text) {
  std::string_view bytes;
  if (!source.delimited(bytes)) return false;
  text.assign(bytes);
  return true;
}

bool read_head(std::string_view payload, JournalHead& head) {
  wire::Source source(payload);
  std::uint64_t version = 0, count = 0;
  if (!source.varint(version) || version != format_version) return false;
  if (!get_text(source, head.text) || !source.varint(count) || count > payload.size()) return false;
  head.names.resize(count);
  for (std::string& name : head.names)
    if (!get_text(source, name)) return false;
  return source.empty();
}

bool read_commit(std::string_view payload, std::span<const EventType* const> types, JournalCommit& commit) {
  wire::Source source(payload);
  std::uint64_t shard = 0, at = 0, count = 0;
  if (!source.varint(shard) || !source.varint(at) || !source.varint(count)) return false;
  commit.shard = static_cast<std::uint32_t>(shard);
  commit.at = {wire::unzigzag(at)};
  commit.events.clear();
  for (; count > 0; --count) {
    std::uint64_t number = 0;
    std::string_view bytes;
    if (!source.varint(number) || number >= types.size() || !source.delimited(bytes)) return false;
    const EventType& type = *types[number];
    void* event = type.create();
    commit.events.emplace_back(type, event);
    if (!type.decode(bytes, event)) return false;
  }
  return source.empty();
}

}  // namespace

EventNumbers::EventNumbers(std::span<const std::string> names, EventLookUp look_up) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const EventType* type = look_up(names[i]);
    if (type == nullptr) throw std::logic_error("no such event: " + names[i]);
    numbers_.emplace(type, static_cast<std::uint32_t>(i));
  }
}

std::uint32_t EventNumbers::number(const EventType& type) const {
  const auto found = numbers_.find(&type);
  if (found == numbers_.end()) throw std::logic_error("the journal does not list " + std::string(type.schema->name));
  return found->second;
}

void JournalBuffer::committed(Instant at, std::span<const EventHolder> events) {
  if (events.empty()) return;
  const std::size_t start = open_frame(frames_);
  wire::put_varint(frames_, shard_);
  wire::put_varint(frames_, wire::zigzag(at.ms));
  wire::put_varint(frames_, events.size());
  for (const EventHolder& event : events) {
    wire::put_varint(frames_, numbers_.number(event.type()));
    const std::size_t begin = frames_.size();
    event.type().encode(event.get(), frames_);
    wire::close_delimited(frames_, begin);
  }
  close_frame(frames_, start);
}

JournalFile::JournalFile(std::string path, const JournalHead& head, EventLookUp look_up)
    : writer_(std::move(path), magic, FrameWriter::Mode::Create), numbers_(head.names, look_up), own_(0, numbers_) {
  std::string frame;
  const std::size_t start = open_frame(frame);
  wire::put_varint(frame, format_version);
  put_text(frame, head.text);
  wire::put_varint(frame, head.names.size());
  for (const std::string& name : head.names) put_text(frame, name);
  close_frame(frame, start);
  writer_.append(frame);
}

void JournalFile::committed(Instant at, std::span<const EventHolder> events) {
  own_.committed(at, events);
  append(own_);
}

void JournalFile::append(JournalBuffer& buffer) {
  writer_.append(buffer.frames());
  buffer.clear();
}

JournalReader::JournalReader(std::string path, EventLookUp look_up) : frames_(std::move(path), magic) {
  std::string_view payload;
  if (!frames_.next(payload)) throw FrameFileError(frames_.path(), "the journal's head: " + frames_.end().text);
  if (!read_head(payload, head_))
    throw FrameFileError(frames_.path(), "expected the head of a journal of version " + std::to_string(format_version) +
                                             " at byte " + std::to_string(frame_magic_size));
  for (const std::string& name : head_.names) {
    types_.push_back(look_up(name));
    if (types_.back() == nullptr) throw FrameFileError(frames_.path(), "has an event that is unknown here: " + name);
  }
}

bool JournalReader::next(JournalCommit& commit) {
  const FrameEnd before = frames_.end();
  std::string_view payload;
  if (!damage_.text.empty() || !frames_.next(payload)) return false;
  if (read_commit(payload, types_, commit)) return true;
  damage_ = before;
  damage_.whole = false;
  damage_.text = "cut after record " + std::to_string(before.frames) + " at byte " + std::to_string(before.position) +
                 ": the next record is no commit";
  return false;
}

}  // namespace pizza
