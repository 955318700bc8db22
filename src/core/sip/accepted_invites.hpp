#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "core/sip/message.hpp"
#include "core/sip/retransmission.hpp"
#include "core/sip/transactions.hpp"

namespace portero::sip {

// INVITEs and re-INVITEs of one dialog that wait for their ACK at the same time.
inline constexpr std::size_t max_accepted_invites = 4;

struct Repetition {
  ServerTransactionId transaction;
  Response response;

  bool operator==(const Repetition&) const = default;
};

// RFC 3261 section 13.3.1.4: our 2xx to an INVITE is repeated until its ACK comes, over TCP too.
class AcceptedInvites {
 public:
  // The number is the INVITE's CSeq.
  void add(std::uint32_t number, Repetition success, base::TimePoint now);
  // False when nothing waits for that ACK: it is a repetition, or a forgery.
  [[nodiscard]] bool acknowledged(std::uint32_t number);

  [[nodiscard]] bool empty() const { return waiting_.empty(); }
  [[nodiscard]] bool full() const { return waiting_.size() == max_accepted_invites; }
  [[nodiscard]] std::vector<Repetition> repetitions(base::TimePoint now);
  // Takes out those whose ACK will not come any more; true when there were some.
  [[nodiscard]] bool give_up(base::TimePoint now);
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;

 private:
  struct Waiting {
    std::uint32_t number;
    Repetition success;
    Retransmission retransmission;
    base::TimePoint until;
  };

  std::vector<Waiting> waiting_;
};

}  // namespace portero::sip
