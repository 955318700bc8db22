#pragma once

#include <ares.h>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "core/transport/failure.hpp"
#include "io/loop/descriptor.hpp"

namespace portero::net {

// The sockets that c-ares opens, watched by the loop.
class DnsSockets {
 public:
  // Told which socket can be read or written; ARES_SOCKET_BAD for the other one.
  using Ready = std::function<void(ares_socket_t readable, ares_socket_t writable)>;

  DnsSockets(loop::EventLoop& loop, Ready ready) : loop_(loop), ready_(std::move(ready)) {}

  void use_in(ares_channel channel);
  // As ares_sock_state_cb tells.
  void watch(ares_socket_t fd, bool readable, bool writable);

  // What the last attempt to reach a name server met; none when its bytes came.
  [[nodiscard]] const std::optional<transport::Failure>& failure() const { return failure_; }

 private:
  struct Watched {
    loop::Descriptor descriptor;
    bool readable = false;
    bool writable = false;
  };

  static ares_socket_t open(int family, int type, int protocol, void* self);
  static int close(ares_socket_t fd, void* self);
  static int connect(ares_socket_t fd, const sockaddr* address, ares_socklen_t size, void* self);
  static ares_ssize_t receive(ares_socket_t fd, void* data, size_t size, int flags,
                              sockaddr* source, ares_socklen_t* source_size, void* self);
  static ares_ssize_t send(ares_socket_t fd, const iovec* pieces, int count, void* self);

  void note(int error);
  void await_readable(ares_socket_t fd);
  void await_writable(ares_socket_t fd);

  loop::EventLoop& loop_;
  Ready ready_;
  std::map<ares_socket_t, Watched> watched_;
  std::optional<transport::Failure> failure_;
};

}  // namespace portero::net
