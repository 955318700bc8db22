#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "core/sip/cseq.hpp"
#include "core/sip/message.hpp"
#include "core/sip/retransmission.hpp"

// Provisional responses that are sure to arrive (RFC 3262), on both sides.
namespace portero::sip {

// Ours: each is repeated until its PRACK comes. One at a time: the next one waits for that.
class ReliableResponses {
 public:
  // From 1 to 2^31 - 1, drawn at random (section 3).
  explicit ReliableResponses(std::uint32_t first_number) : next_number_(first_number) {}

  // Returns the response as it must be sent now. None may be waiting for its PRACK.
  [[nodiscard]] Response send(Response response, base::TimePoint now);
  // False when the PRACK is about nothing that waits for one: it gets a 481.
  [[nodiscard]] bool acknowledged(const RAck& rack);
  [[nodiscard]] bool waiting() const { return waiting_.has_value(); }

  [[nodiscard]] std::optional<Response> repetition(base::TimePoint now);
  // The caller does not answer: the INVITE is refused with a 504.
  [[nodiscard]] bool given_up(base::TimePoint now) const {
    return waiting_ && now >= waiting_->until;
  }
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;

 private:
  struct Waiting {
    Response response;
    RAck rack;
    Retransmission retransmission;
    base::TimePoint until;
  };

  std::uint32_t next_number_;
  std::optional<Waiting> waiting_;
};

// Theirs, in one early dialog: which to act on.
class ReliableOrder {
 public:
  // True for the first one and for each that follows directly; false for a repetition, and for one
  // whose predecessor is still missing, which will be repeated.
  [[nodiscard]] bool take(std::uint32_t number);

 private:
  std::optional<std::uint32_t> last_;
};

// The number of a response that its sender wants to be acknowledged.
[[nodiscard]] std::optional<std::uint32_t> reliable_number(const Response& response);

}  // namespace portero::sip
