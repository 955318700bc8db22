#include "core/sip/server_transaction.hpp"

#include "core/sip/fields.hpp"

namespace portero::sip {

InviteServerTransaction::InviteServerTransaction(Request invite, Reliability reliability,
                                                 base::TimePoint now)
    : invite_(std::move(invite)), reliability_(reliability), until_(now + timer::trying_after) {}

ServerActions InviteServerTransaction::repeated() const {
  const bool answer_again = state_ == State::proceeding || state_ == State::completed;
  if (!answer_again || !last_response_) return {};
  return {*last_response_};
}

bool InviteServerTransaction::acknowledged(base::TimePoint now) {
  if (state_ == State::confirmed) return true;
  if (state_ != State::completed) return false;
  retransmission_.reset();
  state_ = reliability_ == Reliability::reliable ? State::terminated : State::confirmed;
  until_ = now + timer::t4;
  return true;
}

ServerActions InviteServerTransaction::respond(const Response& response, base::TimePoint now) {
  const bool success = response.status >= 200 && response.status < 300;
  if (state_ == State::accepted && success) return {response};
  if (state_ != State::proceeding) return {};

  last_response_ = response;
  if (response.status < 200) return {response};
  until_ = now + timer::give_up;
  state_ = success ? State::accepted : State::completed;
  if (!success && reliability_ == Reliability::unreliable) retransmission_.emplace(now, timer::t2);
  return {response};
}

ServerActions InviteServerTransaction::time_passed(base::TimePoint now) {
  const auto deadline = next_deadline();
  if (!deadline || now < *deadline) return {};
  switch (state_) {
    case State::proceeding: return respond(response_to(invite_, 100), now);
    case State::completed:
      if (now >= until_) {
        state_ = State::terminated;
        return {NeverAcknowledged{}};
      }
      if (retransmission_ && retransmission_->due(now)) return repeated();
      return {};
    case State::accepted:
    case State::confirmed: state_ = State::terminated; return {};
    case State::terminated: return {};
  }
  return {};
}

std::string InviteServerTransaction::local_tag() const {
  if (!last_response_) return {};
  const auto answered = to(last_response_->headers);
  return answered ? std::string{answered->tag().value_or("")} : std::string{};
}

std::optional<base::TimePoint> InviteServerTransaction::next_deadline() const {
  switch (state_) {
    case State::proceeding:
      if (last_response_) return std::nullopt;
      return until_;
    case State::completed:
      return retransmission_ ? std::min(retransmission_->next(), until_) : until_;
    case State::accepted:
    case State::confirmed: return until_;
    case State::terminated: return std::nullopt;
  }
  return std::nullopt;
}

ServerActions ServerTransaction::repeated() const {
  if (state_ == State::terminated || !last_response_) return {};
  return {*last_response_};
}

ServerActions ServerTransaction::respond(const Response& response, base::TimePoint now) {
  if (state_ != State::trying) return {};
  last_response_ = response;
  if (response.status >= 200) {
    state_ = reliability_ == Reliability::reliable ? State::terminated : State::completed;
    until_ = now + timer::give_up;
  }
  return {response};
}

void ServerTransaction::time_passed(base::TimePoint now) {
  if (state_ == State::completed && now >= until_) state_ = State::terminated;
}

std::optional<base::TimePoint> ServerTransaction::next_deadline() const {
  if (state_ != State::completed) return std::nullopt;
  return until_;
}

}  // namespace portero::sip
