// SPDX-License-Identifier: Apache-2.0
#include "connectors/journal/frame_file.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "connectors/journal/crc32c.h"

namespace pizza {

namespace {

constexpr std::size_t buffer_limit = 1 << 20;

void put_u32(char* to, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) to[i] = static_cast<char>(value >> (8 * i));
}

std::uint32_t get_u32(const char* from) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(static_cast<std::uint8_t>(from[i])) << (8 * i);
  return value;
}

std::string last_error() {
  return std::strerror(errno);
}

}  // namespace

void close_frame(std::string& out, std::size_t start) {
  const std::string_view payload = std::string_view(out).substr(start + frame_head_size);
  const std::uint32_t check = crc32c(payload);
  put_u32(out.data() + start, static_cast<std::uint32_t>(payload.size()));
  put_u32(out.data() + start + 4, check);
}

FrameWriter::FrameWriter(std::string path, std::string_view magic, Mode mode, std::uint64_t keep)
    : path_(std::move(path)) {
  file_.reset(std::fopen(path_.c_str(), mode == Mode::Create ? "wb" : "r+b"));
  if (!file_) throw FrameFileError(path_, "cannot write: " + last_error());
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
  if (mode == Mode::Create) {
    buffer_.assign(magic);
  } else if (ftruncate(fileno(file_.get()), static_cast<off_t>(keep)) != 0 ||
             std::fseek(file_.get(), 0, SEEK_END) != 0) {
    throw FrameFileError(path_, "cannot go on writing: " + last_error());
  }
}

FrameWriter::~FrameWriter() {
  // A destructor cannot report; whoever must know calls flush() first.
  if (file_) std::fwrite(buffer_.data(), 1, buffer_.size(), file_.get());
}

void FrameWriter::append(std::string_view frames) {
  buffer_.append(frames);
  if (buffer_.size() >= buffer_limit) flush();
}

void FrameWriter::flush() {
  const std::size_t size = buffer_.size();
  const std::size_t written = std::fwrite(buffer_.data(), 1, size, file_.get());
  buffer_.clear();
  if (written != size) throw FrameFileError(path_, "cannot write: " + last_error());
}

void FrameWriter::sync() {
  flush();
  if (fdatasync(fileno(file_.get())) != 0) throw FrameFileError(path_, "cannot write: " + last_error());
}

FrameReader::FrameReader(std::string path, std::string_view magic) : path_(std::move(path)) {
  file_.reset(std::fopen(path_.c_str(), "rb"));
  if (!file_) throw FrameFileError(path_, "cannot read: " + last_error());
  std::array<char, frame_magic_size> begin{};
  const std::size_t got = std::fread(begin.data(), 1, begin.size(), file_.get());
  if (got != begin.size() || std::string_view(begin.data(), got) != magic)
    throw FrameFileError(path_, "expected \"" + std::string(magic) + "\" at byte 0");
  if (std::fseek(file_.get(), 0, SEEK_END) != 0) throw FrameFileError(path_, "cannot read: " + last_error());
  size_ = static_cast<std::uint64_t>(std::ftell(file_.get()));
  std::fseek(file_.get(), static_cast<long>(frame_magic_size), SEEK_SET);
  end_.position = frame_magic_size;
}

bool FrameReader::next(std::string_view& payload) {
  if (!end_.text.empty()) return false;
  const std::uint64_t left = size_ - end_.position;
  if (left == 0) return stop(true, {});
  if (left < frame_head_size) return stop(false, "the next record's head is incomplete");
  std::array<char, frame_head_size> head{};
  if (std::fread(head.data(), 1, head.size(), file_.get()) != head.size()) return stop(false, "cannot read on");
  const std::uint32_t length = get_u32(head.data());
  if (length > left - frame_head_size) return stop(false, "the next record is incomplete");
  // Nobody writes an empty record; a file system that lost its last blocks may leave noughts, whose check sum is right.
  if (length == 0) return stop(false, "the next record is empty");
  payload_.resize(length);
  if (std::fread(payload_.data(), 1, length, file_.get()) != length) return stop(false, "cannot read on");
  if (crc32c(payload_) != get_u32(head.data() + 4)) return stop(false, "the next record's check sum is wrong");
  end_.position += frame_head_size + length;
  ++end_.frames;
  payload = payload_;
  return true;
}

bool FrameReader::stop(bool whole, const std::string& why) {
  end_.whole = whole;
  end_.text = (whole ? "end after record " : "cut after record ") + std::to_string(end_.frames) + " at byte " +
              std::to_string(end_.position) + (why.empty() ? "" : ": " + why);
  return false;
}

}  // namespace pizza
