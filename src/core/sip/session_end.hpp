#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/digest_client.hpp"
#include "core/sip/message.hpp"
#include "core/sip/reason.hpp"

namespace portero::sip {

enum class EndCause : std::uint8_t {
  stopped,  // by us
  hung_up,
  busy,
  declined,
  no_answer,
  failed,
  vanished,
};

// To the user of a session, once: nothing more is told, whatever signaling remains to be done.
struct SessionEnded {
  EndCause why = EndCause::stopped;
  int status = 0;                 // the response that ended it; 0 where none did
  std::string words;              // for people: "The extension is unknown."
  std::vector<Reason> reasons{};  // of their BYE or CANCEL

  bool operator==(const SessionEnded&) const = default;
};

// Our INVITE was refused for good.
[[nodiscard]] SessionEnded refused(const Response& response);
[[nodiscard]] SessionEnded not_authenticated(DigestRefusal why, int status);
[[nodiscard]] SessionEnded hung_up_by(const Headers& bye_or_cancel);

}  // namespace portero::sip
