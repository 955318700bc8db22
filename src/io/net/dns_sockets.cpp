#include "io/net/dns_sockets.hpp"

#include <cerrno>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/uio.h>

#include "io/net/errno_failure.hpp"

namespace portero::net {

void DnsSockets::use_in(ares_channel channel) {
  static constexpr ares_socket_functions functions{&open, &close, &connect, &receive, &send};
  ares_set_socket_functions(channel, &functions, this);
}

ares_socket_t DnsSockets::open(int family, int type, int protocol, void*) {
  return ::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
}

int DnsSockets::close(ares_socket_t fd, void* self) {
  // What is watched is closed by its descriptor.
  if (static_cast<DnsSockets*>(self)->watched_.erase(fd) > 0) return 0;
  return ::close(fd);
}

int DnsSockets::connect(ares_socket_t fd, const sockaddr* address, ares_socklen_t size,
                        void* self) {
  const int result = ::connect(fd, address, size);
  if (result != 0 && errno != EINPROGRESS) static_cast<DnsSockets*>(self)->note(errno);
  return result;
}

ares_ssize_t DnsSockets::receive(ares_socket_t fd, void* data, size_t size, int flags,
                                 sockaddr* source, ares_socklen_t* source_size, void* self) {
  auto& sockets = *static_cast<DnsSockets*>(self);
  const ssize_t result = ::recvfrom(fd, data, size, flags, source, source_size);
  if (result > 0)
    sockets.failure_.reset();
  else if (result < 0 && errno != EAGAIN)
    sockets.note(errno);
  return result;
}

ares_ssize_t DnsSockets::send(ares_socket_t fd, const iovec* pieces, int count, void* self) {
  msghdr header{};
  header.msg_iov = const_cast<iovec*>(pieces);
  header.msg_iovlen = static_cast<std::size_t>(count);
  const ssize_t result = ::sendmsg(fd, &header, MSG_NOSIGNAL);
  if (result < 0 && errno != EAGAIN) static_cast<DnsSockets*>(self)->note(errno);
  return result;
}

// c-ares goes by errno too.
void DnsSockets::note(int error) {
  failure_ = failure_of_errno(error);
  errno = error;
}

void DnsSockets::watch(ares_socket_t fd, bool readable, bool writable) {
  auto found = watched_.find(fd);
  if (found == watched_.end()) {
    if (!readable && !writable) return;
    found = watched_.emplace(fd, Watched{loop::Descriptor{loop_, fd}}).first;
  }
  Watched& socket = found->second;
  const bool is_new_reader = readable && !socket.readable;
  const bool is_new_writer = writable && !socket.writable;
  socket.readable = readable;
  socket.writable = writable;
  if (is_new_reader) await_readable(fd);
  if (is_new_writer) await_writable(fd);
}

void DnsSockets::await_readable(ares_socket_t fd) {
  watched_.at(fd).descriptor.when_readable([this, fd] {
    if (!watched_.at(fd).readable) return;
    ready_(fd, ARES_SOCKET_BAD);
    if (const auto found = watched_.find(fd); found != watched_.end() && found->second.readable)
      await_readable(fd);
  });
}

void DnsSockets::await_writable(ares_socket_t fd) {
  watched_.at(fd).descriptor.when_writable([this, fd] {
    if (!watched_.at(fd).writable) return;
    ready_(ARES_SOCKET_BAD, fd);
    if (const auto found = watched_.find(fd); found != watched_.end() && found->second.writable)
      await_writable(fd);
  });
}

}  // namespace portero::net
