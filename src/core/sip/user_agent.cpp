#include "core/sip/user_agent.hpp"

#include <algorithm>

#include "core/sip/capabilities.hpp"
#include "core/sip/option_tags.hpp"

namespace portero::sip {
namespace {

constexpr std::string_view retry_after_s = "30";

bool callable(const Uri& uri) {
  return uri.scheme == Scheme::sip || uri.scheme == Scheme::sips || uri.scheme == Scheme::tel;
}

}  // namespace

Caller caller_of(const Headers& invite, Source source) {
  NameAddr party;
  if (const auto said = from(invite)) party = *said;
  if (source == Source::trusted)
    if (const auto asserted = asserted_identities(invite); asserted && !asserted->empty())
      party = asserted->front();
  return {.user = percent_decoded(party.uri.user),
          .display_name = party.display_name,
          .uri = party.uri};
}

SessionId UserAgent::call(const PlaceCall& call, const Entropy& entropy, base::TimePoint now,
                          UserAgentActions& actions) {
  const SessionId id = ids_.next();
  pass_on(sessions_.try_emplace(id, config_, session_ids(entropy)).first, call, now, actions);
  return id;
}

void UserAgent::handle(SessionId id, const SessionInput& input, base::TimePoint now,
                       UserAgentActions& actions) {
  if (const auto session = sessions_.find(id); session != sessions_.end())
    pass_on(session, input, now, actions);
}

void UserAgent::pass_on(Sessions::iterator session, const SessionInput& input, base::TimePoint now,
                        UserAgentActions& actions) {
  for (SessionAction& action : session->second.handle(input, now))
    actions.push_back(FromSession{session->first, std::move(action)});
  if (session->second.finished()) sessions_.erase(session);
}

void UserAgent::request_arrived(const RequestArrived& arrived, Source source,
                                const Entropy& entropy, base::TimePoint now,
                                UserAgentActions& actions) {
  if (!dialog_id_of(arrived.request.headers))
    return outside_of_dialogs(arrived, source, entropy, now, actions);
  if (const auto session = with_dialog(arrived.request.headers); session != sessions_.end())
    return pass_on(session, arrived, now, actions);
  actions.push_back(Respond{arrived.transaction, response_to(arrived.request, 481)});
}

void UserAgent::outside_of_dialogs(const RequestArrived& arrived, Source source,
                                   const Entropy& entropy, base::TimePoint now,
                                   UserAgentActions& actions) {
  auto answer = objection(arrived.request);
  if (!answer && arrived.request.method == Method{MethodId::invite})
    return begin_session(arrived, source, entropy, now, actions);
  if (!answer) answer = answer_to_options(arrived.request);
  set_to_tag(answer->headers, session_ids(entropy).tag);
  answer->headers.set(HeaderId::server, config_.product);
  actions.push_back(Respond{arrived.transaction, *std::move(answer)});
}

// In the order of RFC 3261 section 8.2. Max-Forwards is for those who forward: a request that has
// used it up has arrived all the same.
std::optional<Response> UserAgent::objection(const Request& request) const {
  if (const int status = status_of_method(request.method)) return refusal(request, status);
  const bool invite = request.method == Method{MethodId::invite};
  // BYE, INFO, PRACK and UPDATE live in dialogs only.
  if (!invite && request.method != Method{MethodId::options}) return refusal(request, 481);
  if (!callable(request.uri)) return refusal(request, 416);
  const auto unknown = unsupported_requirements(request.headers);
  if (!unknown) return refusal(request, 400, to_string(unknown.error()));
  if (!unknown->empty()) {
    Response bad_extension = refusal(request, 420);
    bad_extension.headers.set(HeaderId::unsupported, to_string(*unknown));
    return bad_extension;
  }
  if (!invite) return std::nullopt;
  if (!accepts_sdp(request.headers)) return refusal(request, 406);
  // Section 8.2.2.2: the same INVITE by another way, or one of ours that came back.
  const bool merged = std::ranges::any_of(
      sessions_, [&](const auto& entry) { return entry.second.began_with(request); });
  if (merged) return refusal(request, 482);
  if (calls() >= max_calls) return refusal(request, 486);
  if (sessions_.size() >= max_sessions) {
    Response full = refusal(request, 503);
    full.headers.set(HeaderId::retry_after, retry_after_s);
    return full;
  }
  return std::nullopt;
}

void UserAgent::begin_session(const RequestArrived& arrived, Source source, const Entropy& entropy,
                              base::TimePoint now, UserAgentActions& actions) {
  const SessionId id = ids_.next();
  const auto session = sessions_.try_emplace(id, config_, session_ids(entropy)).first;
  SessionActions wanted = session->second.handle(arrived, now);
  if (!session->second.finished()) {
    actions.push_back(CallArrived{id, caller_of(arrived.request.headers, source)});
    for (SessionAction& action : wanted) actions.push_back(FromSession{id, std::move(action)});
    return;
  }
  // Refused before anybody heard of it.
  for (const SessionAction& action : wanted)
    if (const auto* refusal = std::get_if<Respond>(&action)) actions.push_back(*refusal);
  sessions_.erase(session);
}

void UserAgent::ack_arrived(const AckArrived& arrived, base::TimePoint now,
                            UserAgentActions& actions) {
  if (const auto session = with_dialog(arrived.ack.headers); session != sessions_.end())
    pass_on(session, arrived, now, actions);
}

void UserAgent::invite_cancelled(const InviteCancelled& cancelled, base::TimePoint now,
                                 UserAgentActions& actions) {
  for (auto session = sessions_.begin(); session != sessions_.end();)
    pass_on(session++, cancelled, now, actions);
}

void UserAgent::time_passed(base::TimePoint now, UserAgentActions& actions) {
  for (auto session = sessions_.begin(); session != sessions_.end();)
    pass_on(session++, TimePassed{}, now, actions);
}

std::optional<base::Deadline> UserAgent::next_deadline() const {
  std::optional<base::Deadline> next;
  for (const auto& [id, session] : sessions_) {
    const auto own = session.next_deadline();
    if (own && (!next || own->at < next->at)) next = own;
  }
  return next;
}

std::size_t UserAgent::calls() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(sessions_, [](const auto& entry) { return !entry.second.ended(); }));
}

UserAgent::Sessions::iterator UserAgent::with_dialog(const Headers& request) {
  const auto id = dialog_id_of(request);
  return std::ranges::find_if(sessions_,
                              [&](const auto& entry) { return id && entry.second.has(*id); });
}

}  // namespace portero::sip
