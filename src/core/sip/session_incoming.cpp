// A call that comes, from its INVITE to our answer or refusal.
#include "core/sip/capabilities.hpp"
#include "core/sip/invite_session.hpp"
#include "core/sip/option_tags.hpp"
#include "core/sip/session_description.hpp"

namespace portero::sip {
namespace {

bool names(const Field<std::vector<std::string>>& tags, std::string_view tag) {
  return tags && has_option(*tags, tag);
}

SessionEnded failed(int status, std::string words) {
  return {.why = EndCause::failed, .status = status, .words = std::move(words)};
}

}  // namespace

void InviteSession::invite_arrived(const RequestArrived& arrived) {
  const Request& invite = arrived.request;
  const Headers& headers = invite.headers;
  state_ = Incoming{
      .transaction = arrived.transaction,
      .invite = invite,
      .reliable = ReliableResponses{ids_.first_rseq},
      .until = now_ + longest_ringing,
      .reliably = names(supported(headers), "100rel") || names(require(headers), "100rel")};
  auto dialog = Dialog::as_callee(invite, ids_.tag);
  if (!dialog) {
    Response refusal = reply(invite, 400);
    refusal.reason = to_string(dialog.error());
    return reject_invite(refusal, failed(400, refusal.reason));
  }
  usage_ = Usage{*std::move(dialog), sdp::Negotiation{ids_.sdp_session_id}};
  note_peer(headers);

  if (timer_.too_short(headers)) {
    Response refusal = reply(invite, 422);
    refusal.headers.set(HeaderId::min_se, std::to_string(timer_.shortest()));
    return reject_invite(refusal, failed(422, "The caller wants a session that is too short."));
  }
  const auto found = session_description(headers, invite.body);
  if (!found)
    return reject_invite(reply(invite, found.error().status),
                         failed(found.error().status, found.error().what));
  const std::optional<std::string>& description = *found;
  if (!description) return;
  std::get<Incoming>(state_).they_offered = true;
  const auto result = usage().negotiation.handle(sdp::OfferArrived{*description});
  if (const auto* refused = std::get_if<sdp::Refuse>(&result))
    reject_invite(refusal_with(invite, refused->rejection),
                  failed(refused->rejection.status, refused->rejection.text));
}

void InviteSession::on(const ShowProgress&) {
  auto* const incoming = std::get_if<Incoming>(&state_);
  if (incoming == nullptr) return;
  incoming->show_progress = true;
  go_on_with_invite();
}

void InviteSession::on(const AnswerCall&) {
  auto* const incoming = std::get_if<Incoming>(&state_);
  if (incoming == nullptr) return;
  incoming->answer = true;
  go_on_with_invite();
}

void InviteSession::on(const RejectCall& rejected) {
  auto* const incoming = std::get_if<Incoming>(&state_);
  if (incoming == nullptr) return;
  Response refusal = reply(incoming->invite, rejected.status);
  if (rejected.warning) refusal.headers.set(HeaderId::warning, to_string(*rejected.warning));
  reject_invite(
      refusal,
      {.why = EndCause::stopped, .status = rejected.status, .words = "We refused the call."});
}

// Does what was wished, as soon as it can be done: a description wants media, and what is said
// reliably must have arrived before more is said (RFC 3262 section 3).
void InviteSession::go_on_with_invite() {
  auto* const incoming = std::get_if<Incoming>(&state_);
  if (incoming == nullptr || incoming->reliable.waiting() || pending_) return;
  // An offer of ours must be sent reliably.
  const bool progress_describes = incoming->they_offered || incoming->reliably;
  const bool describe = incoming->answer || (incoming->show_progress && progress_describes);
  if (describe && !incoming->description) {
    if (!incoming->media_until) {
      incoming->media_until = now_ + media_patience;
      act(PrepareMedia{});
    }
    return;
  }
  if (incoming->show_progress && !incoming->progressed) send_progress(*incoming);
  if (incoming->answer && !incoming->reliable.waiting()) accept_invite();
}

void InviteSession::describe_for_invite(const MediaReady& media) {
  auto& incoming = std::get<Incoming>(state_);
  incoming.media_until.reset();
  auto result = incoming.they_offered
                    ? usage().negotiation.handle(sdp::AnswerWanted{media.local, media.preferences})
                    : usage().negotiation.handle(sdp::OfferWanted{media.local, media.preferences});
  if (const auto* refused = std::get_if<sdp::Refuse>(&result))
    return reject_invite(refusal_with(incoming.invite, refused->rejection),
                         failed(refused->rejection.status, refused->rejection.text));
  if (auto* offer = std::get_if<sdp::SendOffer>(&result)) incoming.description = offer->sdp;
  if (auto* answer = std::get_if<sdp::SendAnswer>(&result)) {
    incoming.description = answer->sdp;
    use(usage(), answer->agreement, answer->changed);
  }
  go_on_with_invite();
}

void InviteSession::send_progress(Incoming& incoming) {
  incoming.progressed = true;
  Response progress = success(incoming.invite);
  const Response line = response_to(incoming.invite, 183);
  progress.status = line.status;
  progress.reason = line.reason;
  if (incoming.description) {
    progress.headers.set(HeaderId::content_type, "application/sdp");
    progress.body = *incoming.description;
  }
  if (incoming.reliably) progress = incoming.reliable.send(std::move(progress), now_);
  respond(incoming.transaction, std::move(progress));
}

// A description that was said reliably is not said again (RFC 6337 section 2.2).
void InviteSession::accept_invite() {
  const Incoming incoming = std::move(std::get<Incoming>(state_));
  Response ok = success(incoming.invite);
  timer_.accept(incoming.invite.headers, ok.headers, now_);
  const auto number = cseq(incoming.invite.headers);
  const std::uint32_t invite_number = number ? number->number : 0;
  const bool said = incoming.progressed && incoming.reliably;
  if (!said) {
    ok.headers.set(HeaderId::content_type, "application/sdp");
    ok.body = incoming.description.value_or("");
    if (!incoming.they_offered) answer_in_ack_ = invite_number;
  }
  invite_request_ = incoming.invite;
  accepted_.add(invite_number, {incoming.transaction, ok}, now_);
  first_ack_missing_ = true;
  usage().dialog.confirm();
  respond(incoming.transaction, std::move(ok));
  state_ = Talking{};
  tell(SessionAnswered{});
  note_hold();
}

void InviteSession::reject_invite(const Response& refusal, SessionEnded ended) {
  respond(std::get<Incoming>(state_).transaction, refusal);
  end(std::move(ended));
  leave();
}

void InviteSession::on(const InviteCancelled& cancelled) {
  if (auto* incoming = std::get_if<Incoming>(&state_);
      incoming != nullptr && incoming->transaction == cancelled.invite)
    return reject_invite(reply(incoming->invite, 487), hung_up_by(cancelled.cancel.headers));
  if (pending_ && pending_->transaction == cancelled.invite) drop_pending(487);
}

}  // namespace portero::sip
