#include "io/process/inherited_socket.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

namespace portero::process {
namespace {

int number_of(SocketType type) { return type == SocketType::stream ? SOCK_STREAM : SOCK_SEQPACKET; }

bool is_socket(int descriptor, int type) {
  int its = 0;
  socklen_t size = sizeof its;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &its, &size) == 0 && its == type;
}

}  // namespace

std::optional<std::string> objection_to_socket(int descriptor, SocketType type) {
  if (is_socket(descriptor, number_of(type))) return std::nullopt;
  return fmt::format("--socket: {} is no {} socket. portero-station starts this program with one",
                     descriptor, type == SocketType::stream ? "stream" : "packet");
}

}  // namespace portero::process
