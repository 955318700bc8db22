#pragma once

#include <expected>
#include <string>

#include "core/sip/digest_client.hpp"
#include "core/sip/message.hpp"

namespace portero::sip {

// Answers the challenges of all that stand between us and the far side of one session.
class Authentication {
 public:
  Authentication(const DigestAccount& account, std::string cnonce)
      : server_(account), proxy_(account), cnonce_(std::move(cnonce)) {}

  [[nodiscard]] static bool is_challenge(const Response& response) {
    return response.status == 401 || response.status == 407;
  }
  // After a 401 or 407: whether it is worth sending the request again.
  [[nodiscard]] std::expected<void, DigestRefusal> challenged(const Response& response);
  // Adds what was asked for so far, in place of what the request has.
  void authorize(Request& request);

 private:
  DigestClient server_;
  DigestClient proxy_;
  std::string cnonce_;
};

}  // namespace portero::sip
