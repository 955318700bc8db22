#include "core/sip/register_response.hpp"

#include <algorithm>

#include "core/sip/option_tags.hpp"
#include "core/sip/reason.hpp"

namespace portero::sip {
namespace {

bool same_binding(const NameAddr& theirs, const NameAddr& ours) {
  const auto instance = ours.parameters.value("+sip.instance");
  if (instance && theirs.parameters.value("+sip.instance") == instance &&
      theirs.parameters.value("reg-id") == ours.parameters.value("reg-id"))
    return true;
  return equivalent(theirs.uri, ours.uri);
}

// RFC 3261 section 10.2.4. A server that rewrites contacts names ours otherwise; when it is the
// only one, it is still ours.
std::uint32_t granted_seconds(const Response& response, const NameAddr& contact,
                              std::uint32_t requested) {
  const auto listed = contacts(response.headers);
  if (listed) {
    const auto& list = listed->list;
    auto ours = std::ranges::find_if(
        list, [&](const NameAddr& theirs) { return same_binding(theirs, contact); });
    if (ours == list.end() && list.size() == 1) ours = list.begin();
    if (ours != list.end())
      if (const auto expires = ours->parameters.value("expires"))
        if (const auto seconds = parse_delta_seconds(*expires)) return *seconds;
  }
  return expires(response.headers).value_or(std::nullopt).value_or(requested);
}

RegistrationFailure failure(RegistrationTrouble trouble, const Response& response,
                            std::string_view sentence) {
  return {
      trouble, response.status,
      std::string{sentence} + " (" + std::to_string(response.status) + " " + response.reason + ")"};
}

RegisterOutcome granted(const Response& response, const NameAddr& contact,
                        std::uint32_t requested) {
  const std::uint32_t seconds = granted_seconds(response, contact, requested);
  if (seconds == 0)
    return ServerFailing{failure(RegistrationTrouble::refused, response,
                                 "The server did not keep the registration."),
                         std::nullopt};
  RegistrationGranted granted{.expires = seconds};
  granted.service_routes = service_routes(response.headers).value_or(std::vector<NameAddr>{});
  const auto needed = require(response.headers).value_or(std::vector<std::string>{});
  const auto timer = response.headers.first(HeaderName::from_text("Flow-Timer"));
  if (timer) granted.flow_timer = parse_decimal<std::uint32_t>(*timer).value_or(0);
  granted.keep_alive_confirmed = has_option(needed, "outbound") || granted.flow_timer > 0;
  return granted;
}

RegisterOutcome challenged(const Response& response) {
  const auto challenges = response.status == 401 ? www_challenges(response.headers)
                                                 : proxy_challenges(response.headers);
  if (!challenges)
    return RegistrationRefused{failure(RegistrationTrouble::refused, response,
                                       "The server asks for a password in a way that cannot be "
                                       "read.")};
  return RegistrationChallenged{response.status, *challenges};
}

RegisterOutcome redirected(const Response& response) {
  if (const auto listed = contacts(response.headers))
    for (const NameAddr& contact : listed->list)
      if (auto target = target_of(contact.uri)) return RegistrationRedirected{*std::move(target)};
  return ServerFailing{failure(RegistrationTrouble::refused, response,
                               "The server sends the station elsewhere without saying where."),
                       std::nullopt};
}

RegisterOutcome failing(const Response& response) {
  return ServerFailing{
      failure(RegistrationTrouble::refused, response, "The server refuses for now."),
      retry_after(response.headers).value_or(std::nullopt)};
}

RegisterOutcome refused(RegistrationTrouble trouble, const Response& response,
                        std::string_view sentence) {
  return RegistrationRefused{failure(trouble, response, sentence)};
}

}  // namespace

RegisterOutcome read_register_response(const Response& response, const NameAddr& contact,
                                       std::uint32_t requested, bool authorized) {
  using Trouble = RegistrationTrouble;
  switch (response.status) {
    case 401:
    case 407: return challenged(response);
    case 403:
      if (authorized)
        return refused(Trouble::wrong_credentials, response, "The server refuses the account.");
      return refused(Trouble::account_unknown, response,
                     "The server does not let this account register.");
    case 404:
    case 410:
    case 484:
    case 604:
      return refused(Trouble::account_unknown, response, "The server does not know the account.");
    case 408:
    case 480: return failing(response);
    case 423:
      return ExpiresTooBrief{min_expires(response.headers).value_or(std::nullopt).value_or(0)};
    case 439: return OutboundLacking{};
    default: break;
  }
  if (response.status < 300) return granted(response, contact, requested);
  if (response.status < 400) return redirected(response);
  if (response.status >= 500) return failing(response);
  return refused(Trouble::refused, response, "The server refuses to register.");
}

base::Endpoint seen_source(const Response& response, const base::Endpoint& local) {
  const auto via = top_via(response.headers);
  if (!via) return local;
  base::Endpoint seen = local;
  if (const auto received = via->parameters.value("received"))
    if (const auto address = base::IpAddress::parse(*received)) seen.address = *address;
  if (const auto rport = via->parameters.value("rport"))
    if (const auto port = parse_decimal<std::uint16_t>(*rport); port && *port != 0)
      seen.port = *port;
  return seen;
}

}  // namespace portero::sip
