#include "core/sip/client_transaction.hpp"

#include "core/sip/fields.hpp"

namespace portero::sip {
namespace {

ClientActions failed(TransactionFailure why) { return {Failed{why}}; }

}  // namespace

ClientActions InviteClientTransaction::start(base::TimePoint now) {
  if (reliability_ == Reliability::unreliable)
    retransmission_.emplace(now, timer::give_up);  // A doubles without a bound, up to B
  until_ = now + timer::give_up;
  return {Transmit{invite_}};
}

ClientActions InviteClientTransaction::receive(const Response& response, base::TimePoint now) {
  switch (state_) {
    case State::calling:
    case State::proceeding:
      if (response.status < 200) {
        state_ = State::proceeding;
        retransmission_.reset();
        return {Answered{response}};
      }
      return response.status < 300 ? accept(response, now) : refuse(response, now);
    case State::accepted:
      // Each 2xx goes up: the user acknowledges repetitions, and forked answers are other dialogs.
      if (response.status >= 200 && response.status < 300) return {Answered{response}};
      return {};
    case State::completed:
      if (response.status < 300) return {};
      return {Transmit{ack_of_refusal(invite_, response)}};
    case State::terminated: return {};
  }
  return {};
}

ClientActions InviteClientTransaction::accept(const Response& response, base::TimePoint now) {
  state_ = State::accepted;
  retransmission_.reset();
  until_ = now + timer::give_up;
  return {Answered{response}};
}

ClientActions InviteClientTransaction::refuse(const Response& response, base::TimePoint now) {
  retransmission_.reset();
  if (reliability_ == Reliability::reliable) {
    state_ = State::terminated;
  } else {
    state_ = State::completed;
    until_ = now + timer::wait_for_repeated_answer;
  }
  return {Transmit{ack_of_refusal(invite_, response)}, Answered{response}};
}

ClientActions InviteClientTransaction::transport_failed() {
  const bool undecided = state_ == State::calling || state_ == State::proceeding;
  state_ = State::terminated;
  return undecided ? failed(TransactionFailure::transport_failed) : ClientActions{};
}

ClientActions InviteClientTransaction::time_passed(base::TimePoint now) {
  if (state_ == State::terminated || state_ == State::proceeding) return {};
  if (now >= until_) {
    const bool silent = state_ == State::calling;
    state_ = State::terminated;
    return silent ? failed(TransactionFailure::timed_out) : ClientActions{};
  }
  if (retransmission_ && retransmission_->due(now)) return {Transmit{invite_}};
  return {};
}

std::optional<base::TimePoint> InviteClientTransaction::next_deadline() const {
  if (state_ == State::terminated || state_ == State::proceeding) return std::nullopt;
  return retransmission_ ? std::min(retransmission_->next(), until_) : until_;
}

Request ack_of_refusal(const Request& invite, const Response& response) {
  Request ack{.method = MethodId::ack, .uri = invite.uri, .headers = {}, .body = {}};
  const auto copy = [&](HeaderId id, const Headers& from) {
    for (const std::string_view value : from.all(id)) ack.headers.append(id, value);
  };
  if (const auto via = top_via(invite.headers)) ack.headers.append(HeaderId::via, to_string(*via));
  copy(HeaderId::route, invite.headers);
  ack.headers.append(HeaderId::max_forwards, "70");
  copy(HeaderId::from, invite.headers);
  copy(HeaderId::to, response.headers);
  copy(HeaderId::call_id, invite.headers);
  if (const auto number = cseq(invite.headers))
    ack.headers.append(HeaderId::cseq, to_string(CSeq{number->number, MethodId::ack}));
  return ack;
}

ClientActions ClientTransaction::start(base::TimePoint now) {
  if (reliability_ == Reliability::unreliable) retransmission_.emplace(now, timer::t2);
  until_ = now + timer::give_up;
  return {Transmit{request_}};
}

ClientActions ClientTransaction::receive(const Response& response, base::TimePoint now) {
  if (state_ == State::completed || state_ == State::terminated) return {};
  if (response.status < 200) {
    state_ = State::proceeding;
    if (retransmission_) retransmission_->slow_down();
    return {Answered{response}};
  }
  retransmission_.reset();
  state_ = reliability_ == Reliability::reliable ? State::terminated : State::completed;
  until_ = now + timer::t4;
  return {Answered{response}};
}

ClientActions ClientTransaction::transport_failed() {
  const bool undecided = state_ == State::trying || state_ == State::proceeding;
  state_ = State::terminated;
  return undecided ? failed(TransactionFailure::transport_failed) : ClientActions{};
}

ClientActions ClientTransaction::time_passed(base::TimePoint now) {
  if (state_ == State::terminated) return {};
  if (now >= until_) {
    const bool undecided = state_ != State::completed;
    state_ = State::terminated;
    return undecided ? failed(TransactionFailure::timed_out) : ClientActions{};
  }
  if (retransmission_ && retransmission_->due(now)) return {Transmit{request_}};
  return {};
}

std::optional<base::TimePoint> ClientTransaction::next_deadline() const {
  if (state_ == State::terminated) return std::nullopt;
  return retransmission_ ? std::min(retransmission_->next(), until_) : until_;
}

}  // namespace portero::sip
