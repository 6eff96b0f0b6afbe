// SPDX-License-Identifier: Apache-2.0
#include "app/server/metrics.h"

#include <algorithm>
#include <cstdio>

namespace pizza::server {

namespace {

std::string escaped(const std::string& value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out.push_back('\\');
    if (c == '\n') {
      out += "\\n";
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string text_of(const Labels& labels) {
  std::string out;
  for (const auto& [name, value] : labels) out += (out.empty() ? "" : ",") + name + "=\"" + escaped(value) + '"';
  return out.empty() ? out : '{' + out + '}';
}

std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.9g", value);
  return text.data();
}

}  // namespace

void Histogram::observe(std::int64_t microseconds) {
  const double seconds = static_cast<double>(microseconds) * 1e-6;
  const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin();
  buckets_[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  sum_us_.fetch_add(microseconds, std::memory_order_relaxed);
}

void Histogram::write(const std::string& name, const Labels& labels, std::string& out) const {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i <= bounds.size(); ++i) {
    count += buckets_[i].load(std::memory_order_relaxed);
    Labels with_bound = labels;
    with_bound.emplace_back("le", i < bounds.size() ? number(bounds[i]) : "+Inf");
    out += name + "_bucket" + text_of(with_bound) + ' ' + std::to_string(count) + '\n';
  }
  const double sum = static_cast<double>(sum_us_.load(std::memory_order_relaxed)) * 1e-6;
  out += name + "_sum" + text_of(labels) + ' ' + number(sum) + '\n';
  out += name + "_count" + text_of(labels) + ' ' + std::to_string(count) + '\n';
}

Metrics::Sample& Metrics::sample(const std::string& name, const std::string& help, const std::string& type,
                                 const Labels& labels) {
  Family& family = families_[name];
  family.help = help;
  family.type = type;
  Sample& sample = family.samples[text_of(labels)];
  sample.labels = labels;
  return sample;
}

Counter& Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  auto& counter = sample(name, help, "counter", labels).counter;
  if (!counter) counter = std::make_unique<Counter>();
  return *counter;
}

Histogram& Metrics::histogram(const std::string& name, const std::string& help, const Labels& labels) {
  const std::lock_guard lock(mutex_);
  auto& histogram = sample(name, help, "histogram", labels).histogram;
  if (!histogram) histogram = std::make_unique<Histogram>();
  return *histogram;
}

void Metrics::read(Kind kind, const std::string& name, const std::string& help, const Labels& labels,
                   std::function<std::int64_t()> read) {
  const std::lock_guard lock(mutex_);
  sample(name, help, kind == Kind::Counter ? "counter" : "gauge", labels).read = std::move(read);
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& [name, family] : families_) {
    out += "# HELP " + name + ' ' + family.help + "\n# TYPE " + name + ' ' + family.type + '\n';
    for (const auto& [labels, sample] : family.samples) {
      if (sample.histogram) {
        sample.histogram->write(name, sample.labels, out);
      } else {
        out += name + labels + ' ' +
               (sample.counter ? std::to_string(sample.counter->value()) : std::to_string(sample.read())) + '\n';
      }
    }
  }
  return out;
}

}  // namespace pizza::server
