// SPDX-License-Identifier: Apache-2.0
#include "connectors/notifications/outbox_folder.h"

#include <fstream>
#include <system_error>

#include "connectors/json/instant_text.h"
#include "connectors/notifications/channel_rules.h"
#include "connectors/notifications/message_file.h"
#include "core/model/digest.h"

namespace pizza {

namespace {

constexpr std::size_t fingerprint_size = 32;

// "2026-11-20T19:00:00.000Z" without what a file's name should not have.
std::string compact_time(Instant at) {
  std::string text = instant_text(at).value_or("undated");
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

// The fingerprint in a name that this class made; else empty.
std::string fingerprint_in(const std::string& name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot < fingerprint_size + 1) return {};
  const std::string ending = name.substr(dot);
  if (ending != ".eml" && ending != ".txt" && ending != ".json") return {};
  const std::string found = name.substr(dot - fingerprint_size, fingerprint_size);
  if (name[dot - fingerprint_size - 1] != '-') return {};
  return found.find_first_not_of("0123456789abcdef") == std::string::npos ? found : std::string();
}

}  // namespace

OutboxFolder::OutboxFolder(std::filesystem::path folder, Answer answer, OutboxOptions options)
    : folder_(std::move(folder)), answer_(std::move(answer)), options_(std::move(options)) {
  std::filesystem::create_directories(folder_);
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    const std::string name = entry.path().filename().string();
    const std::string fingerprint = fingerprint_in(name);
    if (fingerprint.empty()) continue;
    names_.emplace(name, fingerprint);
    fingerprints_.emplace(fingerprint, name);
  }
  forget_oldest();
}

bool OutboxFolder::write(const std::string& name, const std::string& bytes) {
  const std::filesystem::path beside = folder_ / ("." + name + ".part");
  std::error_code error;
  {
    const auto made = reuse_oldest(beside) ? std::ios::in : std::ios::trunc;
    std::fstream file(beside, std::ios::binary | std::ios::out | made);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (file) std::filesystem::resize_file(beside, bytes.size(), error);
    if (!file || error) {
      std::filesystem::remove(beside, error);
      return false;
    }
  }
  std::filesystem::rename(beside, folder_ / name, error);
  return !error;
}

// To make a file and to forget one costs a file system many times what it costs to write into one.
bool OutboxFolder::reuse_oldest(const std::filesystem::path& as) {
  if (names_.empty() || names_.size() < options_.keep) return false;
  const auto oldest = names_.begin();
  std::error_code gone;  // what somebody else removed cannot be used again
  std::filesystem::rename(folder_ / oldest->first, as, gone);
  fingerprints_.erase(oldest->second);
  names_.erase(oldest);
  return !gone;
}

void OutboxFolder::forget_oldest() {
  while (names_.size() > options_.keep) {
    std::error_code error;  // what somebody else removed is gone as well
    std::filesystem::remove(folder_ / names_.begin()->first, error);
    fingerprints_.erase(names_.begin()->second);
    names_.erase(names_.begin());
  }
}

void OutboxFolder::send(const ChannelMessage& message) {
  ChannelVerdict verdict = ChannelVerdict::Sent;
  std::string reason;
  if (!usable_address(message.channel, message.address)) {
    verdict = ChannelVerdict::Refused;
    reason = "bad_address";
  } else {
    const std::string fingerprint = digest_of("message", message.idempotency_key).hex();
    if (!fingerprints_.contains(fingerprint)) {
      const std::string name = compact_time(message.at) + "-" +
                               std::string(channel_names[static_cast<std::size_t>(message.channel)]) + "-" +
                               fingerprint + ending_of(message.channel);
      if (write(name, file_of(message, fingerprint, options_))) {
        names_.emplace(name, fingerprint);
        fingerprints_.emplace(fingerprint, name);
        forget_oldest();
      } else {
        verdict = ChannelVerdict::Later;
        reason = "cannot_write";
      }
    }
  }
  if (message.notification) answer_(answer_to(message, verdict, std::move(reason)));
}

}  // namespace pizza
