#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "io/loop/event_loop.hpp"

// Between the processes of one machine: Unix sockets, one JSON value a line.
namespace portero::ipc {

inline constexpr std::size_t max_line_bytes = std::size_t{256} * 1024;
// What may wait for a slow reader before it is given up.
inline constexpr std::size_t max_waiting_bytes = std::size_t{1024} * 1024;

struct LineArrived {
  std::string line;  // without its end
};

enum class ClosedBy : std::uint8_t { other_end, line_too_long, reader_too_slow, failure };

// The last event.
struct Closed {
  ClosedBy why;
};

using LineEvent = std::variant<LineArrived, Closed>;

// One end of a connected socket. The handler may send and may destroy the socket.
class LineSocket {
 public:
  using Handler = std::function<void(const LineEvent&)>;

  // Takes the descriptor, which does not block.
  LineSocket(loop::EventLoop& loop, int fd, Handler handler);
  ~LineSocket();
  LineSocket(LineSocket&&) noexcept;
  LineSocket& operator=(LineSocket&&) noexcept;

  // The line holds no line end. Nothing happens once the socket is closed.
  void send(std::string_view line);

 private:
  class Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::ipc
