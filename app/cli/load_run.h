// SPDX-License-Identifier: Apache-2.0
// An open-loop load: orders come when they come, whether the server keeps up or not, and a latency counts from the
// moment an order should have been sent. So a server that stalls cannot make the load wait and hide it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <deque>
#include <fstream>
#include <functional>
#include <map>
#include <memory>

#include "app/cli/load_shop.h"

namespace pizza::cli {

using LoadClock = std::chrono::steady_clock;

struct LoadPlan {
  std::vector<ServerAddress> servers;  // instances of one world; orders go to each in turn
  double rate = 10;  // orders a second; Poisson
  double seconds = 10;
  // How long an order is sent again, to the next instance, under the same idempotency key: when its connection broke,
  // and when the answer was 503.
  double retry_s = 0;
  std::uint64_t seed = 1;
  std::size_t connections = 256;
  std::size_t sockets = 20;  // orders that are followed over a WebSocket
};

// An order that the server has promised.
struct Acknowledged {
  std::uint64_t order = 0;
  std::int64_t total_minor = 0;
  std::size_t number = 0;  // among the orders of the run
};

// One order on its way to the server.
struct LoadTask {
  std::size_t number = 0;
  LoadClock::time_point due;
  std::string key;
  Wish wish;
  LoadClock::time_point give_up;  // set at the first failure
  bool failed_before = false;
  std::size_t server = 0;  // that is asked next
};

struct LoadOutcome {
  std::uint64_t sent = 0, ok = 0, replayed = 0, retries = 0;
  std::uint64_t redirected = 0;                 // WebSockets that were sent to another instance
  double longest_wait_s = 0;                    // of an order that was refused or broken off, and then taken
  std::map<std::string, std::uint64_t> failed;  // by status and the problem's code, or "connection"
  std::vector<double> latency_ms;
  std::vector<Acknowledged> acknowledged;
  std::map<std::size_t, LoadTask> samples;  // of the acknowledged, by number: to be sent once more
  std::vector<std::string> violations;
  std::uint64_t sockets = 0, socket_events = 0;
  double took_s = 0;
};

class LoadConnection;
class LoadSocket;

class LoadRun {
 public:
  // Every acknowledged order's number goes to `ledger` at once, one a line.
  LoadRun(LoadPlan plan, LoadShop& shop, std::ofstream& ledger);
  ~LoadRun();

  LoadOutcome run(const std::function<void(const std::string&)>& progress);

 private:
  friend class LoadConnection;
  friend class LoadSocket;

  void schedule_next();
  void arrive();
  void submit(LoadTask task);
  void answered(LoadTask task, const LoadClient::Response& response);
  void broken(LoadTask task, bool stale);
  // Once more after `pause`, at the next instance; given up where its time is over, as `why` says.
  void try_again(LoadTask task, std::chrono::milliseconds pause, const std::string& why);
  void give_up(const std::string& why);
  void take_more(LoadConnection& connection);
  void acknowledge(LoadTask task, const Json& order, bool replayed);
  void follow(std::uint64_t order);
  void report(const std::function<void(const std::string&)>& progress);
  void finish_if_done();

  LoadPlan plan_;
  LoadShop& shop_;
  std::ofstream& ledger_;
  boost::asio::io_context context_;
  boost::asio::steady_timer arrival_;
  boost::asio::steady_timer ticker_;
  std::mt19937_64 random_;
  std::exponential_distribution<double> gap_;
  std::string run_;
  LoadClock::time_point start_, end_, next_;
  // What goes to one instance.
  struct Lane {
    std::deque<LoadTask> waiting;
    std::vector<std::shared_ptr<LoadConnection>> connections;
    std::vector<LoadConnection*> idle;  // the one used last is at the end
  };
  std::vector<Lane> lanes_;  // as the servers of the plan
  std::vector<std::shared_ptr<LoadSocket>> sockets_;
  std::uint64_t open_ = 0;  // orders that are neither answered nor given up
  bool all_arrived_ = false;
  LoadOutcome outcome_;
};

}  // namespace pizza::cli
