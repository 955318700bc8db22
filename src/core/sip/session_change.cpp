// Our re-INVITE and UPDATE: other media, or a sign of life for the session timer.
#include "base/assert.hpp"
#include "core/sip/capabilities.hpp"
#include "core/sip/invite_session.hpp"

namespace portero::sip {
namespace {

constexpr std::size_t max_change_attempts = 6;

// RFC 3261 section 14.1: whoever made the Call-ID waits for longer; in steps of 10 ms.
base::Duration pause_after_glare(bool we_made_the_call_id, std::uint32_t dice) {
  using std::chrono::milliseconds;
  return we_made_the_call_id ? milliseconds(2100 + 10 * (dice % 191))
                             : milliseconds(10 * (dice % 201));
}

}  // namespace

void InviteSession::on(const Renegotiate& wish) {
  if (!std::holds_alternative<Talking>(state_) || change_) return tell(RenegotiationFailed{491});
  media_ = MediaReady{wish.local, wish.preferences};
  change_ = Change{.what = Change::What::media};
  try_change();
}

InviteSession::Change& InviteSession::change() {
  PORTERO_ASSERT(change_.has_value(), "a change was begun");
  return *change_;
}

bool InviteSession::may_change() const { return !pending_ && accepted_.empty() && !answer_in_ack_; }

void InviteSession::try_change() {
  change().at.reset();
  if (++change().attempts > max_change_attempts) return change_failed(491);
  if (!may_change()) return change_again_later();
  const bool update = change().what == Change::What::refresh && peer_updates_;
  std::string description;
  if (!update) {
    PORTERO_ASSERT(media_.has_value(), "in a call, media was ready once");
    const auto offered =
        usage().negotiation.handle(sdp::OfferWanted{media_->local, media_->preferences});
    const auto* const offer = std::get_if<sdp::SendOffer>(&offered);
    if (offer == nullptr) return change_again_later();
    description = offer->sdp;
  }
  Directed request = usage().dialog.request(update ? MethodId::update : MethodId::invite);
  Headers& headers = request.request.headers;
  describe_ourselves(headers);
  // Without 100rel: in a call that was answered, provisional responses tell us nothing.
  headers.set(HeaderId::supported, "timer");
  if (!description.empty()) {
    headers.set(HeaderId::content_type, "application/sdp");
    request.request.body = std::move(description);
  }
  send(update ? Purpose::update : Purpose::reinvite, std::move(request),
       usage().dialog.id().remote_tag);
}

void InviteSession::change_again_later() {
  const bool ours = usage().dialog.id().call_id == ids_.call_id;
  change().at = now_ + pause_after_glare(ours, ids_.dice);
}

void InviteSession::change_answered(const Sent& sent, const Responded& responded) {
  const Response& response = responded.response;
  const bool reinvite = sent.purpose == Purpose::reinvite;
  const bool success = response.status < 300;
  if (reinvite && success) acknowledge(responded, usage().dialog);
  if (!std::holds_alternative<Talking>(state_) || !change_) return;
  if (!success) {
    if (reinvite) std::ignore = usage().negotiation.handle(sdp::OfferFailed{});
    if (response.status == 491) return change_again_later();
    if (response.status == 422 && timer_.refused(response.headers)) return try_change();
    if (!reinvite && (response.status == 405 || response.status == 501)) {
      peer_updates_ = false;
      return try_change();
    }
    return change_failed(response.status);
  }
  change_.reset();
  usage().dialog.refresh_target(response.headers);
  timer_.accepted(response.headers, now_);
  if (!reinvite) return;
  if (const auto why = take_answer(usage(), response.headers, response.body, true, true))
    return hang_up({{"SIP", static_cast<std::uint16_t>(why->status), why->text}},
                   {.why = EndCause::failed,
                    .status = why->status,
                    .words = "The call cannot go on: " + why->text + "."});
  note_hold();
}

// RFC 3261 section 14.1: the session stays as it was.
void InviteSession::change_failed(int status) {
  const Change::What what = change().what;
  change_.reset();
  switch (what) {
    case Change::What::refresh: return timer_.refresh_failed(now_);
    case Change::What::media: return tell(RenegotiationFailed{status});
  }
}

}  // namespace portero::sip
