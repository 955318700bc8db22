#include "core/sip/authentication.hpp"

namespace portero::sip {

std::expected<void, DigestRefusal> Authentication::challenged(const Response& response) {
  const bool by_server = response.status == 401;
  const auto challenges =
      by_server ? www_challenges(response.headers) : proxy_challenges(response.headers);
  if (!challenges) return std::unexpected{DigestRefusal::unknown_algorithm};
  return (by_server ? server_ : proxy_).challenged(*challenges);
}

void Authentication::authorize(Request& request) {
  const auto add = [&](DigestClient& client, HeaderId id) {
    request.headers.remove(id);
    const auto credentials =
        client.credentials(request.method.text(), to_string(request.uri), request.body, cnonce_);
    if (credentials) request.headers.append(id, to_string(*credentials));
  };
  add(server_, HeaderId::authorization);
  add(proxy_, HeaderId::proxy_authorization);
}

}  // namespace portero::sip
