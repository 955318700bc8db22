// A call that we place, from the INVITE to its refusal or the end of our patience.
#include <algorithm>

#include "base/assert.hpp"
#include "core/sip/cancel.hpp"
#include "core/sip/capabilities.hpp"
#include "core/sip/invite_session.hpp"

namespace portero::sip {
namespace {

bool may_lead_elsewhere(int status) { return status == 300 || status == 301 || status == 302; }

std::optional<std::string> tag_of(const Response& response) {
  const auto party = to(response.headers);
  const auto tag = party ? party->tag() : std::nullopt;
  return tag ? std::optional{std::string{*tag}} : std::nullopt;
}

}  // namespace

void InviteSession::on(const PlaceCall& call) {
  if (!std::holds_alternative<Fresh>(state_)) return;
  media_ = MediaReady{call.local, call.preferences};
  offer_.emplace(ids_.sdp_session_id);
  auto offered = offer_->handle(sdp::OfferWanted{call.local, call.preferences});
  auto* const offer = std::get_if<sdp::SendOffer>(&offered);
  PORTERO_ASSERT(offer != nullptr, "the first offer meets no other one");

  Request& invite = invite_request_;
  NameAddr caller = config_.identity;
  caller.parameters.set("tag", ids_.tag);
  invite.headers.append(HeaderId::max_forwards, "70");
  invite.headers.append(HeaderId::from, to_string(caller));
  invite.headers.append(HeaderId::to, to_string(NameAddr{.uri = call.target}));
  invite.headers.append(HeaderId::call_id, ids_.call_id);
  describe_ourselves(invite.headers);
  invite.headers.append(HeaderId::supported, supported_extensions);
  if (!call.label.empty())
    invite.headers.append(HeaderName::from_text("X-Portero-Call-Id"), call.label);
  invite.headers.append(HeaderId::content_type, "application/sdp");
  invite.body = std::move(offer->sdp);
  send_invite(call.target, Redirection{call.target});
}

// RFC 3261 section 8.1.3.4: a new target gets the same INVITE with the next number.
void InviteSession::send_invite(const Uri& target, Redirection redirection) {
  Directed directed{.request = invite_request_, .next_hop = target};
  directed.request.headers.set(HeaderId::cseq,
                               to_string(CSeq{++sequence_number_, MethodId::invite}));
  directed.next_hop = direct(directed.request, target, config_.route);
  invite_request_ = directed.request;
  const RequestId id = send(Purpose::invite, std::move(directed), "");
  invite_ = id;
  state_ =
      Calling{.invite = id, .redirection = std::move(redirection), .until = now_ + longest_ringing};
}

void InviteSession::send_invite_again(const Sent& sent) {
  auto& calling = std::get<Calling>(state_);
  Directed again = sent.directed;
  again.request.headers.set(HeaderId::cseq, to_string(CSeq{++sequence_number_, MethodId::invite}));
  timer_.propose(again.request.headers);
  invite_request_ = again.request;
  const RequestId id = send(Purpose::invite, std::move(again), "", sent.attempts + 1);
  invite_ = id;
  calling.invite = id;
  calling.provisional = false;
  calling.forks.clear();
}

void InviteSession::invite_progressed(const Response& response) {
  if (auto* cancelling = std::get_if<Cancelling>(&state_)) return send_cancel(*cancelling);
  auto* const calling = std::get_if<Calling>(&state_);
  if (calling == nullptr) return;
  calling->provisional = true;
  if (response.status == 100) return;
  note_peer(response.headers);
  const std::size_t before = actions_.size();
  progressed_in_fork(*calling, response);
  const bool early_media = std::any_of(
      actions_.begin() + static_cast<std::ptrdiff_t>(before), actions_.end(),
      [](const SessionAction& action) { return std::holds_alternative<UseAgreement>(action); });
  tell(SessionProgressed{early_media});
}

// Each phone that rings has an early dialog of its own (RFC 3261 section 12.1.2), and its own
// answer to our offer. The first one with a picture or sound is shown.
void InviteSession::progressed_in_fork(Calling& calling, const Response& response) {
  const auto tag = tag_of(response);
  if (!tag) return;
  auto fork = std::ranges::find_if(
      calling.forks, [&](const Usage& usage) { return usage.dialog.id().remote_tag == *tag; });
  if (fork == calling.forks.end()) {
    auto dialog = Dialog::as_caller(invite_request_, response);
    if (!dialog || !offer_ || calling.forks.size() == max_forks) return;
    calling.forks.push_back({*std::move(dialog), *offer_});
    fork = calling.forks.end() - 1;
  }
  const auto number = reliable_number(response);
  if (number && !fork->order.take(*number)) return;
  // A description that cannot be is told when the phone answers with it.
  std::ignore = take_answer(*fork, response.headers, response.body, number.has_value(), false);
  if (!number || sent_.size() >= max_requests_under_way) return;
  Directed prack = fork->dialog.request(MethodId::prack);
  const auto invite = cseq(invite_request_.headers);
  prack.request.headers.append(HeaderId::rack, to_string(RAck{*number, invite.value_or(CSeq{})}));
  send(Purpose::prack, std::move(prack), *tag);
}

void InviteSession::invite_refused(const Sent& sent, const Response& response) {
  auto* const calling = std::get_if<Calling>(&state_);
  if (calling == nullptr) return leave();
  if (response.status == 422 && sent.attempts < max_attempts && timer_.refused(response.headers))
    return send_invite_again(sent);
  if (may_lead_elsewhere(response.status))
    if (const auto others = contacts(response.headers)) calling->redirection.redirected(*others);
  const bool for_all = response.status >= 600;
  if (const auto target = for_all ? std::nullopt : calling->redirection.next())
    return send_invite(*target, std::move(calling->redirection));
  end(refused(response));
  leave();
}

// RFC 3261 section 9.1: a CANCEL may overtake an INVITE that nobody has answered yet; it waits for
// the first provisional response.
void InviteSession::give_up_calling(const Calling& calling, const std::vector<Reason>& reasons) {
  Cancelling cancelling{.invite = calling.invite, .reasons = reasons};
  if (calling.provisional) send_cancel(cancelling);
  state_ = std::move(cancelling);
}

void InviteSession::send_cancel(Cancelling& cancelling) {
  if (cancelling.until) return;
  act(SendCancel{cancelling.invite, cancelling.reasons});
  cancelling.until = now_ + timer::give_up;
}

}  // namespace portero::sip
