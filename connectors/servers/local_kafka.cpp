// SPDX-License-Identifier: Apache-2.0
#include "connectors/servers/local_kafka.h"

#include <csignal>
#include <fstream>
#include <sstream>

#include "connectors/servers/kafka_jars.h"

namespace pizza {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

// One cluster a folder, on loopback: the id need not tell it from others.
constexpr const char* cluster_id = "UGl6emFUd2luQnJva2Vycw";

constexpr const char* log_configuration = R"(status = error
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d %p %m (%c)%n
rootLogger.level = info
rootLogger.appenderRef.out.ref = out
)";

std::string text_behind(const fs::path& file, std::uintmax_t offset) {
  std::ifstream in(file, std::ios::binary);
  in.seekg(static_cast<std::streamoff>(offset));
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

LocalKafka::LocalKafka(Options options) : folder_(std::move(options.folder)), ports_(std::move(options.ports)) {
  if (options.brokers != 1 && options.brokers != 3) throw ServerError("Kafka runs with one broker or three");
  const fs::path java = find_program("java", "default-jre-headless");
  if (!have_kafka_jars())
    throw ServerMissing(kafka_jar_folder().string() +
                        ": Kafka's jars are not there; `pizzatwinctl servers fetch` gets them");
  const auto count = static_cast<std::size_t>(options.brokers);
  while (ports_.size() < 2 * count) ports_.push_back(free_port());
  for (std::size_t i = 0; i < count; ++i) {
    const fs::path home = folder_.path() / ("broker" + std::to_string(i + 1));
    fs::create_directories(home);
    give_to_server_user(home);
    Broker broker;
    broker.command.words = {java.string(),
                            count == 1 ? "-Xmx512m" : "-Xmx400m",
                            "-XX:+UseSerialGC",
                            "-Dlog4j2.configurationFile=" + (home / "log4j2.properties").string(),
                            "-cp",
                            kafka_jar_folder().string() + "/*",
                            "kafka.Kafka",
                            (home / "server.properties").string()};
    broker.command.folder = home;
    broker.command.log = home / "broker.log";
    broker.command.detached = options.detached;
    brokers_.push_back(std::move(broker));
    write_server_file(home / "log4j2.properties", log_configuration);
    write_server_file(home / "server.properties", properties(i));
    if (!fs::exists(home / "data" / "meta.properties")) format(i);
  }
  try {
    for (std::size_t i = 0; i < count; ++i) start(i);
    for (std::size_t i = 0; i < count; ++i) wait(i);
  } catch (...) {
    for (std::size_t i = 0; i < count; ++i) kill(i);  // also when they would have been left running
    throw;
  }
}

std::string LocalKafka::brokers() const {
  std::string all;
  for (std::size_t i = 0; i < brokers_.size(); ++i)
    all += (i == 0 ? "127.0.0.1:" : ",127.0.0.1:") + std::to_string(ports_[2 * i]);
  return all;
}

std::string LocalKafka::properties(std::size_t broker) const {
  const std::size_t count = ports_.size() / 2;
  const std::string copies = std::to_string(count == 1 ? 1 : 3), enough = std::to_string(count == 1 ? 1 : 2);
  const std::string port = std::to_string(ports_[2 * broker]), control = std::to_string(ports_[2 * broker + 1]);
  std::string voters;
  for (std::size_t i = 0; i < count; ++i)
    voters += (i == 0 ? "" : ",") + std::to_string(i + 1) + "@127.0.0.1:" + std::to_string(ports_[2 * i + 1]);
  return "process.roles=broker,controller\nnode.id=" + std::to_string(broker + 1) +
         "\nlisteners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + control +
         "\nadvertised.listeners=PLAINTEXT://127.0.0.1:" + port +
         "\ncontroller.listener.names=CONTROLLER\ninter.broker.listener.name=PLAINTEXT"
         "\nlistener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"
         "\ncontroller.quorum.voters=" +
         voters + "\nlog.dirs=" + (folder_.path() / ("broker" + std::to_string(broker + 1)) / "data").string() +
         "\nauto.create.topics.enable=false\ndefault.replication.factor=" + copies + "\nmin.insync.replicas=" + enough +
         "\noffsets.topic.num.partitions=1\noffsets.topic.replication.factor=" + copies +
         "\ntransaction.state.log.num.partitions=4\ntransaction.state.log.replication.factor=" + copies +
         "\ntransaction.state.log.min.isr=" + enough + "\nshare.coordinator.state.topic.replication.factor=" + copies +
         "\nshare.coordinator.state.topic.min.isr=" + enough +
         "\ngroup.initial.rebalance.delay.ms=0\nbroker.session.timeout.ms=6000\n";
}

void LocalKafka::format(std::size_t broker) {
  ProcessCommand command = brokers_[broker].command;
  command.detached = false;
  command.words[6] = "kafka.tools.StorageTool";
  command.words.insert(command.words.begin() + 7, {"format", "--cluster-id", cluster_id, "--config"});
  if (run_program(command, 60s) != 0) throw ServerError("Kafka cannot make its folder; see " + command.log.string());
}

void LocalKafka::start(std::size_t broker) {
  Broker& started = brokers_.at(broker);
  std::error_code none;
  const std::uintmax_t size = fs::file_size(started.command.log, none);
  started.log_before = none ? 0 : size;
  started.process = LocalProcess(started.command);
}

void LocalKafka::wait(std::size_t broker) {
  Broker& waited = brokers_.at(broker);
  wait_until_ready(
      waited.process, waited.command, "Kafka",
      [&] {
        return text_behind(waited.command.log, waited.log_before).find("Kafka Server started") != std::string::npos;
      },
      90s);
}

void LocalKafka::stop(std::size_t broker) {
  brokers_.at(broker).process.stop(SIGTERM, 20s);
}

void LocalKafka::freeze(std::size_t broker) {
  ::kill(brokers_.at(broker).process.pid(), SIGSTOP);
}

void LocalKafka::thaw(std::size_t broker) {
  ::kill(brokers_.at(broker).process.pid(), SIGCONT);
}

}  // namespace pizza
