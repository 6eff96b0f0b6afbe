// SPDX-License-Identifier: Apache-2.0
// Messages as files in a folder that a person can open: an e-mail as an .eml that a mail program shows, an SMS as a
// .txt, a push message as a .json. For a world that has no providers.
//
// A name says when, by which way and which message ("20261120T190000.000Z-email-0f3a….eml"), and nothing about the
// person; so names sort by time. A file appears whole or not at all: it is written beside and then renamed. Its
// fingerprint comes from the idempotency key, so that a message is one file, also after a restart.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "core/ports/notification_channel.h"

namespace pizza {

struct OutboxOptions {
  std::string from = "PizzaTwin <no-reply@pizzatwin.example>";
  std::string reply_to = "stop@pizzatwin.example";  // where the List-Unsubscribe of an offer goes
  std::size_t keep = 10'000;                        // files; the oldest go first
};

class OutboxFolder : public NotificationChannel {
 public:
  using Answer = std::function<void(const ChannelAnswer&)>;

  // Makes the folder where there is none; others' files in it stay. Throws std::filesystem::filesystem_error, which
  // names it, when it cannot be used. `answer` is called from within `send`.
  OutboxFolder(std::filesystem::path folder, Answer answer, OutboxOptions options = {});

  // What cannot be written is answered "later" ("cannot_write"): disks get room again.
  void send(const ChannelMessage& message) override;

  const std::filesystem::path& folder() const { return folder_; }
  std::size_t files() const { return names_.size(); }

 private:
  bool write(const std::string& name, const std::string& bytes);
  void forget_oldest();
  // The oldest file under another name, where one would go anyway; false: there is none.
  bool reuse_oldest(const std::filesystem::path& as);

  std::filesystem::path folder_;
  Answer answer_;
  OutboxOptions options_;
  std::map<std::string, std::string> names_;         // by file name: the fingerprint
  std::map<std::string, std::string> fingerprints_;  // and back
};

}  // namespace pizza
