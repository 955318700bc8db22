#include "apps/station/control_socket.hpp"

#include "io/ipc/control_json.hpp"

namespace portero::station {

std::expected<std::unique_ptr<ControlSocket>, std::string> ControlSocket::open(
    loop::EventLoop& loop, const std::filesystem::path& path, Obey obey) {
  std::unique_ptr<ControlSocket> control{new ControlSocket{loop, std::move(obey)}};
  ControlSocket* const self = control.get();
  auto listener = ipc::LineListener::listen(loop, path, [self](int fd) { self->accept(fd); });
  if (!listener) return std::unexpected{std::move(listener.error())};
  control->listener_.emplace(*std::move(listener));
  return control;
}

// The one that came first makes room.
void ControlSocket::accept(int fd) {
  if (connections_.size() == max_control_connections) connections_.erase(connections_.begin());
  const std::uint64_t id = ++last_connection_;
  connections_.try_emplace(id, loop_, fd,
                           [this, id](const ipc::LineEvent& event) { told(id, event); });
}

void ControlSocket::told(std::uint64_t connection, const ipc::LineEvent& event) {
  const auto socket = connections_.find(connection);
  if (socket == connections_.end()) return;
  const auto* const line = std::get_if<ipc::LineArrived>(&event);
  if (line == nullptr) {
    connections_.erase(socket);
    return;
  }
  const auto request = ipc::control_request(line->line);
  if (!request) return answer(connection, control::Refused{"not_understood", request.error()});
  obey_(*request, [this, connection](const control::Reply& reply) { answer(connection, reply); });
}

// Whoever asked may be gone by then.
void ControlSocket::answer(std::uint64_t connection, const control::Reply& reply) {
  const auto socket = connections_.find(connection);
  if (socket != connections_.end()) socket->second.send(ipc::to_json(reply));
}

}  // namespace portero::station
