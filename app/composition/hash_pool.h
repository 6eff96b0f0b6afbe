// SPDX-License-Identifier: Apache-2.0
// A few threads and a short queue for what is slow on purpose: hashing passwords, asking issuers for their keys. Who
// finds the queue full is sent away at once, so that a flood of logins costs neither memory nor the others their turn.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pizza {

class HashPool {
 public:
  // threads and queue_limit from 1.
  HashPool(std::size_t threads, std::size_t queue_limit);
  // Waits for the jobs that have begun; those that wait are dropped.
  ~HashPool();
  HashPool(const HashPool&) = delete;
  HashPool& operator=(const HashPool&) = delete;

  // False, and the job is never run: as many wait as may. Any thread. A job throws nothing.
  bool submit(std::function<void()> job);

 private:
  void work();

  const std::size_t queue_limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace pizza
