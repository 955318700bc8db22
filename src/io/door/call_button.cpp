#include "io/door/call_button.hpp"

#include <utility>

#include "core/door/button.hpp"

namespace portero::door {

std::expected<CallButton, std::string> CallButton::open(loop::EventLoop& loop,
                                                        const LinePlace& place, ActiveLevel active,
                                                        std::function<void()> pressed) {
  auto contact = Contact::open(
      loop, place, active, "portero-station",
      [button = Button{}, pressed = std::move(pressed)](bool closed, base::TimePoint at) mutable {
        if (button.handle(closed, at)) pressed();
      });
  if (!contact) return std::unexpected{"The call button: " + contact.error()};
  return CallButton{*std::move(contact)};
}

}  // namespace portero::door
