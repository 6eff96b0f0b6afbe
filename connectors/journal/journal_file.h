// SPDX-License-Identifier: Apache-2.0
// The journal in a file: every commit's events in order, from which the state can be folded again.
//
// Behind the magic "pizzajnl" the first frame holds {version, text, names of events}, every further frame one commit:
// {shard, at (zigzag), n, then n times event number, length, bytes}, numbers as varints, an event's bytes as
// core/model/wire.h writes them. The frame of the head counts as record 0.
#pragma once

#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "connectors/journal/frame_file.h"
#include "core/ports/journal.h"

namespace pizza {

using EventLookUp = const EventType* (*)(std::string_view name);

struct JournalHead {
  std::string text;                // what made it: seed, scenario, city
  std::vector<std::string> names;  // of every event that may occur; a frame holds the position in this list
};

// The numbers of events within one journal. Never changes, so shards on several threads may share it.
class EventNumbers {
 public:
  // Throws std::logic_error for a name that `look_up` does not know.
  EventNumbers(std::span<const std::string> names, EventLookUp look_up);
  // Throws std::logic_error for an event that is not in the list.
  std::uint32_t number(const EventType& type) const;

 private:
  std::unordered_map<const EventType*, std::uint32_t> numbers_;
};

// Collects one shard's commits, encoded, until the journal takes them.
class JournalBuffer : public JournalSink {
 public:
  JournalBuffer(std::uint32_t shard, const EventNumbers& numbers) : shard_(shard), numbers_(numbers) {}
  void committed(Instant at, std::span<const EventHolder> events) override;
  const std::string& frames() const { return frames_; }
  void clear() { frames_.clear(); }

 private:
  std::uint32_t shard_;
  const EventNumbers& numbers_;
  std::string frames_;
};

class JournalFile : public JournalSink {
 public:
  // Creates the file. Throws FrameFileError here and in every call that writes.
  JournalFile(std::string path, const JournalHead& head, EventLookUp look_up);

  // For a world of one shard: written as shard 0.
  void committed(Instant at, std::span<const EventHolder> events) override;
  // For many shards: takes what a shard has collected and clears it. The order of the calls is the order in the file.
  void append(JournalBuffer& buffer);
  const EventNumbers& numbers() const { return numbers_; }
  void flush() { writer_.flush(); }
  void sync() { writer_.sync(); }

 private:
  FrameWriter writer_;
  EventNumbers numbers_;
  JournalBuffer own_;
};

struct JournalCommit {
  std::uint32_t shard = 0;
  Instant at;
  std::vector<EventHolder> events;
};

class JournalReader {
 public:
  // Throws FrameFileError when the file is no journal, its head is damaged or it has an event that `look_up` lacks.
  JournalReader(std::string path, EventLookUp look_up);

  const JournalHead& head() const { return head_; }
  // False at the end, or where the file is cut or damaged: `end()` tells.
  bool next(JournalCommit& commit);
  const FrameEnd& end() const { return damage_.text.empty() ? frames_.end() : damage_; }

 private:
  FrameReader frames_;
  JournalHead head_;
  std::vector<const EventType*> types_;
  FrameEnd damage_;  // a frame whose check sum is right and whose inside is not
};

}  // namespace pizza
