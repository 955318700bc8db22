#include <algorithm>

#include "base/assert.hpp"
#include "base/overloaded.hpp"
#include "core/sip/fields.hpp"
#include "core/sip/random_hex.hpp"
#include "core/sip/registration.hpp"

// Requests and what servers say to them.
namespace portero::sip {

using namespace registration;

namespace {

base::Duration refresh_delay(std::uint32_t expires, base::Dice& dice) {
  const base::Duration granted = std::chrono::seconds(expires);
  return std::clamp(dice.between(granted / 2, granted / 4 * 3), soonest_refresh, latest_refresh);
}

RegistrationFailure loop_of(const Candidate& server) {
  return {.trouble = RegistrationTrouble::refused,
          .sentence = in_words(server) + " asks for the same again and again."};
}

}  // namespace

void Registration::refresh() {
  PORTERO_ASSERT(binding_, "only a binding is refreshed");
  const Way way = binding_->way;
  // A server that is not the zone's first is left when a better one is back.
  if (way.server.rank > 0) return begin_round();
  round_ = Round{.registrar = way.registrar, .is_refresh = true};
  ask(way, 1);
}

void Registration::ask(const Way& way, int requests) {
  if (requests > max_requests_of_an_attempt) return attempt_failed(way, loop_of(way.server));
  const NameAddr contact = contact_for(account_, way.server.transport, way.seen, outbound_);
  actions_.push_back(SendRegister{way.flow, make_request(way, contact, expires_)});
  state_ = Asking{silence_ends(), way, contact, requests};
}

Request Registration::make_request(const Way& way, const NameAddr& contact, std::uint32_t expires) {
  std::optional<NameAddr> stale = binding_ ? binding_->contact : stale_contact_;
  if (stale && stale->uri == contact.uri) stale.reset();
  Request request = make_register({.account = account_,
                                   .registrar = way.registrar,
                                   .call_id = call_id_,
                                   .tag = tag_,
                                   .sequence = ++sequence_,
                                   .contact = contact,
                                   .stale_contact = std::move(stale),
                                   .expires = expires,
                                   .outbound = outbound_});
  const auto authorize = [&](DigestClient& digest, HeaderId header) {
    const auto credentials = digest.credentials("REGISTER", to_string(way.registrar), request.body,
                                                random_hex(dice_.next()));
    if (credentials) request.headers.append(header, to_string(*credentials));
    return credentials.has_value();
  };
  authorized_ = authorize(digest_, HeaderId::authorization);
  authorized_ |= authorize(proxy_digest_, HeaderId::proxy_authorization);
  return request;
}

void Registration::response_received(const Response& response) {
  const auto number = cseq(response.headers);
  if (!number || *number != CSeq{sequence_, MethodId::register_}) return;
  if (auto* asking = std::get_if<Asking>(&state_)) {
    if (response.status >= 200) return answered(Asking{*asking}, response);
    asking->until = now_ + timer::give_up;
  }
}

void Registration::answered(Asking asking, const Response& response) {
  Way& way = asking.way;
  way.seen = seen_source(response, way.local);
  const int next = asking.requests + 1;
  std::visit(
      base::overloaded{
          [&](const RegistrationGranted& granted) { bound(asking, granted); },
          [&](const RegistrationChallenged& challenge) { challenged(asking, challenge); },
          [&](const ExpiresTooBrief& brief) {
            if (brief.least <= expires_ || brief.least > longest_expires)
              return attempt_failed(way, loop_of(way.server));
            expires_ = brief.least;
            ask(way, next);
          },
          [&](const OutboundLacking&) {
            outbound_ = false;
            ask(way, next);
          },
          [&](const RegistrationRedirected& redirect) { redirected(asking, redirect.target); },
          [&](const ServerFailing& failing) {
            if (failing.retry_after)
              let_rest(way.server, std::chrono::seconds(*failing.retry_after), failing.failure);
            attempt_failed(way, failing.failure);
          },
          [&](const RegistrationRefused& refusal) { refused(way, refusal.failure); },
      },
      read_register_response(response, asking.contact, expires_, authorized_));
}

void Registration::let_rest(const Candidate& server, base::Duration wanted,
                            const RegistrationFailure& why) {
  if (resting_servers_.size() >= max_candidates) return;
  resting_servers_[server.server] = {now_ + std::min(wanted, longest_retry_after), why};
}

void Registration::bound(const Asking& asking, const RegistrationGranted& granted) {
  const Way& way = asking.way;
  const base::TimePoint since = binding_ ? binding_->since : now_;
  if (binding_ && binding_->way.flow != way.flow) actions_.push_back(CloseFlow{binding_->way.flow});
  const Binding binding{way, asking.contact, since};
  binding_ = binding;
  stale_contact_.reset();
  network_ = true;
  state_ = Resting{now_ + refresh_delay(granted.expires, dice_)};
  tell(Registered{.flow = way.flow,
                  .server = way.server,
                  .expires = granted.expires,
                  .contact = asking.contact.uri,
                  .service_routes = granted.service_routes,
                  .keep_alive_confirmed = granted.keep_alive_confirmed,
                  .flow_timer = granted.flow_timer});
  correct_contact(binding);
}

// The answer showed where we really are; calls must find us there.
void Registration::correct_contact(const Binding& binding) {
  const Way& way = binding.way;
  const NameAddr right = contact_for(account_, way.server.transport, way.seen, outbound_);
  if (right.uri == binding.contact.uri) return;
  if (last_correction_ && now_ < *last_correction_ + between_corrections) return;
  last_correction_ = now_;
  round_ = Round{.registrar = way.registrar, .is_refresh = true};
  ask(way, 1);
}

void Registration::challenged(const Asking& asking, const RegistrationChallenged& challenge) {
  if (const auto taken = take_challenge(challenge); !taken)
    return refused(asking.way, taken.error());
  ask(asking.way, asking.requests + 1);
}

std::expected<void, RegistrationFailure> Registration::take_challenge(
    const RegistrationChallenged& challenge) {
  DigestClient& digest = challenge.status == 401 ? digest_ : proxy_digest_;
  const auto taken = digest.challenged(challenge.challenges);
  if (taken) return {};
  const auto failure = [&](RegistrationTrouble trouble, std::string sentence) {
    return std::unexpected{RegistrationFailure{trouble, challenge.status, std::move(sentence)}};
  };
  switch (taken.error()) {
    case DigestRefusal::other_realm:
      return failure(RegistrationTrouble::wrong_credentials,
                     challenge.challenges.empty()
                         ? "The server asks for a password without naming a realm."
                         : "The server asks for the password of the realm \"" +
                               challenge.challenges.front().realm + "\", not of the one set.");
    case DigestRefusal::unknown_algorithm:
      return failure(RegistrationTrouble::refused,
                     "The server checks passwords in a way that is not known here.");
    case DigestRefusal::wrong_credentials: break;
  }
  return failure(RegistrationTrouble::wrong_credentials,
                 "The server refuses the username or the password.");
}

// RFC 3261 section 8.1.3.4. The transport stays that of the settings: nobody is led away from TLS.
void Registration::redirected(const Asking& asking, Target target) {
  if (round_.redirects == max_redirects_of_a_round)
    return attempt_failed(asking.way, loop_of(asking.way.server));
  abandon_attempt();
  if (account_.server.transport) target.transport = account_.server.transport;
  round_ = Round{.registrar = registrar_uri(target), .redirects = round_.redirects + 1};
  locate(target);
}

}  // namespace portero::sip
