#include "core/sip/capabilities.hpp"

#include <algorithm>

#include "core/sip/content_type.hpp"
#include "core/sip/option_tags.hpp"

namespace portero::sip {

int status_of_method(const Method& method) {
  switch (method.id()) {
    case MethodId::invite:
    case MethodId::ack:
    case MethodId::cancel:
    case MethodId::bye:
    case MethodId::options:
    case MethodId::info:
    case MethodId::prack:
    case MethodId::update: return 0;
    // Without a subscription each NOTIFY is a stray one (RFC 6665 section 4.1.3).
    case MethodId::notify: return 481;
    case MethodId::register_:
    case MethodId::refer:
    case MethodId::message:
    case MethodId::subscribe:
    case MethodId::publish: return 405;
    case MethodId::other: return 501;
  }
  return 501;
}

Field<std::vector<std::string>> unsupported_requirements(const Headers& headers) {
  auto tags = require(headers);
  const auto ours = parse_option_tags(supported_extensions);
  if (tags && ours)
    std::erase_if(*tags, [&](const std::string& tag) { return has_option(*ours, tag); });
  return tags;
}

bool accepts_sdp(const Headers& headers) {
  const auto accepted = accept(headers);
  if (!accepted || accepted->empty()) return true;
  return std::ranges::any_of(*accepted, [](const ContentType& range) {
    return range.is("application/sdp") || range.is("application/*") || range.is("*/*");
  });
}

Response refusal(const Request& request, int status, std::string_view reason) {
  Response response = response_to(request, status, reason);
  if (status == 405 || status == 501) response.headers.set(HeaderId::allow, allowed_methods);
  if (status == 415) {
    response.headers.set(HeaderId::accept, accepted_bodies);
    response.headers.set(HeaderName::from_text("Accept-Encoding"), "identity");
  }
  return response;
}

Response answer_to_options(const Request& request) {
  Response response = response_to(request, 200);
  response.headers.set(HeaderId::allow, allowed_methods);
  response.headers.set(HeaderId::supported, supported_extensions);
  response.headers.set(HeaderId::accept, accepted_bodies);
  return response;
}

}  // namespace portero::sip
