// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_run.h"

#include <algorithm>

#include "app/cli/load_connection.h"

namespace pizza::cli {

namespace {

constexpr std::size_t samples_wanted = 20;  // of acknowledged orders, to be sent once more

LoadClock::duration seconds_of(double seconds) {
  return std::chrono::duration_cast<LoadClock::duration>(std::chrono::duration<double>(seconds));
}

// "422 order.closed"; the status alone where the answer is no problem of ours.
std::string reason_of(const LoadClient::Response& response, const Json& body) {
  const std::string reason = std::to_string(response.result_int());
  constexpr std::string_view ours = "urn:pizzatwin:problem:";
  const std::string type = body.is_object() ? body.value("type", std::string()) : std::string();
  return type.starts_with(ours) ? reason + ' ' + type.substr(ours.size()) : reason;
}

}  // namespace

LoadRun::LoadRun(LoadPlan plan, LoadShop& shop, std::ofstream& ledger)
    : plan_(std::move(plan)),
      shop_(shop),
      ledger_(ledger),
      arrival_(context_),
      ticker_(context_),
      random_(plan_.seed),
      gap_(plan_.rate),
      run_(drawn_word()),
      lanes_(plan_.servers.size()) {}

LoadRun::~LoadRun() = default;

LoadOutcome LoadRun::run(const std::function<void(const std::string&)>& progress) {
  start_ = LoadClock::now();
  end_ = start_ + seconds_of(plan_.seconds);
  next_ = start_;
  schedule_next();
  report(progress);
  context_.run();
  outcome_.took_s = std::chrono::duration<double>(LoadClock::now() - start_).count();
  return std::move(outcome_);
}

void LoadRun::schedule_next() {
  next_ += seconds_of(gap_(random_));
  if (next_ >= end_) {
    all_arrived_ = true;
    return finish_if_done();
  }
  arrival_.expires_at(next_);
  arrival_.async_wait([this](boost::system::error_code error) {
    if (!error) arrive();
  });
}

// Sends all that are due by now: a timer that comes late must not thin out the load.
void LoadRun::arrive() {
  const auto now = LoadClock::now();
  for (;;) {
    LoadTask task{outcome_.sent,  next_, "load-" + run_ + '-' + std::to_string(outcome_.sent),
                  shop_.invent(), {},    false,
                  outcome_.sent % lanes_.size()};
    ++outcome_.sent;
    ++open_;
    submit(std::move(task));
    const auto following = next_ + seconds_of(gap_(random_));
    if (following >= end_) {
      all_arrived_ = true;
      return finish_if_done();
    }
    next_ = following;
    if (next_ > now) break;
  }
  arrival_.expires_at(next_);
  arrival_.async_wait([this](boost::system::error_code error) {
    if (!error) arrive();
  });
}

void LoadRun::submit(LoadTask task) {
  Lane& lane = lanes_[task.server];
  if (!lane.idle.empty()) {
    LoadConnection* connection = lane.idle.back();
    lane.idle.pop_back();
    return connection->send(std::move(task));
  }
  if (lane.connections.size() * lanes_.size() < plan_.connections) {
    lane.connections.push_back(std::make_shared<LoadConnection>(*this, task.server));
    return lane.connections.back()->send(std::move(task));
  }
  lane.waiting.push_back(std::move(task));
}

void LoadRun::take_more(LoadConnection& connection) {
  Lane& lane = lanes_[connection.server()];
  if (lane.waiting.empty()) {
    lane.idle.push_back(&connection);
    return finish_if_done();
  }
  LoadTask task = std::move(lane.waiting.front());
  lane.waiting.pop_front();
  connection.send(std::move(task));
}

void LoadRun::answered(LoadTask task, const LoadClient::Response& response) {
  const Json body = Json::parse(response.body(), nullptr, false);
  if (response.result_int() == 503 && plan_.retry_s > 0)
    return try_again(std::move(task), std::chrono::milliseconds(500), reason_of(response, body));
  if (response.result_int() != 201 || !body.is_object()) return give_up(reason_of(response, body));
  --open_;
  const std::chrono::duration<double, std::milli> took = LoadClock::now() - task.due;
  if (task.failed_before) outcome_.longest_wait_s = std::max(outcome_.longest_wait_s, took.count() / 1'000);
  outcome_.latency_ms.push_back(took.count());
  acknowledge(std::move(task), body, response["Idempotency-Replayed"] == "true");
}

void LoadRun::acknowledge(LoadTask task, const Json& order, bool replayed) {
  ++outcome_.ok;
  if (replayed) ++outcome_.replayed;
  const std::uint64_t id = order.at("order_id");
  ledger_ << id << '\n' << std::flush;
  const auto minor = [&](const char* name) { return order.at(name).at("minor").get<std::int64_t>(); };
  const std::int64_t total = minor("total");
  if (minor("items") != task.wish.items_minor || minor("tip") != task.wish.tip_minor ||
      total != minor("items") + minor("tax") + minor("delivery_fee") + minor("tip"))
    outcome_.violations.push_back("order " + std::to_string(id) + ": the total is not what was ordered");
  outcome_.acknowledged.push_back({id, total, task.number});
  const auto expected = static_cast<std::size_t>(plan_.rate * plan_.seconds);
  const auto picked = [&](std::size_t wanted) { return task.number % (expected / wanted + 1) == 0; };
  if (plan_.sockets > 0 && sockets_.size() < plan_.sockets && picked(plan_.sockets)) follow(id);
  if (outcome_.samples.size() < samples_wanted && picked(samples_wanted))
    outcome_.samples.emplace(outcome_.acknowledged.size() - 1, std::move(task));
}

void LoadRun::give_up(const std::string& why) {
  --open_;
  ++outcome_.failed[why];
}

// A kept connection that the server had closed meanwhile says nothing about the server; the same key makes a second
// try safe.
void LoadRun::broken(LoadTask task, bool stale) {
  if (!task.failed_before && stale && plan_.retry_s <= 0) {
    task.failed_before = true;
    task.give_up = LoadClock::now();
    ++outcome_.retries;
    lanes_[task.server].waiting.push_front(std::move(task));
    return;
  }
  try_again(std::move(task), std::chrono::milliseconds(100), "connection");
}

void LoadRun::try_again(LoadTask task, std::chrono::milliseconds pause, const std::string& why) {
  const auto now = LoadClock::now();
  if (!task.failed_before) {
    task.failed_before = true;
    task.give_up = now + seconds_of(plan_.retry_s);
  }
  if (now >= task.give_up) return give_up(why);
  ++outcome_.retries;
  task.server = (task.server + 1) % lanes_.size();
  const auto timer = std::make_shared<boost::asio::steady_timer>(context_, pause);
  const auto again = std::make_shared<LoadTask>(std::move(task));
  timer->async_wait([this, timer, again](boost::system::error_code) { submit(std::move(*again)); });
}

void LoadRun::follow(std::uint64_t order) {
  const ServerAddress& server = plan_.servers[sockets_.size() % plan_.servers.size()];
  sockets_.push_back(std::make_shared<LoadSocket>(*this, order, server));
  sockets_.back()->start();
}

void LoadRun::report(const std::function<void(const std::string&)>& progress) {
  ticker_.expires_after(std::chrono::seconds(5));
  ticker_.async_wait([this, progress](boost::system::error_code error) {
    if (error) return;
    progress(std::to_string(outcome_.sent) + " sent, " + std::to_string(outcome_.ok) + " answered, " +
             std::to_string(open_) + " under way");
    report(progress);
  });
}

void LoadRun::finish_if_done() {
  if (!all_arrived_ || open_ != 0) return;
  ticker_.cancel();
  for (const auto& socket : sockets_) socket->stop();
  context_.stop();
}

}  // namespace pizza::cli
