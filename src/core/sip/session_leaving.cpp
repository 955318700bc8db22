// How a session ends, and what only time decides.
#include <utility>

#include "core/sip/invite_session.hpp"

namespace portero::sip {

void InviteSession::end(SessionEnded ended) {
  tell(std::move(ended));
  ended_ = true;
}

// Requests that still wait for our answer get a 487 (RFC 3261 section 15.1.2). A re-INVITE of ours
// is not waited for: after a provisional response its final one may never come (17.1.1.2).
void InviteSession::leave() {
  state_ = Leaving{};
  change_.reset();
  drop_pending(487);
  std::erase_if(sent_, [this](const auto& entry) {
    if (entry.second.purpose != Purpose::reinvite) return false;
    act(Abandon{entry.first});
    return true;
  });
}

// RFC 3261 section 15: the callee says BYE only after the ACK for its 2xx.
void InviteSession::hang_up(const std::vector<Reason>& reasons, SessionEnded ended) {
  end(std::move(ended));
  leave();
  if (first_ack_missing_) {
    state_ = Leaving{.bye = reasons};
    return;
  }
  accepted_ = {};
  send_bye(usage().dialog, reasons);
}

void InviteSession::finish_if_done() {
  const auto* const leaving = std::get_if<Leaving>(&state_);
  const bool others_may_answer = other_forks_until_ && now_ < *other_forks_until_;
  if (leaving == nullptr || leaving->bye || !sent_.empty() || others_may_answer) return;
  finished_ = true;
  act(SessionFinished{});
}

void InviteSession::on(const TimePassed&) {
  if (pending_ && now_ >= pending_->until) drop_pending(500);
  time_passed_in_state();
  time_passed_in_call();
}

void InviteSession::time_passed_in_state() {
  if (auto* calling = std::get_if<Calling>(&state_); calling && now_ >= calling->until) {
    end({.why = EndCause::no_answer, .words = "Nobody answered."});
    give_up_calling(*calling, {});
  } else if (auto* cancelling = std::get_if<Cancelling>(&state_);
             cancelling && cancelling->until && now_ >= *cancelling->until) {
    sent_.erase(cancelling->invite);
    act(Abandon{cancelling->invite});
    leave();
  } else if (auto* incoming = std::get_if<Incoming>(&state_)) {
    time_passed_in_invite(*incoming);
  }
}

void InviteSession::time_passed_in_invite(Incoming& incoming) {
  const auto give_up = [&](int status, EndCause why, std::string_view words) {
    reject_invite(reply(incoming.invite, status),
                  {.why = why, .status = status, .words = std::string{words}});
  };
  if (incoming.reliable.given_up(now_))
    return give_up(504, EndCause::vanished, "The caller did not confirm our progress.");
  if (incoming.media_until && now_ >= *incoming.media_until)
    return give_up(500, EndCause::failed, "Picture and sound are not available.");
  if (now_ >= incoming.until) return give_up(480, EndCause::no_answer, "Nobody answered.");
  if (auto again = incoming.reliable.repetition(now_))
    respond(incoming.transaction, *std::move(again));
}

void InviteSession::time_passed_in_call() {
  if (accepted_.give_up(now_)) {
    first_ack_missing_ = false;
    auto* const leaving = std::get_if<Leaving>(&state_);
    const auto bye = leaving != nullptr ? std::exchange(leaving->bye, std::nullopt) : std::nullopt;
    if (bye)
      send_bye(usage().dialog, *bye);
    else if (std::holds_alternative<Talking>(state_))
      hang_up({}, {.why = EndCause::vanished, .words = "The far side never confirmed our answer."});
  }
  for (Repetition& again : accepted_.repetitions(now_))
    respond(again.transaction, std::move(again.response));
  if (!std::holds_alternative<Talking>(state_)) return;
  if (timer_.expired(now_))
    return hang_up({}, {.why = EndCause::vanished, .words = "The session was not refreshed."});
  if (timer_.refresh_due(now_) && !change_) {
    change_ = Change{.what = Change::What::refresh};
    return try_change();
  }
  const auto again = change_ ? change_->at : std::nullopt;
  if (again && now_ >= *again) try_change();
}

std::optional<base::Deadline> InviteSession::next_deadline() const {
  std::optional<base::Deadline> next;
  const auto consider = [&](std::optional<base::TimePoint> at, std::string_view reason) {
    if (at && (!next || *at < next->at)) next = base::Deadline{*at, reason};
  };
  if (const auto* calling = std::get_if<Calling>(&state_)) {
    consider(calling->until, "nobody answers our call");
  } else if (const auto* cancelling = std::get_if<Cancelling>(&state_)) {
    consider(cancelling->until, "our cancel is not answered");
  } else if (const auto* incoming = std::get_if<Incoming>(&state_)) {
    consider(incoming->until, "their call is not answered");
    consider(incoming->media_until, "media is not ready");
    consider(incoming->reliable.next_deadline(), "a reliable response is not acknowledged");
  } else if (std::holds_alternative<Talking>(state_)) {
    consider(timer_.next_deadline(), "session timer");
    if (change_) consider(change_->at, "another try to change the session");
  } else if (std::holds_alternative<Leaving>(state_) && sent_.empty()) {
    consider(other_forks_until_, "other phones may answer");
  }
  consider(accepted_.next_deadline(), "an answer is not acknowledged");
  if (pending_) consider(pending_->until, "media is not ready");
  return next;
}

}  // namespace portero::sip
