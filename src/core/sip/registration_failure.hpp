#pragma once

#include <cstdint>
#include <string>

#include "core/dns/records.hpp"
#include "core/sip/client_transaction.hpp"
#include "core/sip/server_location.hpp"
#include "core/transport/failure.hpp"

namespace portero::sip {

// The words of SIP-1. Of two servers that failed, the later word here says more.
enum class RegistrationTrouble : std::uint8_t {
  no_network,
  name_not_found,
  no_answer,
  refused,  // the connection, or the request without a word about the account
  certificate_refused,
  account_unknown,
  wrong_credentials,
};

struct RegistrationFailure {
  RegistrationTrouble trouble = RegistrationTrouble::no_answer;
  int status = 0;        // of the answer, or 0 where there was none
  std::string sentence;  // for people: who, and what is wrong

  bool operator==(const RegistrationFailure&) const = default;
};

[[nodiscard]] RegistrationFailure failure_of(const transport::Failure& failure,
                                             const Candidate& server);
[[nodiscard]] RegistrationFailure failure_of(dns::Failure failure, const Target& server);
[[nodiscard]] RegistrationFailure failure_of(TransactionFailure failure, const Candidate& server);
// "192.0.2.1:5060 (TCP) does not answer."
[[nodiscard]] RegistrationFailure silence_of(const Candidate& server);

// "192.0.2.1:5060 (TCP)"
[[nodiscard]] std::string in_words(const Candidate& server);

}  // namespace portero::sip
