#include "core/sip/hop.hpp"

namespace portero::sip {

std::string_view name(Transport transport) {
  switch (transport) {
    case Transport::udp: return "UDP";
    case Transport::tcp: return "TCP";
    case Transport::tls: return "TLS";
  }
  return "";
}

}  // namespace portero::sip
