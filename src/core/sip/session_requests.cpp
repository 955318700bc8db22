// The requests that a session sends, and what becomes of their answers.
#include <algorithm>

#include "core/sip/cancel.hpp"
#include "core/sip/capabilities.hpp"
#include "core/sip/invite_session.hpp"
#include "core/sip/option_tags.hpp"

namespace portero::sip {
namespace {

constexpr std::size_t max_acked = max_strays + 8;

std::string to_tag(const Response& response) {
  const auto party = to(response.headers);
  return party ? std::string{party->tag().value_or("")} : std::string{};
}

Headers credentials_in(const Headers& request) {
  Headers credentials;
  for (const HeaderId id : {HeaderId::authorization, HeaderId::proxy_authorization})
    for (const std::string_view value : request.all(id)) credentials.append(id, value);
  return credentials;
}

bool is_success(const Response& response) {
  return response.status >= 200 && response.status < 300;
}

}  // namespace

RequestId InviteSession::send(Purpose purpose, Directed directed, const std::string& remote_tag,
                              std::size_t attempts) {
  directed.request.headers.set(HeaderId::user_agent, config_.product);
  authentication_.authorize(directed.request);
  if (directed.request.method == Method{MethodId::invite})
    invite_credentials_ = credentials_in(directed.request.headers);
  const RequestId id = request_ids_.next();
  act(SendRequest{id, directed.request, directed.next_hop});
  sent_.emplace(id, Sent{purpose, std::move(directed), remote_tag, attempts});
  return id;
}

void InviteSession::send_in_dialog(Purpose purpose, Directed directed) {
  if (sent_.size() >= max_requests_under_way) return;
  send(purpose, std::move(directed), usage().dialog.id().remote_tag);
}

void InviteSession::send_bye(Dialog& dialog, const std::vector<Reason>& reasons) {
  Directed bye = dialog.request(MethodId::bye);
  append_reasons(bye.request.headers, reasons);
  send(Purpose::bye, std::move(bye), dialog.id().remote_tag);
}

// What an INVITE or UPDATE says of its sender.
void InviteSession::describe_ourselves(Headers& headers) const {
  headers.set(HeaderId::contact, to_string(NameAddr{.uri = config_.contact}));
  headers.set(HeaderId::allow, allowed_methods);
  headers.set(HeaderId::accept, "application/sdp, multipart/mixed");
  timer_.propose(headers);
}

bool InviteSession::under_way(Purpose purpose) const {
  return std::ranges::any_of(sent_,
                             [&](const auto& entry) { return entry.second.purpose == purpose; });
}

void InviteSession::note_peer(const Headers& headers) {
  const auto methods = allow(headers);
  if (methods && !methods->empty())
    peer_updates_ = std::ranges::find(*methods, Method{MethodId::update}) != methods->end();
}

void InviteSession::on(const Responded& responded) {
  const Response& response = responded.response;
  if (is_success(response) && acknowledged_again(responded)) return;
  const auto found = sent_.find(responded.request);
  if (found == sent_.end()) {
    // Our INVITE was answered before, by another phone.
    if (invite_ == responded.request && is_success(response)) invite_accepted(responded);
    return;
  }
  if (std::holds_alternative<Talking>(state_)) tell(SessionHeard{});
  if (response.status < 200) {
    if (found->second.purpose == Purpose::invite) invite_progressed(response);
    return;
  }
  const Sent sent = std::move(found->second);
  sent_.erase(found);
  if (Authentication::is_challenge(response) && authenticated_again(sent, response)) return;
  answered(sent, responded);
}

bool InviteSession::authenticated_again(const Sent& sent, const Response& response) {
  const bool only_bye = std::holds_alternative<Leaving>(state_);
  if (std::holds_alternative<Cancelling>(state_) || (only_bye && sent.purpose != Purpose::bye))
    return false;
  if (sent.attempts >= max_attempts) return false;
  if (const auto worth_it = authentication_.challenged(response); !worth_it) {
    if (sent.purpose != Purpose::invite) return false;
    end(not_authenticated(worth_it.error(), response.status));
    leave();
    return true;
  }
  if (sent.purpose == Purpose::invite) {
    send_invite_again(sent);
    return true;
  }
  Dialog* const dialog = dialog_with(sent.remote_tag);
  const auto before = cseq(sent.directed.request.headers);
  if (dialog == nullptr || !before) return false;
  Directed again = sent.directed;
  again.request.headers.set(HeaderId::cseq,
                            to_string(CSeq{dialog->next_sequence_number(), before->method}));
  send(sent.purpose, std::move(again), sent.remote_tag, sent.attempts + 1);
  return true;
}

void InviteSession::answered(const Sent& sent, const Responded& responded) {
  const Response& response = responded.response;
  const bool lost = response.status == 481 || response.status == 408;
  switch (sent.purpose) {
    case Purpose::invite:
      return is_success(response) ? invite_accepted(responded) : invite_refused(sent, response);
    case Purpose::reinvite:
    case Purpose::update:
      if (lost) return far_side_lost(response.status);
      return change_answered(sent, responded);
    case Purpose::key_frame:
    case Purpose::probe:
      if (lost) far_side_lost(response.status);
      return;
    case Purpose::prack:
    case Purpose::bye: return;
  }
}

void InviteSession::on(const Unanswered& unanswered) {
  const auto found = sent_.find(unanswered.request);
  if (found == sent_.end()) return;
  const Sent sent = std::move(found->second);
  sent_.erase(found);
  switch (sent.purpose) {
    case Purpose::invite: {
      // RFC 3261 section 8.1.3.1: as if that response had come.
      const bool silent = unanswered.why == TransactionFailure::timed_out;
      return invite_refused(sent, response_to(sent.directed.request, silent ? 408 : 503));
    }
    case Purpose::reinvite:
    case Purpose::update:
    case Purpose::key_frame:
    case Purpose::probe: return far_side_lost(0);
    case Purpose::prack:
    case Purpose::bye: return;
  }
}

// RFC 3261 section 12.2.1.2 and RFC 5057: the far side knows the dialog no more, or is gone.
void InviteSession::far_side_lost(int status) {
  if (!std::holds_alternative<Talking>(state_)) return;
  hang_up({}, {.why = EndCause::vanished,
               .status = status,
               .words = status == 481 ? "The far side knows nothing of this call."
                                      : "The far side does not answer any more."});
}

void InviteSession::acknowledge(const Responded& responded, const Dialog& dialog) {
  const auto number = cseq(responded.response.headers);
  Directed ack = dialog.ack(number ? number->number : 0);
  ack.request.headers.set(HeaderId::user_agent, config_.product);
  // RFC 3261 section 22.1: those of the INVITE, as they were.
  for (const Header& header : invite_credentials_)
    ack.request.headers.append(header.name, header.value);
  act(SendAck{ack.request, ack.next_hop});
  if (acked_.size() == max_acked) acked_.erase(acked_.begin());
  acked_.push_back({responded.request, dialog.id().remote_tag, std::move(ack)});
}

// Each repetition of a 2xx wants its ACK again (RFC 3261 section 13.2.2.4).
bool InviteSession::acknowledged_again(const Responded& responded) {
  const std::string tag = to_tag(responded.response);
  const auto known = std::ranges::find_if(acked_, [&](const Acked& acked) {
    return acked.invite == responded.request && acked.remote_tag == tag;
  });
  if (known == acked_.end()) return false;
  act(SendAck{known->ack.request, known->ack.next_hop});
  return true;
}

}  // namespace portero::sip
