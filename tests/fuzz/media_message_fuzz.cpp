#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "io/ipc/media_json.hpp"

// What the station and the media process say to each other, were one of them out of its mind: what
// is understood reads back as it was written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace portero;
  const std::string_view line{reinterpret_cast<const char*>(data), size};
  if (const auto command = ipc::media_command(line)) {
    const auto again = ipc::media_command(ipc::to_json(*command));
    PORTERO_ASSERT(again && *again == *command, "a command changes on its way");
  }
  if (const auto event = ipc::media_event(line)) {
    const auto again = ipc::media_event(ipc::to_json(*event));
    PORTERO_ASSERT(again && *again == *event, "an event changes on its way");
  }
  return 0;
}
