#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "io/ipc/control_json.hpp"

// Whatever a process of this machine writes to the station's socket: what is understood reads back
// as it was written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace portero;
  const std::string_view line{reinterpret_cast<const char*>(data), size};
  if (const auto request = ipc::control_request(line)) {
    const auto again = ipc::control_request(ipc::to_json(*request));
    PORTERO_ASSERT(again && *again == *request, "a request changes on its way");
  }
  if (const auto reply = ipc::control_reply(line)) {
    const auto again = ipc::control_reply(ipc::to_json(*reply));
    PORTERO_ASSERT(again && *again == *reply, "a reply changes on its way");
  }
  return 0;
}
