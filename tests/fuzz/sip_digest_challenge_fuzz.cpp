// The input is the value of a WWW-Authenticate field, and of an Authorization field. What a client
// answers can be read again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/assert.hpp"
#include "core/sip/auth.hpp"
#include "core/sip/digest_client.hpp"

using namespace portero::sip;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  if (const auto credentials = parse_credentials(text))
    PORTERO_ASSERT(parse_credentials(to_string(*credentials)) == *credentials,
                   "credentials are read again as written");
  const auto challenges = parse_challenges(text);
  if (!challenges) return 0;
  for (const DigestChallenge& challenge : *challenges)
    PORTERO_ASSERT(
        !challenge.algorithm || parse_challenges(to_string(challenge)) == std::vector{challenge},
        "a challenge is read again as written");
  DigestClient client{{"100", "secret"}};
  if (!client.challenged(*challenges)) return 0;
  const auto answer = client.credentials("INVITE", "sip:a@b", "v=0", "c0ffee");
  PORTERO_ASSERT(answer && parse_credentials(to_string(*answer)) == *answer,
                 "an answer is read again as written");
  return 0;
}
