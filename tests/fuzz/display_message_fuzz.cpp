#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "core/display/look.hpp"
#include "io/ipc/display_json.hpp"

// What the station and the display say to each other, were one of them out of its mind: what is
// understood reads back as it was written, and there is something to draw.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace portero;
  const std::string_view line{reinterpret_cast<const char*>(data), size};
  if (const auto command = ipc::display_command(line)) {
    const auto again = ipc::display_command(ipc::to_json(*command));
    PORTERO_ASSERT(again && *again == *command, "a command changes on its way");
    if (const auto* show = std::get_if<display::Show>(&*command))
      PORTERO_ASSERT(!name(display::view_of({}, *show)).empty(), "a screen without a view");
  }
  if (const auto event = ipc::display_event(line)) {
    const auto again = ipc::display_event(ipc::to_json(*event));
    PORTERO_ASSERT(again && *again == *event, "an event changes on its way");
  }
  return 0;
}
