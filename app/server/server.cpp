// SPDX-License-Identifier: Apache-2.0
#include "app/server/server.h"

#include <spdlog/spdlog.h>

#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>

namespace pizza::server {

Server::Server(const ServerOptions& options, Realms& realms, std::shared_ptr<MapTiles> tiles)
    : context_(options.threads),
      busy_(net::make_work_guard(context_)),
      acceptor_(net::make_strand(context_)),
      deadline_(acceptor_.get_executor()),
      api_(realms, edges_, metrics_, context_.get_executor(), std::move(tiles)),
      edge_{options, api_, metrics_, connections_} {
  listen_on(options);
  realms.watch(edges_);
  describe_world();
}

Server::~Server() {
  stop();
  wait();
}

void Server::listen_on(const ServerOptions& options) {
  const std::string where = options.host + ":" + std::to_string(options.port);
  beast::error_code error;
  const auto found =
      tcp::resolver(context_).resolve(options.host, std::to_string(options.port), tcp::resolver::passive, error);
  if (error || found.empty())
    throw ServerError("--listen " + where + ": " + error.message() + ", expected a host of this machine");
  const tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
  if (error) throw ServerError("--listen " + where + ": " + error.message());
  port_ = acceptor_.local_endpoint().port();
}

void Server::describe_world() {
  using Kind = Metrics::Kind;
  const auto read = [&](Kind kind, const char* name, const char* help, auto figure) {
    metrics_.read(kind, name, help, {}, [this, figure] {
      return edges_.sum(
          [&](const RealmEdge& edge) { return static_cast<std::int64_t>((edge.host.figures().*figure).load()); });
    });
  };
  read(Kind::Counter, "pizza_world_jobs_total", "Jobs done by the business.", &WorldFigures::jobs);
  read(Kind::Counter, "pizza_world_refused_total", "Jobs refused: too many waited, or the books could not be reached.",
       &WorldFigures::refused);
  read(Kind::Counter, "pizza_world_commits_total", "Units of work committed.", &WorldFigures::commits);
  read(Kind::Counter, "pizza_world_events_total", "Events recorded.", &WorldFigures::events);
  read(Kind::Counter, "pizza_world_flushes_total", "Batches of commits made durable.", &WorldFigures::flushes);
  read(Kind::Counter, "pizza_world_flush_us_total", "Microseconds that these took.", &WorldFigures::flush_us);
  read(Kind::Gauge, "pizza_world_queue", "Jobs that wait.", &WorldFigures::waiting);
  read(Kind::Gauge, "pizza_world_agenda", "Timers and answers ahead.", &WorldFigures::scheduled);
  read(Kind::Gauge, "pizza_world_store_away", "Realms here whose books cannot be reached.", &WorldFigures::store_away);
  metrics_.read(Kind::Gauge, "pizza_realms", "Realms that are open here.", {},
                [this] { return edges_.sum([](const RealmEdge&) { return std::int64_t{1}; }); });
  metrics_.read(Kind::Gauge, "pizza_connections", "Open connections.", {},
                [this] { return static_cast<std::int64_t>(connections_.count()); });
  for (std::size_t i = 0; i < order_status_names.size(); ++i)
    metrics_.read(
        Kind::Gauge, "pizza_orders", "Orders by where they stand.", {{"status", std::string(order_status_names[i])}},
        [this, i] {
          return edges_.sum([i](const RealmEdge& edge) { return edge.census.count(static_cast<OrderStatus>(i)); });
        });
}

void Server::start() {
  net::post(acceptor_.get_executor(), [this] { accept(); });
  for (int i = 0; i < edge_.options.threads; ++i) threads_.emplace_back([this] { context_.run(); });
}

void Server::accept() {
  if (stopping_) return;
  acceptor_.async_accept(net::make_strand(context_), [this](beast::error_code error, tcp::socket socket) {
    if (stopping_) return;
    if (!error) {
      const bool refuse = connections_.count() >= edge_.options.max_connections;
      const auto session = std::make_shared<HttpSession>(std::move(socket), edge_, refuse);
      session->start(connections_.enter(session));
      return accept();
    }
    // Out of file descriptors, most likely: wait for some to come free.
    spdlog::warn("a connection could not be taken: {}", error.message());
    deadline_.expires_after(std::chrono::milliseconds(100));
    deadline_.async_wait([this](beast::error_code) { accept(); });
  });
}

void Server::stop() {
  if (stopping_.exchange(true)) return;
  api_.drain();
  net::post(acceptor_.get_executor(), [this] { drain(); });
}

void Server::drain() {
  beast::error_code ignored;
  acceptor_.close(ignored);
  deadline_.expires_after(edge_.options.drain);
  deadline_.async_wait([this](beast::error_code error) {
    if (error) return;
    spdlog::warn("{} connections did not end in time", connections_.count());
    context_.stop();
  });
  connections_.when_empty([this] {
    net::post(acceptor_.get_executor(), [this] {
      deadline_.cancel();
      context_.stop();  // whatever else the context serves: signals, timers
    });
  });
  connections_.go_away();
}

void Server::wait() {
  for (std::thread& thread : threads_)
    if (thread.joinable()) thread.join();
  threads_.clear();
}

}  // namespace pizza::server
