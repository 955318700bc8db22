#include "core/sip/outbound_size.hpp"

namespace portero::sip {

bool wants_stream(const Request& request) {
  return to_string(request).size() > max_udp_request_bytes;
}

}  // namespace portero::sip
