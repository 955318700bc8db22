#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "core/door/line_place.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::door {

// The station's call button: tells each press, at its first touch.
class CallButton {
 public:
  // The level is that of a closed contact; the line is pulled to the other one. A simulated button
  // is a FIFO, made where it is missing: '1' closes the contact and '0' opens it, any other
  // character means nothing. The error is a sentence.
  [[nodiscard]] static std::expected<CallButton, std::string> open(loop::EventLoop& loop,
                                                                   const LinePlace& place,
                                                                   ActiveLevel active,
                                                                   std::function<void()> pressed);
  ~CallButton();
  CallButton(CallButton&&) noexcept;
  CallButton& operator=(CallButton&&) noexcept;

 private:
  struct State;
  struct OfFifo;
  struct OfPin;
  explicit CallButton(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;
};

}  // namespace portero::door
