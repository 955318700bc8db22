#include "io/http/server.hpp"

#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "base/assert.hpp"
#include "base/overloaded.hpp"
#include "io/http/conversation.hpp"
#include "io/loop/timer.hpp"
#include "io/net/streams.hpp"

namespace portero::http {
namespace {

net::StreamLimits stream_limits(const ServerLimits& limits) {
  return {.max_connections = limits.max_connections,
          .max_incoming_per_source = limits.max_connections_per_source,
          .max_queued_bytes = limits.max_queued_bytes,
          .incoming_idle_timeout = limits.idle_timeout};
}

struct Client {
  Client(loop::EventLoop& loop, std::shared_ptr<Conversation> its_conversation)
      : conversation(std::move(its_conversation)), patience(loop) {}

  std::shared_ptr<Conversation> conversation;
  loop::Timer patience;
  std::optional<std::uint64_t> awaited{};
};

std::string_view text_of(base::ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

base::ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

class Server::Shared : public std::enable_shared_from_this<Shared> {
 public:
  Shared(loop::EventLoop& loop, const ServerLimits& limits, Handler handler, Fields headers_of_all)
      : loop_(loop),
        limits_(limits),
        handler_(std::move(handler)),
        headers_of_all_(std::move(headers_of_all)),
        streams_(std::in_place, loop, stream_limits(limits),
                 [this](const net::StreamEvent& event) { told(event); }) {}

  std::expected<base::Endpoint, transport::Failure> listen(
      const base::Endpoint& local, std::shared_ptr<const net::TlsServer> tls) {
    PORTERO_ASSERT(streams_.has_value(), "a server that was stopped listens no more");
    return streams_->listen(local, std::move(tls));
  }

  void use(const std::shared_ptr<const net::TlsServer>& tls) {
    if (streams_) streams_->use(tls);
  }

  void stop() {
    for (auto& [id, client] : clients_) client.conversation->gone();
    clients_.clear();
    streams_.reset();
  }

 private:
  void told(const net::StreamEvent& event) {
    const auto alive = shared_from_this();
    std::visit(base::overloaded{[this](const net::ConnectionOpened& opened) { begin(opened); },
                                [this](const net::BytesReceived& came) { receive(came); },
                                [this](const net::ConnectionClosed& closed) { forget(closed.id); }},
               event);
  }

  void begin(const net::ConnectionOpened& opened) {
    const net::ConnectionId id = opened.id;
    const auto send = [weak = weak_from_this(), id](std::string_view text) {
      if (const auto self = weak.lock()) self->send(id, text);
    };
    const auto close = [weak = weak_from_this(), id] {
      if (const auto self = weak.lock()) self->close(id);
    };
    const auto go_on_later = [weak = weak_from_this(), id] {
      if (const auto self = weak.lock()) self->go_on_later(id);
    };
    const auto keep = [weak = weak_from_this(), id] {
      const auto self = weak.lock();
      if (self && self->streams_) self->streams_->keep(id);
    };
    Conversation::Line line{.send = send,
                            .close = close,
                            .go_on_later = go_on_later,
                            .keep = keep,
                            .headers_of_all = headers_of_all_};
    auto conversation = std::make_shared<Conversation>(opened.remote, limits_.max_body_bytes,
                                                       std::move(line), handler_);
    clients_.try_emplace(id, loop_, std::move(conversation));
  }

  void receive(const net::BytesReceived& came) {
    const auto found = clients_.find(came.id);
    if (found == clients_.end()) return;
    const auto conversation = found->second.conversation;
    conversation->receive(text_of(came.bytes));
    watch(came.id);
  }

  // The time runs from the first byte of a request: one byte now and then does not prolong it.
  void watch(net::ConnectionId id) {
    const auto found = clients_.find(id);
    if (found == clients_.end()) return;
    Client& client = found->second;
    const auto awaited = client.conversation->awaited();
    if (awaited == std::exchange(client.awaited, awaited)) return;
    if (!awaited) return client.patience.cancel();
    client.patience.start(limits_.request_timeout,
                          [conversation = client.conversation] { conversation->give_up(); });
  }

  void send(net::ConnectionId id, std::string_view text) {
    if (!streams_) return;
    // Where the connection is gone, that is told.
    std::ignore = streams_->send(id, bytes_of(text));
    // An answer lets the rest of the next request be awaited.
    loop_.post([weak = weak_from_this(), id] {
      if (const auto self = weak.lock()) self->watch(id);
    });
  }

  void go_on_later(net::ConnectionId id) {
    loop_.post([weak = weak_from_this(), id] {
      const auto self = weak.lock();
      if (!self) return;
      const auto found = self->clients_.find(id);
      if (found == self->clients_.end()) return;
      const auto conversation = found->second.conversation;
      conversation->go_on();
      self->watch(id);
    });
  }

  void close(net::ConnectionId id) {
    if (streams_) streams_->close(id);
    forget(id);
  }

  void forget(net::ConnectionId id) {
    const auto found = clients_.find(id);
    if (found == clients_.end()) return;
    const auto conversation = std::move(found->second.conversation);
    clients_.erase(found);
    conversation->gone();
  }

  loop::EventLoop& loop_;
  ServerLimits limits_;
  Handler handler_;
  Fields headers_of_all_;
  std::map<net::ConnectionId, Client> clients_;
  std::optional<net::Streams> streams_;
};

Server::Server(loop::EventLoop& loop, const ServerLimits& limits, Handler handler,
               Fields headers_of_all)
    : shared_(
          std::make_shared<Shared>(loop, limits, std::move(handler), std::move(headers_of_all))) {}
Server::~Server() { shared_->stop(); }

void Server::use(const std::shared_ptr<const net::TlsServer>& tls) { shared_->use(tls); }

std::expected<base::Endpoint, transport::Failure> Server::listen(
    const base::Endpoint& local, std::shared_ptr<const net::TlsServer> tls) {
  return shared_->listen(local, std::move(tls));
}

}  // namespace portero::http
