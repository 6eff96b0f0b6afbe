// SPDX-License-Identifier: Apache-2.0
#include "app/composition/embedded_world.h"

#include <chrono>

#include "connectors/sqlite/sqlite_store.h"
#include "core/catalogue.h"

namespace pizza {

EmbeddedWorld::EmbeddedWorld(WorldOptions options)
    : options_(std::move(options)),
      folder_(options_.folder),
      store_(std::make_unique<SqliteStore>(folder_.file("shard-0.sqlite"), all_record_types())),
      sandbox_(PaymentSandbox::open(
          folder_.file("provider.books"), clock_,
          [this](Instant due, const ProviderAnswer& answer) { agenda_.answers.push(due, answer); }, options_.payments)),
      business_({*store_,
                 bus_,
                 clock_,
                 agenda_,
                 *sandbox_,
                 &counter_,
                 nullptr,
                 nullptr,
                 {&limiter_, &cache_, usual_limits, static_cast<std::uint64_t>(clock_.now().ms)}}) {
  business_.recover();
}

EmbeddedWorld::~EmbeddedWorld() {
  stop();
}

void EmbeddedWorld::start() {
  thread_ = std::thread([this] { live(); });
}

void EmbeddedWorld::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void EmbeddedWorld::listen(WorldListener& listener) {
  listeners_.push_back(&listener);
  business_.listen(listener);
}

void EmbeddedWorld::silence(WorldListener& listener) {
  std::erase(listeners_, &listener);
  business_.silence(listener);
}

bool EmbeddedWorld::post(std::unique_ptr<Job> job) {
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

// Waits until there is something to do; false when there will never be again.
bool EmbeddedWorld::take(std::vector<std::unique_ptr<Job>>& batch) {
  std::unique_lock lock(mutex_);
  if (queue_.empty() && !stopping_) {
    const auto wanted = [this] { return stopping_ || !queue_.empty(); };
    if (const auto next = agenda_.next()) {
      const std::int64_t ahead = (*next - clock_.now()).ms;
      if (ahead > 0) wake_.wait_for(lock, std::chrono::milliseconds(ahead), wanted);
    } else {
      wake_.wait(lock, wanted);
    }
  }
  while (!queue_.empty() && batch.size() < batch_limit) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  figures_.waiting = queue_.size();
  return !stopping_ || !batch.empty();
}

void EmbeddedWorld::live() {
  std::vector<std::unique_ptr<Job>> batch;
  try {
    while (take(batch)) {
      serve(batch);
      batch.clear();
    }
  } catch (const std::exception& error) {
    alive_ = false;
    {
      const std::lock_guard lock(mutex_);
      queue_.clear();
    }
    if (options_.died) options_.died(error.what());
  }
}

// Most timers find nothing left to do. Each of the others settles by itself, so they come before anything that waits
// for the batch's flush.
void EmbeddedWorld::fire_timers(Instant now) {
  for (std::size_t n = 0; n < batch_limit; ++n) {
    const auto timer = agenda_.timers.take(now);
    if (!timer) return;
    business_.fire(*timer);
  }
}

void EmbeddedWorld::run_happenings(Instant now) {
  for (std::size_t n = 0; n < batch_limit; ++n) {
    const auto answer = agenda_.answers.take(now);
    if (!answer) break;
    const Outcome kept = business_.run([&](UnitOfWork& work) -> Outcome {
      business_.payments.provider_answered(work, *answer);
      return Done{};
    });
    if (!kept.ok()) throw std::runtime_error("a provider's answer cannot be kept: " + kept.problem().detail);
  }
  for (std::size_t n = 0; n < batch_limit; ++n) {
    const auto chore = agenda_.chores.take(now);
    if (!chore) break;
    (*chore)(business_);
  }
}

void EmbeddedWorld::serve(std::vector<std::unique_ptr<Job>>& batch) {
  // All that has happened before this batch is durable: whoever looks need not wait for the batch.
  for (const auto& job : batch) {
    if (job->phase != Phase::Look) continue;
    job->work(business_);
    job->answer(*this);
  }
  const Instant now = clock_.now();
  fire_timers(now);
  for (const auto& job : batch)
    if (job->phase == Phase::Change) job->work(business_);
  run_happenings(now);
  business_.settle();
  if (figures_.commits != settled_commits_) {
    settled_commits_ = figures_.commits;
    ++figures_.flushes;
  }
  for (WorldListener* listener : listeners_) listener->settled();
  for (const auto& job : batch)
    if (job->phase == Phase::Change) job->answer(*this);
  figures_.jobs += batch.size();
  figures_.scheduled = agenda_.timers.size() + agenda_.answers.size() + agenda_.chores.size();
}

}  // namespace pizza
