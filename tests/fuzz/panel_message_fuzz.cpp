#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "core/panel/queue.hpp"
#include "io/ipc/panel_json.hpp"

// What the station and the panel process say to each other, were one of them out of its mind: what
// is understood reads back as it was written, and a card that is taken has times that a reader has.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace portero;
  const std::string_view line{reinterpret_cast<const char*>(data), size};
  if (const auto command = ipc::panel_command(line)) {
    const auto again = ipc::panel_command(ipc::to_json(*command));
    PORTERO_ASSERT(again && *again == *command, "a command changes on its way");
    if (const auto* send = std::get_if<panel::SendCard>(&*command)) {
      panel::Queue queue;
      const auto card = panel::card_of(*send);
      if (card && !queue.add(*card, base::TimePoint{}))
        PORTERO_ASSERT(queue.next_deadline() && queue.next(base::TimePoint{}) == card,
                       "a card that is taken is not sent");
    }
  }
  if (const auto event = ipc::panel_event(line)) {
    const auto again = ipc::panel_event(ipc::to_json(*event));
    PORTERO_ASSERT(again && *again == *event, "an event changes on its way");
  }
  return 0;
}
