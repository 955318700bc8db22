#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "base/time.hpp"
#include "core/door/line_place.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::door {

// A line that somebody else closes and opens: a button, the panel's LED. Tells each movement,
// bounces included.
class Contact {
 public:
  using Moved = std::function<void(bool closed, base::TimePoint at)>;

  // The level is that of a closed contact; the line is pulled to the other one. `user` is whom
  // gpioinfo names. A simulated contact is a FIFO, made where it is missing: '1' closes it and '0'
  // opens it, any other character means nothing. The error is a sentence.
  [[nodiscard]] static std::expected<Contact, std::string> open(loop::EventLoop& loop,
                                                                const LinePlace& place,
                                                                ActiveLevel active,
                                                                const char* user, Moved moved);
  ~Contact();
  Contact(Contact&&) noexcept;
  Contact& operator=(Contact&&) noexcept;

  // As it is now; a simulated one begins open.
  [[nodiscard]] bool closed() const;

 private:
  struct State;
  struct OfFifo;
  struct OfPin;
  explicit Contact(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;
};

}  // namespace portero::door
