// SPDX-License-Identifier: Apache-2.0
// Stands between a client and a server on loopback and breaks connections at the moment a test asks for.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <list>
#include <string>
#include <thread>

namespace pizza::test {

class CuttingProxy {
 public:
  enum class Cut { None, BeforeWord, AfterAnswer };

  explicit CuttingProxy(std::uint16_t server) : server_(server), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = loopback(0);
    bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    listen(listener_, 16);
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    if (pipe(wake_.data()) != 0) port_ = 0;
    thread_ = std::thread([this] { run(); });
  }
  ~CuttingProxy() {
    close(wake_[1]);
    thread_.join();
    for (const Pair& pair : pairs_) end(pair);
    close(listener_);
    close(wake_[0]);
  }
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::uint16_t port() const { return port_; }
  // The URL of a server with our port in place of its own.
  std::string through(std::string url) const {
    const std::string own = ":" + std::to_string(server_) + "/";
    return url.replace(url.find(own), own.size(), ":" + std::to_string(port_) + "/");
  }
  // BeforeWord: the client's `word` never reaches the server. AfterAnswer: the server's answer that holds `word` never
  // reaches the client. Once; `cuts` counts.
  void arm(Cut cut, std::string word) {
    word_ = std::move(word);
    cut_ = cut;
  }
  int cuts() const { return cuts_; }

 private:
  struct Pair {
    int client = -1, server = -1;
    std::string seen;  // the end of what the direction that is watched has carried
  };

  static sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
  static void end(const Pair& pair) {
    close(pair.client);
    close(pair.server);
  }
  static bool pass(int to, const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t n = send(to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) return false;
      sent += static_cast<std::size_t>(n);
    }
    return true;
  }
  // False: the pair has ended.
  bool carry(Pair& pair, bool from_client) {
    std::array<char, 65536> buffer;
    const ssize_t n = recv(from_client ? pair.client : pair.server, buffer.data(), buffer.size(), 0);
    if (n <= 0) return false;
    const std::string bytes(buffer.data(), static_cast<std::size_t>(n));
    const Cut cut = cut_;
    if ((cut == Cut::BeforeWord && from_client) || (cut == Cut::AfterAnswer && !from_client)) {
      pair.seen += bytes;
      if (pair.seen.find(word_) != std::string::npos) {
        cut_ = Cut::None;
        ++cuts_;
        return false;
      }
      if (pair.seen.size() > 200) pair.seen.erase(0, pair.seen.size() - 200);
    }
    return pass(from_client ? pair.server : pair.client, bytes);
  }
  void accept_one() {
    Pair pair;
    pair.client = accept(listener_, nullptr, nullptr);
    pair.server = socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in address = loopback(server_);
    if (connect(pair.server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return end(pair);
    pairs_.push_back(pair);
  }
  void run() {
    for (;;) {
      std::vector<pollfd> wanted{{wake_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
      for (const Pair& pair : pairs_) {
        wanted.push_back({pair.client, POLLIN, 0});
        wanted.push_back({pair.server, POLLIN, 0});
      }
      poll(wanted.data(), wanted.size(), -1);
      if (wanted[0].revents != 0) return;
      std::size_t at = 2;
      for (auto pair = pairs_.begin(); pair != pairs_.end();) {
        const bool client = wanted[at].revents != 0, server = wanted[at + 1].revents != 0;
        at += 2;
        const bool alive = (!client || carry(*pair, true)) && (!server || carry(*pair, false));
        if (!alive) end(*pair);
        pair = alive ? std::next(pair) : pairs_.erase(pair);
      }
      if (wanted[1].revents != 0) accept_one();
    }
  }

  std::uint16_t server_;
  std::uint16_t port_ = 0;
  int listener_;
  std::array<int, 2> wake_{};
  std::string word_;
  std::atomic<Cut> cut_{Cut::None};
  std::atomic<int> cuts_{0};
  std::list<Pair> pairs_;
  std::thread thread_;
};

}  // namespace pizza::test
