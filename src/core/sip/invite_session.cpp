#include "core/sip/invite_session.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "core/sip/capabilities.hpp"
#include "core/sip/media_control.hpp"

namespace portero::sip {

InviteSession::InviteSession(SessionConfig config, SessionIds ids)
    : config_(std::move(config)),
      ids_(std::move(ids)),
      authentication_(config_.account, ids_.cnonce),
      timer_(config_.intervals) {}

SessionActions InviteSession::handle(const SessionInput& input, base::TimePoint now) {
  if (finished_) return {};
  now_ = now;
  actions_.clear();
  std::visit([this](const auto& what) { on(what); }, input);
  finish_if_done();
  return std::move(actions_);
}

bool InviteSession::has(const DialogId& id) const {
  const auto is = [&](const Dialog& dialog) { return dialog.id() == id; };
  const auto* const calling = std::get_if<Calling>(&state_);
  return (usage_ && is(usage_->dialog)) || std::ranges::any_of(strays_, is) ||
         (calling != nullptr &&
          std::ranges::any_of(calling->forks, is,
                              [](const Usage& fork) -> const Dialog& { return fork.dialog; }));
}

bool InviteSession::began_with(const Request& invite) const {
  const auto* const incoming = std::get_if<Incoming>(&state_);
  const Headers& ours = incoming != nullptr ? incoming->invite.headers : invite_request_.headers;
  const auto tag = [](const Headers& headers) {
    const auto sender = from(headers);
    return sender ? std::string{sender->tag().value_or("")} : std::string{};
  };
  const auto theirs = cseq(invite.headers);
  const auto own = cseq(ours);
  return own && theirs && *own == *theirs && call_id(ours) == call_id(invite.headers) &&
         tag(ours) == tag(invite.headers);
}

void InviteSession::on(const HangUp& wish) {
  const SessionEnded ours{.why = EndCause::stopped, .words = "We ended the call."};
  if (auto* calling = std::get_if<Calling>(&state_)) {
    end(ours);
    give_up_calling(*calling, wish.reasons);
  } else if (const auto* incoming = std::get_if<Incoming>(&state_)) {
    reject_invite(reply(incoming->invite, 603), ours);
  } else if (std::holds_alternative<Talking>(state_)) {
    hang_up(wish.reasons, ours);
  }
}

void InviteSession::on(const AskForKeyFrame&) {
  if (!std::holds_alternative<Talking>(state_) || under_way(Purpose::key_frame)) return;
  Directed info = usage().dialog.request(MethodId::info);
  info.request.headers.append(HeaderId::content_type, "application/media_control+xml");
  info.request.body = key_frame_request;
  send_in_dialog(Purpose::key_frame, std::move(info));
}

void InviteSession::on(const Probe&) {
  if (!std::holds_alternative<Talking>(state_) || under_way(Purpose::probe)) return;
  Directed options = usage().dialog.request(MethodId::options);
  options.request.headers.append(HeaderId::accept, "application/sdp");
  send_in_dialog(Purpose::probe, std::move(options));
}

InviteSession::Usage& InviteSession::usage() {
  PORTERO_ASSERT(usage_.has_value(), "a session that was answered, or came, has a dialog");
  return *usage_;
}

InviteSession::Usage* InviteSession::usage_of(const DialogId& id) {
  if (usage_ && usage_->dialog.id() == id) return &*usage_;
  auto* const calling = std::get_if<Calling>(&state_);
  if (calling == nullptr) return nullptr;
  const auto fork = std::ranges::find_if(
      calling->forks, [&](const Usage& usage) { return usage.dialog.id() == id; });
  return fork == calling->forks.end() ? nullptr : &*fork;
}

Dialog* InviteSession::dialog_with(const std::string& remote_tag) {
  for (Dialog& stray : strays_)
    if (stray.id().remote_tag == remote_tag) return &stray;
  if (usage_ && usage().dialog.id().remote_tag == remote_tag) return &usage().dialog;
  if (auto* calling = std::get_if<Calling>(&state_))
    for (Usage& fork : calling->forks)
      if (fork.dialog.id().remote_tag == remote_tag) return &fork.dialog;
  return nullptr;
}

Response InviteSession::reply(const Request& request, int status) const {
  Response response = refusal(request, status);
  set_to_tag(response.headers, ids_.tag);
  response.headers.set(HeaderId::server, config_.product);
  return response;
}

// A 2xx that may change a session says who and where we are.
Response InviteSession::success(const Request& request) const {
  Response response = reply(request, 200);
  response.headers.set(HeaderId::contact, to_string(NameAddr{.uri = config_.contact}));
  response.headers.set(HeaderId::allow, allowed_methods);
  response.headers.set(HeaderId::supported, supported_extensions);
  return response;
}

Response InviteSession::refusal_with(const Request& request,
                                     const sdp::Rejection& rejection) const {
  Response response = reply(request, rejection.status);
  const Warning warning{static_cast<std::uint16_t>(rejection.code), config_.contact.host,
                        rejection.text};
  response.headers.set(HeaderId::warning, to_string(warning));
  return response;
}

// RFC 3261 section 14.2: a change while another one is not finished.
Response InviteSession::come_back_later(const Request& request) const {
  constexpr std::uint32_t longest_wait_s = 10;
  Response response = reply(request, 500);
  response.headers.set(HeaderId::retry_after, std::to_string(ids_.dice % (longest_wait_s + 1)));
  return response;
}

}  // namespace portero::sip
