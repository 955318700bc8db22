#include "core/sip/stateless_answer.hpp"

#include <functional>

#include "core/sip/fields.hpp"
#include "core/sip/server_location.hpp"

namespace portero::sip {

Hop answers_to(const Hop& from, const Via& via) {
  Hop to = from;
  if (from.transport == Transport::udp && !via.parameters.has("rport"))
    to.remote.port = via.port.value_or(default_port(from.transport));
  return to;
}

void set_stateless_tag(Response& response) {
  const std::size_t tag = std::hash<std::string>{}(call_id(response.headers).value_or(""));
  set_to_tag(response.headers, "stateless" + std::to_string(tag));
}

Hop address_refusal(Response& refusal, const Hop& from) {
  set_stateless_tag(refusal);
  auto via = top_via(refusal.headers);
  if (!via) return from;
  const Hop to = answers_to(from, *via);
  stamp_source(*via, base::to_string(from.remote.address), from.remote.port);
  replace_top_via(refusal.headers, *via);
  return to;
}

}  // namespace portero::sip
