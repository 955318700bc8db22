// Descriptions that came or are to be sent, and what they mean for media.
#include <utility>

#include "base/overloaded.hpp"
#include "core/sip/invite_session.hpp"
#include "core/sip/session_description.hpp"

namespace portero::sip {

using base::OneOf;
using base::overloaded;

void InviteSession::prepare_media_for(const Usage& usage, const RequestArrived& arrived,
                                      bool they_offered) {
  pending_ = Pending{.transaction = arrived.transaction,
                     .request = arrived.request,
                     .remote_tag = usage.dialog.id().remote_tag,
                     .until = now_ + media_patience,
                     .they_offered = they_offered};
  act(PrepareMedia{});
}

void InviteSession::on(const MediaReady& media) {
  const auto* const incoming = std::get_if<Incoming>(&state_);
  const bool for_invite = incoming != nullptr && incoming->media_until;
  if (!for_invite && !pending_) return;
  media_ = media;
  if (for_invite) return describe_for_invite(media);
  if (const auto pending = std::exchange(pending_, std::nullopt)) answer_pending(*pending, media);
}

void InviteSession::on(const MediaFailed&) {
  const auto* const incoming = std::get_if<Incoming>(&state_);
  if (incoming != nullptr && incoming->media_until)
    return reject_invite(
        reply(incoming->invite, 500),
        {.why = EndCause::failed, .status = 500, .words = "Picture and sound are not available."});
  drop_pending(500);
}

void InviteSession::answer_pending(const Pending& pending, const MediaReady& media) {
  const auto id = dialog_id_of(pending.request.headers);
  Usage* const usage = id ? usage_of(*id) : nullptr;
  if (usage == nullptr) return respond(pending.transaction, reply(pending.request, 481));
  const auto result =
      pending.they_offered
          ? usage->negotiation.handle(sdp::AnswerWanted{media.local, media.preferences})
          : usage->negotiation.handle(sdp::OfferWanted{media.local, media.preferences});
  answer_with(*usage, pending.transaction, pending.request, result);
  go_on_with_invite();
}

void InviteSession::drop_pending(int status) {
  const auto pending = std::exchange(pending_, std::nullopt);
  if (!pending) return;
  const auto id = dialog_id_of(pending->request.headers);
  if (Usage* const usage = id ? usage_of(*id) : nullptr; usage != nullptr && pending->they_offered)
    std::ignore = usage->negotiation.handle(sdp::OfferDeclined{});
  respond(pending->transaction, reply(pending->request, status));
  go_on_with_invite();
}

void InviteSession::answer_with(Usage& usage, ServerTransactionId transaction,
                                const Request& request, const sdp::NegotiationResult& result) {
  std::visit(overloaded{
                 [&](const sdp::SendAnswer& answer) {
                   answer_change(usage, transaction, request, answer.sdp);
                   use(usage, answer.agreement, answer.changed);
                   note_hold();
                 },
                 [&](const sdp::SendOffer& offer) {
                   answer_change(usage, transaction, request, offer.sdp);
                   if (const auto number = cseq(request.headers)) answer_in_ack_ = number->number;
                 },
                 [&](const sdp::Refuse& refuse) {
                   respond(transaction, refusal_with(request, refuse.rejection));
                 },
                 [&](const sdp::Glare& glare) {
                   respond(transaction, glare.pending == sdp::Offerer::us
                                            ? reply(request, 491)
                                            : come_back_later(request));
                 },
                 [&](const OneOf<sdp::PrepareMedia, sdp::UseAgreement, sdp::Nothing> auto&) {
                   respond(transaction, reply(request, 500));
                 },
             },
             result);
}

// A 2xx to a re-INVITE, an UPDATE or a PRACK.
void InviteSession::answer_change(Usage& usage, ServerTransactionId transaction,
                                  const Request& request, const std::string& description) {
  const bool prack = request.method == Method{MethodId::prack};
  Response ok = prack ? reply(request, 200) : success(request);
  if (!description.empty()) {
    ok.headers.set(HeaderId::content_type, "application/sdp");
    ok.body = description;
  }
  if (!prack) {
    timer_.accept(request.headers, ok.headers, now_);
    usage.dialog.refresh_target(request.headers);
  }
  const auto number = cseq(request.headers);
  if (request.method == Method{MethodId::invite} && number)
    accepted_.add(number->number, {transaction, ok}, now_);
  respond(transaction, std::move(ok));
}

// An answer to our offer, or none where one may be missing. `last`: no other message can bring it.
std::optional<sdp::Rejection> InviteSession::take_answer(Usage& usage, const Headers& headers,
                                                         const std::string& body, bool reliable,
                                                         bool last) {
  const auto found = session_description(headers, body);
  if (!found) return sdp::Rejection{.text = sdp::quotable(found.error().what)};
  const std::optional<std::string>& description = *found;
  if (!description && !last) return std::nullopt;
  const auto result =
      description
          ? usage.negotiation.handle(sdp::AnswerArrived{.sdp = *description, .reliable = reliable})
          : usage.negotiation.handle(sdp::RequestSucceeded{});
  if (const auto* refused = std::get_if<sdp::Refuse>(&result)) return refused->rejection;
  if (const auto* agreed = std::get_if<sdp::UseAgreement>(&result))
    use(usage, agreed->agreement, agreed->changed);
  else if (last && usage.negotiation.agreement() != nullptr)
    use(usage, *usage.negotiation.agreement(), false);
  return std::nullopt;
}

// Of several phones that ring, the first one with a description is heard; the one that answers has
// the call.
void InviteSession::use(const Usage& usage, const sdp::Agreement& agreement, bool changed) {
  const std::string& tag = usage.dialog.id().remote_tag;
  const bool another = !media_of_ || *media_of_ != tag;
  if (another && media_of_ && std::holds_alternative<Calling>(state_)) return;
  media_of_ = tag;
  if (changed || another) tell(UseAgreement{agreement});
}

void InviteSession::note_hold() {
  if (!std::holds_alternative<Talking>(state_)) return;
  const sdp::Agreement* const agreement = usage().negotiation.agreement();
  if (agreement == nullptr) return;
  const bool held = sdp::is_on_hold(*agreement);
  if (held == held_) return;
  held_ = held;
  if (held)
    tell(SessionHeld{});
  else
    tell(SessionResumed{});
}

}  // namespace portero::sip
