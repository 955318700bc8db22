#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "core/control/message.hpp"
#include "io/ipc/line_listener.hpp"
#include "io/ipc/line_socket.hpp"

namespace portero::station {

inline constexpr std::size_t max_control_connections = 16;

// Where porteroctl comes: each line is a request, each gets its reply.
class ControlSocket {
 public:
  // Answered once, at once or later from within the loop.
  using Answer = std::function<void(const control::Reply&)>;
  using Obey = std::function<void(const control::Request&, const Answer&)>;

  // An error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<ControlSocket>, std::string> open(
      loop::EventLoop& loop, const std::filesystem::path& path, Obey obey);

 private:
  ControlSocket(loop::EventLoop& loop, Obey obey) : loop_(loop), obey_(std::move(obey)) {}
  void accept(int fd);
  void told(std::uint64_t connection, const ipc::LineEvent& event);
  void answer(std::uint64_t connection, const control::Reply& reply);

  loop::EventLoop& loop_;
  Obey obey_;
  std::optional<ipc::LineListener> listener_;
  std::map<std::uint64_t, ipc::LineSocket> connections_;
  std::uint64_t last_connection_ = 0;
};

}  // namespace portero::station
