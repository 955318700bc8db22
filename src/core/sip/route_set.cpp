#include "core/sip/route_set.hpp"

namespace portero::sip {
namespace {

// Without what RFC 3261 section 19.1.1 does not allow in a Request-URI.
Uri request_uri(Uri uri) {
  uri.headers.clear();
  uri.parameters.erase("method");
  return uri;
}

}  // namespace

Uri direct(Request& request, const Uri& target, const RouteSet& routes) {
  request.uri = request_uri(target);
  request.headers.remove(HeaderId::route);
  if (routes.empty()) return request.uri;

  const Uri& first = routes.front().uri;
  const bool loose = first.parameters.has("lr");
  for (std::size_t i = loose ? 0 : 1; i < routes.size(); ++i)
    request.headers.append(HeaderId::route, to_string(routes[i]));
  if (!loose) {
    request.headers.append(HeaderId::route, to_string(NameAddr{.uri = target}));
    request.uri = request_uri(first);
  }
  return first;
}

}  // namespace portero::sip
