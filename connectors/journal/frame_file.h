// SPDX-License-Identifier: Apache-2.0
// A file of frames that only grows: {length u32, crc32c u32, payload}, little-endian, behind a magic of eight bytes.
// A file that was cut anywhere, or that lost a bit, still gives every whole frame before the damage.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace pizza {

// The file cannot be opened, written or understood; the message names it.
class FrameFileError : public std::runtime_error {
 public:
  FrameFileError(const std::string& path, const std::string& what) : std::runtime_error(path + ": " + what) {}
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePointer = std::unique_ptr<std::FILE, CloseFile>;

constexpr std::size_t frame_magic_size = 8;
constexpr std::size_t frame_head_size = 8;

// Ends a frame in `out` that begins at `start` with `frame_head_size` bytes of room for its head.
void close_frame(std::string& out, std::size_t start);

class FrameWriter {
 public:
  enum class Mode : std::uint8_t { Create, Append };

  // Creates the file, or goes on at the end of one that a FrameReader has read: `keep` bytes stay, the rest was cut.
  FrameWriter(std::string path, std::string_view magic, Mode mode, std::uint64_t keep = 0);
  ~FrameWriter();

  // Whole frames, ready made.
  void append(std::string_view frames);
  // To the operating system: from here it outlives the process.
  void flush();
  // To the disk: from here it outlives the machine's power.
  void sync();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  FilePointer file_;
  std::string buffer_;
};

// Where reading ended, and why.
struct FrameEnd {
  bool whole = true;           // the file ends with its last frame
  std::uint64_t frames = 0;    // whole frames before the end
  std::uint64_t position = 0;  // the byte behind the last of them
  std::string text;            // "end after record 7 at byte 912", "cut after record 7 at byte 912: …"
};

class FrameReader {
 public:
  // Throws FrameFileError when there is no such file or it begins otherwise.
  FrameReader(std::string path, std::string_view magic);

  // The next whole frame's payload, valid until the next call; false at the end, see `end()`.
  bool next(std::string_view& payload);
  const FrameEnd& end() const { return end_; }
  const std::string& path() const { return path_; }

 private:
  bool stop(bool whole, const std::string& why);

  std::string path_;
  FilePointer file_;
  std::uint64_t size_ = 0;
  std::string payload_;
  FrameEnd end_;
};

}  // namespace pizza
