#include "core/sip/reliable_responses.hpp"

#include "base/assert.hpp"
#include "core/sip/fields.hpp"
#include "core/sip/option_tags.hpp"

namespace portero::sip {

Response ReliableResponses::send(Response response, base::TimePoint now) {
  PORTERO_ASSERT(!waiting_, "the one before waits for its PRACK");
  const auto invite = cseq(response.headers);
  PORTERO_ASSERT(invite.has_value(), "a response is made of a request that could be read");
  const RAck rack{next_number_++, *invite};
  response.headers.set(HeaderId::require, "100rel");
  response.headers.set(HeaderId::rseq, std::to_string(rack.response_number));
  waiting_ = Waiting{response, rack, Retransmission{now, timer::give_up}, now + timer::give_up};
  return response;
}

bool ReliableResponses::acknowledged(const RAck& rack) {
  if (!waiting_ || waiting_->rack != rack) return false;
  waiting_.reset();
  return true;
}

std::optional<Response> ReliableResponses::repetition(base::TimePoint now) {
  if (!waiting_ || !waiting_->retransmission.due(now)) return std::nullopt;
  return waiting_->response;
}

std::optional<base::TimePoint> ReliableResponses::next_deadline() const {
  if (!waiting_) return std::nullopt;
  return std::min(waiting_->retransmission.next(), waiting_->until);
}

bool ReliableOrder::take(std::uint32_t number) {
  if (last_ && number != *last_ + 1) return false;
  last_ = number;
  return true;
}

std::optional<std::uint32_t> reliable_number(const Response& response) {
  if (response.status <= 100 || response.status >= 200) return std::nullopt;
  const auto required = require(response.headers);
  const auto number = rseq(response.headers);
  if (!required || !has_option(*required, "100rel") || !number) return std::nullopt;
  return *number;
}

}  // namespace portero::sip
