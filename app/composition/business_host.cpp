// SPDX-License-Identifier: Apache-2.0
#include "app/composition/business_host.h"

#include <chrono>
#include <iterator>
#include <utility>

#include "connectors/relational/store_error.h"

namespace pizza {

namespace {

constexpr Duration retry_after = milliseconds(250);

Problem away() {
  return problem(Status::Unavailable, "store.away", "the business cannot reach its books just now; try again soon");
}

}  // namespace

BusinessHost::BusinessHost(const HostPorts& ports, HostOptions options)
    : options_(std::move(options)),
      clock_(ports.clock),
      agenda_(ports.agenda),
      sandbox_(ports.payments),
      business_({ports.store, ports.bus, ports.clock, ports.agenda, ports.payments, &counter_, ports.notifications,
                 nullptr, ports.gateway, ports.search, ports.telemetry}) {}

BusinessHost::~BusinessHost() {
  stop();
}

void BusinessHost::start() {
  thread_ = std::thread([this] { live(); });
}

void BusinessHost::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void BusinessHost::listen(WorldListener& listener) {
  listeners_.push_back(&listener);
  business_.listen(listener);
}

void BusinessHost::silence(WorldListener& listener) {
  std::erase(listeners_, &listener);
  business_.silence(listener);
}

bool BusinessHost::post(std::unique_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || !alive_) return false;
    if (queue_.size() >= options_.queue_limit) {
      ++figures_.refused;
      return false;
    }
    queue_.push_back(std::move(job));
    figures_.waiting = queue_.size();
  }
  wake_.notify_one();
  return true;
}

void BusinessHost::nudge() {
  {
    const std::lock_guard lock(mutex_);
    nudged_ = true;
  }
  wake_.notify_one();
}

// Nothing happens by itself while the store is away, but that it is asked again.
std::optional<Instant> BusinessHost::wake_at() const {
  return retry_ ? retry_ : agenda_.next();
}

// Waits until there is something to do; false when there will never be again.
bool BusinessHost::take(Jobs& batch) {
  std::unique_lock lock(mutex_);
  if (queue_.empty() && !stopping_ && !nudged_) {
    const auto wanted = [this] { return stopping_ || nudged_ || !queue_.empty(); };
    if (const auto next = wake_at()) {
      const std::int64_t ahead = (*next - clock_.now()).ms;
      if (ahead > 0) wake_.wait_for(lock, std::chrono::milliseconds(ahead), wanted);
    } else {
      wake_.wait(lock, wanted);
    }
  }
  nudged_ = false;
  while (!queue_.empty() && batch.size() < batch_limit) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  figures_.waiting = queue_.size();
  return !stopping_ || !batch.empty();
}

void BusinessHost::live() {
  Jobs batch;
  try {
    while (take(batch)) {
      serve(batch);
      batch.clear();
    }
    for (auto& job : done_) refuse(*std::exchange(job, nullptr), away());
  } catch (const std::exception& error) {
    die(batch, error.what());
  }
  done_.clear();
}

// Whoever waits hears that it is not known whether his work was done: with its key he may ask again.
void BusinessHost::die(Jobs& batch, const std::string& why) {
  Jobs waiting;
  {
    const std::lock_guard lock(mutex_);
    alive_ = false;
    std::move(queue_.begin(), queue_.end(), std::back_inserter(waiting));
    queue_.clear();
  }
  const Problem gone = problem(Status::Unavailable, "business.gone", "the business stopped on the way; try again soon");
  for (Jobs* jobs : {&done_, &batch, &waiting})
    for (const auto& job : *jobs)
      if (job != nullptr) refuse(*job, gone);
  if (options_.died) options_.died(why);
}

void BusinessHost::serve(Jobs& batch) {
  look(batch);
  const std::size_t jobs = batch.size();
  const Instant now = clock_.now();
  // The store is asked again no sooner than it is time to, however many come meanwhile.
  if (retry_ && (now < *retry_ || !settle())) {
    for (auto& job : batch)
      if (job != nullptr) refuse(*std::exchange(job, nullptr), away());
  } else {
    run_due(agenda_.timers, now, [this](const Timer& timer) { business_.run_timer(timer); });
    change(batch);
    run_happenings(now);
    settle();
  }
  figures_.jobs += jobs;
  figures_.scheduled = agenda_.size();
}

// All that has happened before this batch is durable, or the store is away and there is nothing to show: whoever looks
// need not wait for the batch.
void BusinessHost::look(Jobs& batch) {
  for (auto& job : batch) {
    if (job->phase != Phase::Look) continue;
    if (!retry_ && work(*job)) {
      answer(*job);
    } else {
      refuse(*job, away());
    }
    job.reset();
  }
}

void BusinessHost::change(Jobs& batch) {
  const std::optional<Problem> full = overload();
  for (auto& job : batch) {
    if (job == nullptr) continue;
    if (!full && !retry_ && work(*job)) {
      done_.push_back(std::move(job));
    } else {
      refuse(*job, full && !retry_ ? *full : away());
      job.reset();
    }
  }
}

// False: the store could not be asked, and nothing was changed.
bool BusinessHost::work(Job& job) {
  try {
    job.work(business_);
    return true;
  } catch (const StoreUnavailable&) {
    store_is_away();
    return false;
  }
}

// Gives each thing of `due` that is due to `handle`; one that cannot be handled for want of the store comes again.
template <class T, class Handle>
void BusinessHost::run_due(DueHeap<T>& due, Instant now, Handle handle) {
  for (std::size_t n = 0; n < batch_limit && !retry_; ++n) {
    const auto one = due.take(now);
    if (!one) return;
    try {
      handle(*one);
    } catch (const StoreUnavailable&) {
      due.push(now, *one);
      store_is_away();
    }
  }
}

void BusinessHost::run_happenings(Instant now) {
  run_due(agenda_.answers, now, [this](const ProviderAnswer& answer) { business_.run_answer(answer); });
  run_due(agenda_.receipts, now, [this](const ChannelAnswer& answer) { business_.run_answer(answer); });
  run_due(agenda_.chores, now, [&](const Agenda::Chore& chore) { chore(business_); });
}

// Settles, past events that nobody can handle where somebody takes care of them.
void BusinessHost::carry_on() {
  for (;;) {
    try {
      return business_.settle();
    } catch (const StoreError&) {
      throw;
    } catch (const std::exception& error) {
      if (!business_.carrying() || !bury(error.what())) throw;
      business_.leave_carried();
    }
  }
}

// Makes everything durable and answers those who waited for it. False: the store is away, and they wait on.
bool BusinessHost::settle() {
  const auto start = std::chrono::steady_clock::now();
  try {
    carry_on();
  } catch (const StoreUnavailable&) {
    store_is_away();
    return false;
  }
  retry_.reset();
  figures_.store_away = false;
  if (figures_.commits != settled_commits_) {
    settled_commits_ = figures_.commits;
    ++figures_.flushes;
    const auto took = std::chrono::steady_clock::now() - start;
    figures_.flush_us +=
        static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
  }
  flushed();
  for (WorldListener* listener : listeners_) listener->settled();
  for (auto& job : done_) answer(*std::exchange(job, nullptr));
  done_.clear();
  return true;
}

void BusinessHost::store_is_away() {
  retry_ = clock_.now() + retry_after;
  figures_.store_away = true;
}

// An answer may look at records, for which the store may be away by now.
void BusinessHost::answer(Job& job) {
  try {
    job.answer(*this);
  } catch (const StoreUnavailable&) {
    store_is_away();
    refuse(job, away());
  }
}

void BusinessHost::refuse(Job& job, const Problem& why) {
  ++figures_.refused;
  if (job.refuse) job.refuse(why);
}

}  // namespace pizza
