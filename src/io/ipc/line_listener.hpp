#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "io/loop/event_loop.hpp"

namespace portero::ipc {

// A sentence for people: what failed, where and why.
using SocketError = std::string;

// Waits at a path for other processes of this machine; only this user and group may come.
class LineListener {
 public:
  // Gets the descriptor of each who comes, for a LineSocket.
  using Accepted = std::function<void(int fd)>;

  // A socket that a dead process left behind is replaced; one that somebody listens at is not.
  [[nodiscard]] static std::expected<LineListener, SocketError> listen(
      loop::EventLoop& loop, const std::filesystem::path& path, Accepted accepted);
  ~LineListener();
  LineListener(LineListener&&) noexcept;
  LineListener& operator=(LineListener&&) noexcept;

 private:
  class Shared;
  explicit LineListener(std::shared_ptr<Shared> shared);

  std::shared_ptr<Shared> shared_;
};

// The descriptor of a socket that is connected to whoever listens at the path.
[[nodiscard]] std::expected<int, SocketError> connect(const std::filesystem::path& path);

}  // namespace portero::ipc
