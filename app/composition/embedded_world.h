// SPDX-License-Identifier: Apache-2.0
// The business in one process, on SQLite and in-process queues: nothing to install. It lives on a thread of its own,
// and whoever wants something of it posts a job.
//
// Group commit: the thread takes all jobs that wait, runs each in its own unit of work, makes them durable together
// with one flush, and only then answers. So an answer is a promise that outlives a crash, and many clients share the
// price of one flush.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/composition/agenda.h"
#include "app/composition/data_folder.h"
#include "app/composition/wall_clock.h"
#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_cache.h"
#include "connectors/memory/memory_rate_limiter.h"
#include "connectors/payments/payment_sandbox.h"
#include "core/business.h"

namespace pizza {

// Hears each event after its commit, and afterwards that all it has heard so far is durable. On the world's thread.
class WorldListener : public EventListener {
 public:
  virtual void settled() = 0;
};

struct WorldOptions {
  std::filesystem::path folder;
  std::size_t queue_limit = 4'096;  // jobs that may wait; more are refused
  SandboxOptions payments;
  // Called once on the world's thread should it die of an exception; jobs that wait are then never answered.
  std::function<void(const std::string& why)> died;
};

// What a world has done since it was opened; read by any thread.
struct WorldFigures {
  std::atomic<std::uint64_t> jobs{0};
  std::atomic<std::uint64_t> refused{0};  // the queue was full
  std::atomic<std::uint64_t> commits{0};
  std::atomic<std::uint64_t> events{0};
  std::atomic<std::uint64_t> flushes{0};
  std::atomic<std::uint64_t> waiting{0};    // jobs in the queue now
  std::atomic<std::uint64_t> scheduled{0};  // timers, answers and chores ahead
};

class EmbeddedWorld {
 public:
  static constexpr std::size_t batch_limit = 256;  // jobs that share one flush

  // Opens the folder and lets what was on its way go on (Business::recover). Throws DataFolderError, or what the stores
  // throw when their files cannot be used.
  explicit EmbeddedWorld(WorldOptions options);
  ~EmbeddedWorld();

  // Starts the thread. Before that the business, the sandbox and the listeners belong to the caller.
  void start();
  // Takes no more jobs, finishes and answers those that wait, makes everything durable, ends the thread.
  void stop();

  // Any thread. `attempt(Business&)` runs on the world's thread and gives an answer, by Business::run or
  // Business::read; `then(EmbeddedWorld&, Answer)` is called there once everything is durable. False, and neither is
  // called: the queue is full or the world has stopped.
  template <class Attempt, class Then>
  bool command(Attempt attempt, Then then) {
    return post(std::make_unique<JobOf<Attempt, Then>>(std::move(attempt), std::move(then), Phase::Change));
  }
  // As above for looking only: sees what is durable, and waits for no flush. `then` is called at once.
  template <class Attempt, class Then>
  bool look(Attempt attempt, Then then) {
    return post(std::make_unique<JobOf<Attempt, Then>>(std::move(attempt), std::move(then), Phase::Look));
  }

  // On the world's thread, or before it starts.
  Business& business() { return business_; }
  const PaymentSandbox& sandbox() const { return *sandbox_; }
  Agenda& agenda() { return agenda_; }
  void listen(WorldListener& listener);
  void silence(WorldListener& listener);

  const WorldFigures& figures() const { return figures_; }
  const DataFolder& folder() const { return folder_; }
  bool alive() const { return alive_; }

 private:
  enum class Phase : std::uint8_t { Change, Look };

  class Job {
   public:
    explicit Job(Phase phase) : phase(phase) {}
    virtual ~Job() = default;
    virtual void work(Business& business) = 0;
    virtual void answer(EmbeddedWorld& world) = 0;
    const Phase phase;
  };

  template <class Attempt, class Then>
  class JobOf : public Job {
   public:
    JobOf(Attempt attempt, Then then, Phase phase) : Job(phase), attempt_(std::move(attempt)), then_(std::move(then)) {}
    void work(Business& business) override { answer_.emplace(attempt_(business)); }
    void answer(EmbeddedWorld& world) override { then_(world, *std::move(answer_)); }

   private:
    Attempt attempt_;
    Then then_;
    std::optional<decltype(std::declval<Attempt&>()(std::declval<Business&>()))> answer_;
  };

  class CommitCounter : public JournalSink {
   public:
    explicit CommitCounter(WorldFigures& figures) : figures_(figures) {}
    void committed(Instant, std::span<const EventHolder> events) override {
      ++figures_.commits;
      figures_.events += events.size();
    }

   private:
    WorldFigures& figures_;
  };

  bool post(std::unique_ptr<Job> job);
  void live();
  bool take(std::vector<std::unique_ptr<Job>>& batch);
  void serve(std::vector<std::unique_ptr<Job>>& batch);
  void fire_timers(Instant now);
  void run_happenings(Instant now);

  WorldOptions options_;
  DataFolder folder_;
  WorldFigures figures_;
  WallClock clock_;
  Agenda agenda_;
  InProcessBus bus_;
  CommitCounter counter_{figures_};
  std::unique_ptr<Store> store_;
  std::unique_ptr<PaymentSandbox> sandbox_;
  MemoryCache cache_;
  MemoryRateLimiter limiter_;
  Business business_;
  std::vector<WorldListener*> listeners_;
  std::uint64_t settled_commits_ = 0;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> queue_;
  bool stopping_ = false;
  std::atomic<bool> alive_{true};
  std::thread thread_;
};

}  // namespace pizza
