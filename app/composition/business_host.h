// SPDX-License-Identifier: Apache-2.0
// One business on a thread of its own; whoever wants something of it posts a job. Every world that really happens is
// made of these: the embedded one is one, the live one has one for each realm.
//
// Group commit: the thread takes all jobs that wait, runs each in its own unit of work, makes them durable together
// with one flush, and only then answers. So an answer is a promise that outlives a crash, and many clients share the
// price of one flush.
//
// When the store is away, nothing is promised: those whose work is done but not durable wait until it is, everybody
// else is refused at once with "store.away" (503), and the work goes on by itself when the store is back.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/composition/agenda.h"
#include "connectors/payments/payment_sandbox.h"
#include "core/business.h"

namespace pizza {

// Hears each event after its commit, and afterwards that all it has heard so far is durable. On the host's thread.
class WorldListener : public EventListener {
 public:
  virtual void settled() = 0;
};

struct HostOptions {
  std::size_t queue_limit = 4'096;  // jobs that may wait; more are refused
  // Called once on the host's thread should it die of an exception; jobs that wait are refused.
  std::function<void(const std::string& why)> died;
};

// What a host has done since it was made; read by any thread.
struct WorldFigures {
  std::atomic<std::uint64_t> jobs{0};
  std::atomic<std::uint64_t> refused{0};  // the queue was full, or the store away
  std::atomic<std::uint64_t> commits{0};
  std::atomic<std::uint64_t> events{0};
  std::atomic<std::uint64_t> flushes{0};
  std::atomic<std::uint64_t> flush_us{0};   // all of them together
  std::atomic<std::uint64_t> waiting{0};    // jobs in the queue now
  std::atomic<std::uint64_t> scheduled{0};  // timers, answers and chores ahead
  std::atomic<bool> store_away{false};
};

// What the business of a host stands on; all of it outlives the host.
struct HostPorts {
  Clock& clock;
  Agenda& agenda;  // its timers, and what the provider's answers and chores go to
  Store& store;
  EventBus& bus;
  PaymentSandbox& payments;
  NotificationChannel* notifications = nullptr;
  SearchIndex* search = nullptr;
  GatewayPorts gateway = {};
  Telemetry* telemetry = nullptr;
};

class BusinessHost {
 public:
  static constexpr std::size_t batch_limit = 256;  // jobs that share one flush
  using Refuse = std::function<void(const Problem&)>;

  BusinessHost(const HostPorts& ports, HostOptions options);
  virtual ~BusinessHost();
  BusinessHost(const BusinessHost&) = delete;
  BusinessHost& operator=(const BusinessHost&) = delete;

  // Starts the thread. Before that the business, the sandbox and the listeners belong to the caller.
  void start();
  // Takes no more jobs, finishes and answers those that wait, makes everything durable, ends the thread. What cannot be
  // made durable because the store is away is refused. To be called before what the host stands on goes.
  void stop();

  // Any thread. `attempt(Business&)` runs on the host's thread and gives an answer, by Business::run or
  // Business::read; `then(BusinessHost&, Answer)` is called there once everything is durable. Where the store is away,
  // `refuse` is called instead. False, and none is called: the queue is full or the host has stopped.
  template <class Attempt, class Then>
  bool command(Attempt attempt, Then then, Refuse refuse = {}) {
    return post(
        std::make_unique<JobOf<Attempt, Then>>(std::move(attempt), std::move(then), std::move(refuse), Phase::Change));
  }
  // As above for looking only: sees what is durable, and waits for no flush. `then` is called at once.
  template <class Attempt, class Then>
  bool look(Attempt attempt, Then then, Refuse refuse = {}) {
    return post(
        std::make_unique<JobOf<Attempt, Then>>(std::move(attempt), std::move(then), std::move(refuse), Phase::Look));
  }
  // There is something on the bus. Any thread.
  void nudge();

  // On the host's thread, or before it starts.
  Business& business() { return business_; }
  const PaymentSandbox& sandbox() const { return sandbox_; }
  Agenda& agenda() { return agenda_; }
  void listen(WorldListener& listener);
  void silence(WorldListener& listener);

  const WorldFigures& figures() const { return figures_; }
  bool alive() const { return alive_; }

 protected:
  // After everything so far has become durable; on the host's thread.
  virtual void flushed() {}
  // An event from the bus cannot be handled, whatever is tried: true where it was put aside for people to look at, so
  // that the business goes on without it. On the host's thread.
  virtual bool bury(const std::string&) { return false; }
  // Why nothing new may be begun just now; what has begun goes on. On the host's thread.
  virtual std::optional<Problem> overload() { return std::nullopt; }

 private:
  enum class Phase : std::uint8_t { Change, Look };

  class Job {
   public:
    Job(Refuse refuse, Phase phase) : refuse(std::move(refuse)), phase(phase) {}
    virtual ~Job() = default;
    virtual void work(Business& business) = 0;
    virtual void answer(BusinessHost& host) = 0;
    const Refuse refuse;
    const Phase phase;
  };
  using Jobs = std::vector<std::unique_ptr<Job>>;

  template <class Attempt, class Then>
  class JobOf : public Job {
   public:
    JobOf(Attempt attempt, Then then, Refuse refuse, Phase phase)
        : Job(std::move(refuse), phase), attempt_(std::move(attempt)), then_(std::move(then)) {}
    void work(Business& business) override { answer_.emplace(attempt_(business)); }
    void answer(BusinessHost& host) override { then_(host, *std::move(answer_)); }

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
  void die(Jobs& batch, const std::string& why);
  std::optional<Instant> wake_at() const;
  bool take(Jobs& batch);
  void serve(Jobs& batch);
  void look(Jobs& batch);
  void change(Jobs& batch);
  bool work(Job& job);
  template <class T, class Handle>
  void run_due(DueHeap<T>& due, Instant now, Handle handle);
  void run_happenings(Instant now);
  bool settle();
  void carry_on();
  void store_is_away();
  void answer(Job& job);
  void refuse(Job& job, const Problem& why);

  HostOptions options_;
  WorldFigures figures_;
  Clock& clock_;
  Agenda& agenda_;
  PaymentSandbox& sandbox_;
  CommitCounter counter_{figures_};
  Business business_;
  std::vector<WorldListener*> listeners_;
  std::uint64_t settled_commits_ = 0;
  Jobs done_;                     // work that is done and not yet durable
  std::optional<Instant> retry_;  // while the store is away: when to ask it again

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> queue_;
  bool nudged_ = false;
  bool stopping_ = false;
  std::atomic<bool> alive_{true};
  std::thread thread_;
};

}  // namespace pizza
