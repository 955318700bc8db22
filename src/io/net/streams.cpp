#include "io/net/streams.hpp"

#include <algorithm>
#include <cerrno>
#include <list>
#include <map>
#include <unistd.h>
#include <utility>

#include "io/net/connection.hpp"
#include "io/net/socket_address.hpp"
#include "io/net/tcp_kernel.hpp"

namespace portero::net {

using base::Endpoint;
using transport::Failure;
using transport::FailureKind;

namespace {

constexpr int max_accepts_at_once = 16;
// Without a free descriptor there is nothing to accept with, yet the listener stays readable.
constexpr base::Duration pause_without_descriptors = std::chrono::milliseconds{100};

struct Listener {
  Listener(loop::EventLoop& loop, int fd, std::shared_ptr<const TlsServer> its_tls)
      : descriptor(loop, fd), pause(loop), tls(std::move(its_tls)) {}

  loop::Descriptor descriptor;
  loop::Timer pause;
  std::shared_ptr<const TlsServer> tls;
};

struct Entry {
  std::shared_ptr<Connection> connection;
  std::optional<TlsTarget> tls;

  [[nodiscard]] bool incoming() const {
    return connection->peer().direction == Connection::Direction::incoming;
  }
};

bool is_out_of_resources(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

class Streams::Shared : public std::enable_shared_from_this<Shared> {
 public:
  Shared(loop::EventLoop& loop, const StreamLimits& limits, Handler handler)
      : loop_(loop), limits_(limits), handler_(std::move(handler)) {}

  void close_all() {
    is_closed_ = true;
    listeners_.clear();
    for (auto& [id, entry] : open_) entry.connection->silence();
    for (auto& [id, connection] : finishing_) connection->silence();
    open_.clear();
    finishing_.clear();
  }

  std::expected<Endpoint, Failure> listen(const Endpoint& local,
                                          std::shared_ptr<const TlsServer> tls) {
    const auto fd = open_tcp_listener(local);
    if (!fd) return std::unexpected{fd.error()};
    Listener& listener = listeners_.emplace_back(loop_, *fd, std::move(tls));
    await_arrival(listener);
    return local_endpoint(*fd).value_or(local);
  }

  void use(const std::shared_ptr<const TlsServer>& tls) {
    for (Listener& listener : listeners_)
      if (listener.tls) listener.tls = tls;
  }

  std::expected<ConnectionId, Failure> connect(const Endpoint& remote,
                                               const std::optional<TlsTarget>& tls) {
    for (const auto& [id, entry] : open_) {
      const bool is_same = entry.connection->peer().remote == remote && entry.tls == tls;
      if (is_same && !entry.incoming() && entry.connection->usable()) return id;
    }
    if (open_.size() >= limits_.max_connections && !make_room())
      return std::unexpected{Failure{FailureKind::too_many_connections, {}}};
    const auto fd = open_tcp(remote);
    if (!fd) return std::unexpected{fd.error()};
    std::optional<TlsSession> session;
    if (tls) session = TlsSession::client(tls->client, tls->server_name);
    return add(*fd, {ids_.next(), remote, Connection::Direction::outgoing}, std::move(session),
               tls);
  }

  std::expected<void, Failure> send(ConnectionId id, base::ByteView bytes) {
    const auto found = open_.find(id);
    if (found == open_.end()) return std::unexpected{Failure{FailureKind::unknown_connection, {}}};
    return found->second.connection->send(bytes);
  }

  void keep(ConnectionId id) {
    if (const auto found = open_.find(id); found != open_.end()) found->second.connection->keep();
  }

  void close(ConnectionId id) {
    const auto found = open_.find(id);
    if (found == open_.end()) return;
    const std::shared_ptr<Connection> connection = std::move(found->second.connection);
    open_.erase(found);
    finishing_.emplace(id, connection);
    connection->finish();
  }

 private:
  ConnectionId add(int fd, const Connection::Peer& peer, std::optional<TlsSession> session,
                   const std::optional<TlsTarget>& tls) {
    const auto handler = [weak = weak_from_this()](const StreamEvent& event) {
      if (const auto self = weak.lock()) self->pass_on(event);
    };
    auto connection =
        std::make_shared<Connection>(loop_, fd, peer, limits_, std::move(session), handler);
    open_.emplace(peer.id, Entry{connection, tls});
    // An incoming connection opens at once: that is told later, as all else.
    loop_.post([weak = std::weak_ptr{connection}] {
      const auto self = weak.lock();
      if (self && self->usable()) self->start();
    });
    return peer.id;
  }

  void pass_on(const StreamEvent& event) {
    if (const auto* const closed = std::get_if<ConnectionClosed>(&event)) {
      finishing_.erase(closed->id);
      if (open_.erase(closed->id) == 0) return;
    }
    if (!is_closed_) handler_(event);
  }

  void await_arrival(Listener& listener) {
    listener.descriptor.when_readable([weak = weak_from_this(), &listener] {
      if (const auto self = weak.lock()) self->accept(listener);
    });
  }

  void accept(Listener& listener) {
    for (int i = 0; i < max_accepts_at_once; ++i) {
      const auto arrival = accept_tcp(listener.descriptor.fd());
      if (arrival) {
        admit(*arrival, listener);
      } else if (arrival.error() == EAGAIN) {
        break;
      } else if (is_out_of_resources(arrival.error())) {
        listener.pause.start(pause_without_descriptors, [weak = weak_from_this(), &listener] {
          if (const auto self = weak.lock()) self->await_arrival(listener);
        });
        return;
      }
    }
    await_arrival(listener);
  }

  void admit(const TcpArrival& arrival, const Listener& listener) {
    const auto of_source = std::ranges::count_if(open_, [&](const auto& item) {
      return item.second.incoming() &&
             item.second.connection->peer().remote.address == arrival.remote.address;
    });
    const auto leaving = std::ranges::count_if(finishing_, [&](const auto& item) {
      return item.second->peer().remote.address == arrival.remote.address;
    });
    const auto all_of_source = static_cast<std::size_t>(of_source + leaving);
    const bool is_too_many = all_of_source >= limits_.max_incoming_per_source;
    const bool is_full = open_.size() + finishing_.size() >= limits_.max_connections;
    if (is_too_many || (is_full && !make_room())) {
      ::close(arrival.fd);
      return;
    }
    std::optional<TlsSession> session;
    if (listener.tls) session = TlsSession::server(listener.tls);
    add(arrival.fd, {ids_.next(), arrival.remote, Connection::Direction::incoming},
        std::move(session), std::nullopt);
  }

  // Who says goodbye has had its time.
  bool make_room() {
    if (!finishing_.empty()) {
      finishing_.begin()->second->fail({FailureKind::too_many_connections, {}});
      return true;
    }
    const Entry* quietest = nullptr;
    for (const auto& [id, entry] : open_) {
      const bool is_candidate =
          entry.incoming() && entry.connection->usable() && !entry.connection->is_kept();
      if (is_candidate &&
          (quietest == nullptr || entry.connection->heard_at() < quietest->connection->heard_at()))
        quietest = &entry;
    }
    if (quietest != nullptr) quietest->connection->fail({FailureKind::too_many_connections, {}});
    return quietest != nullptr;
  }

  loop::EventLoop& loop_;
  StreamLimits limits_;
  Handler handler_;
  bool is_closed_ = false;
  base::IdSequence<ConnectionId> ids_;
  std::list<Listener> listeners_;
  std::map<ConnectionId, Entry> open_;
  std::map<ConnectionId, std::shared_ptr<Connection>> finishing_;
};

Streams::Streams(loop::EventLoop& loop, const StreamLimits& limits, Handler handler)
    : shared_(std::make_shared<Shared>(loop, limits, std::move(handler))) {}
Streams::~Streams() { shared_->close_all(); }

std::expected<Endpoint, Failure> Streams::listen(const Endpoint& local,
                                                 std::shared_ptr<const TlsServer> tls) {
  return shared_->listen(local, std::move(tls));
}

void Streams::use(const std::shared_ptr<const TlsServer>& tls) { shared_->use(tls); }

std::expected<ConnectionId, Failure> Streams::connect(const Endpoint& remote,
                                                      const std::optional<TlsTarget>& tls) {
  return shared_->connect(remote, tls);
}

std::expected<void, Failure> Streams::send(ConnectionId id, base::ByteView bytes) {
  return shared_->send(id, bytes);
}

void Streams::keep(ConnectionId id) { shared_->keep(id); }
void Streams::close(ConnectionId id) { shared_->close(id); }

}  // namespace portero::net
