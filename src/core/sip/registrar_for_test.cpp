#include "core/sip/registrar_for_test.hpp"

#include <algorithm>

#include "core/sip/fields.hpp"

namespace portero::sip {

std::optional<Response> RegistrarForTest::answer(const Request& request, base::TimePoint now) {
  requests.push_back(request);
  if (mood == Mood::silent) return std::nullopt;
  if (!script.empty()) {
    const auto next = script.front();
    script.pop_front();
    return next(request);
  }
  const auto credentials = credentials_for(request.headers, HeaderId::authorization, "pbx");
  const auto verdict = credentials
                           ? digest_.check(*credentials, password, "REGISTER", request.body, now)
                           : DigestVerdict::wrong;
  if (verdict == DigestVerdict::accepted && credentials->username == user)
    return registered(request, now);
  Response response = response_to(request, 401);
  const bool stale = verdict == DigestVerdict::stale;
  const std::string nonce = "nonce" + std::to_string(++nonces_);
  for (const DigestChallenge& challenge : digest_.challenge(nonce, stale, now))
    response.headers.append(HeaderId::www_authenticate, to_string(challenge));
  return response;
}

Response RegistrarForTest::registered(const Request& request, base::TimePoint now) {
  const std::uint32_t wanted = expires(request.headers).value().value_or(3600);
  for (const NameAddr& contact : contacts(request.headers).value().list) {
    const auto own = contact.parameters.value("expires");
    const std::uint32_t seconds =
        std::min(own ? parse_delta_seconds(*own).value() : wanted, granted);
    const std::string uri = to_string(contact.uri);
    if (seconds == 0)
      bindings.erase(uri);
    else
      bindings[uri] = now + std::chrono::seconds(seconds);
  }
  Response response = response_to(request, 200);
  for (const auto& [uri, until] : bindings) {
    if (until <= now) continue;
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(until - now).count();
    response.headers.append(HeaderId::contact, "<" + uri + ">;expires=" + std::to_string(left));
  }
  if (!server_header.empty()) {
    const auto colon = server_header.find(':');
    response.headers.append(HeaderName::from_text(server_header.substr(0, colon)),
                            trimmed(server_header.substr(colon + 1)));
  }
  return response;
}

void RegistrarForTest::restart() {
  bindings.clear();
  digest_ = DigestServer{"pbx", std::chrono::hours(1)};
  nonces_ += 1000;
}

std::set<std::string> RegistrarForTest::bound_at(base::TimePoint now) const {
  std::set<std::string> contacts;
  for (const auto& [uri, until] : bindings)
    if (until > now) contacts.insert(uri);
  return contacts;
}

}  // namespace portero::sip
