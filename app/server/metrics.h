// SPDX-License-Identifier: Apache-2.0
// Counters, gauges and histograms, and their text as Prometheus scrapes it (exposition format 0.0.4).
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace pizza::server {

// Names and values in the order in which they are to be shown.
using Labels = std::vector<std::pair<std::string, std::string>>;

class Counter {
 public:
  void add(std::uint64_t n = 1) { value_.fetch_add(n, std::memory_order_relaxed); }
  std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

// Durations in seconds, in buckets of fixed bounds from 0.5 ms to 10 s.
class Histogram {
 public:
  static constexpr std::array<double, 14> bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                 0.1,    0.25,  0.5,    1,     2.5,  5,     10};
  void observe(std::int64_t microseconds);
  void write(const std::string& name, const Labels& labels, std::string& out) const;

 private:
  std::array<std::atomic<std::uint64_t>, bounds.size() + 1> buckets_{};
  std::atomic<std::int64_t> sum_us_{0};
};

// Any thread. What it gives stays valid as long as the registry lives.
class Metrics {
 public:
  Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
  Histogram& histogram(const std::string& name, const std::string& help, const Labels& labels = {});
  // A value that is read when somebody asks. `read` is called from any thread and outlives the registry's last use.
  enum class Kind : std::uint8_t { Counter, Gauge };
  void read(Kind kind, const std::string& name, const std::string& help, const Labels& labels,
            std::function<std::int64_t()> read);

  std::string text() const;

 private:
  struct Sample {
    Labels labels;
    std::unique_ptr<Counter> counter;
    std::unique_ptr<Histogram> histogram;
    std::function<std::int64_t()> read;
  };
  struct Family {
    std::string help;
    std::string type;
    std::map<std::string, Sample> samples;  // by their labels as text
  };
  Sample& sample(const std::string& name, const std::string& help, const std::string& type, const Labels& labels);

  mutable std::mutex mutex_;
  std::map<std::string, Family> families_;
};

}  // namespace pizza::server
