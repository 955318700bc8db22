#pragma once

#include <expected>
#include <functional>
#include <string>

#include "io/door/contact.hpp"

namespace portero::door {

// The station's call button: tells each press, at its first touch.
class CallButton {
 public:
  // A contact that is closed while the button is pressed. The error is a sentence.
  [[nodiscard]] static std::expected<CallButton, std::string> open(loop::EventLoop& loop,
                                                                   const LinePlace& place,
                                                                   ActiveLevel active,
                                                                   std::function<void()> pressed);

 private:
  explicit CallButton(Contact contact) : contact_(std::move(contact)) {}

  Contact contact_;
};

}  // namespace portero::door
