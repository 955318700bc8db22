#pragma once

#include <memory>

#include "io/loop/event_loop.hpp"

namespace portero::loop {

// Owns an open file descriptor that does not block, and closes it in the end. It tells that
// something can be done; doing it is the owner's own call to the kernel.
class Descriptor {
 public:
  Descriptor(EventLoop& loop, int fd);
  ~Descriptor();
  Descriptor(Descriptor&&) noexcept;
  Descriptor& operator=(Descriptor&&) noexcept;

  [[nodiscard]] int fd() const;

  // Once: bytes, a connection to accept, an end or an error are there. Asking again before it was
  // told replaces what is told; destroying the descriptor forgets it.
  void when_readable(Task then);
  void when_writable(Task then);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace portero::loop
