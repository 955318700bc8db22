// The input is a session description as a stranger sends it. What is read and written again must
// read the same; every answer to it must be readable and keep its m= lines; nothing may crash, as
// an offer or as an answer to ours.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/assert.hpp"
#include "core/sdp/answer.hpp"
#include "core/sdp/negotiation.hpp"
#include "core/sdp/offer.hpp"
#include "core/sdp/parser.hpp"
#include "core/sdp/serializer.hpp"

namespace {

using namespace portero::sdp;

const Identity identity{.session_id = "1", .version = 1};

std::vector<Crypto> one_key_each() {
  std::vector<Crypto> keys;
  for (const SrtpSuite suite : srtp_suites)
    keys.push_back(make_crypto(static_cast<std::uint32_t>(keys.size() + 1), suite,
                               std::vector<std::uint8_t>(key_and_salt_bytes(suite), 7)));
  return keys;
}

LocalMedia station() {
  return {.address = "192.0.2.1",
          .audio = {.port = 5004, .crypto = one_key_each()},
          .video = {.port = 5006, .crypto = one_key_each()},
          .ice = IceDescription{.ufrag = "u", .password = "p"},
          .fingerprint = Fingerprint{"sha-256", "AA:BB"}};
}

std::vector<Preferences> settings() {
  std::vector<Preferences> all(3);
  all[1].srtp = SrtpPolicy::off;
  all[1].bundle = false;
  all[1].audio = {AudioCodec::ilbc};
  all[2].srtp = SrtpPolicy::required;
  all[2].key_exchange = KeyExchange::dtls;
  return all;
}

void check_round_trip(const Session& session) {
  const auto again = parse_session(serialize(session));
  PORTERO_ASSERT(again && *again == session, "what was written reads as it was read");
}

void check_answer(const Session& offer, const LocalMedia& local, const Preferences& preferences) {
  const auto answer = make_answer(offer, local, preferences, identity);
  if (!answer) {
    PORTERO_ASSERT(!answer.error().text.empty(), "a refusal says why");
    return;
  }
  const auto read = parse_session(serialize(answer->session));
  PORTERO_ASSERT(read && read->media.size() == offer.media.size(), "the answer keeps the lines");
  for (std::size_t line = 0; line < offer.media.size(); ++line)
    PORTERO_ASSERT(read->media[line].type == offer.media[line].type, "each in its place");
  PORTERO_ASSERT(agree(*read, offer, Offerer::them) == answer->agreement,
                 "the phone reads what media was told");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const LocalMedia local = station();
  static const std::vector<Preferences> all = settings();
  const std::string text(data, data + size);
  const auto session = parse_session(text);
  if (!session) return 0;
  check_round_trip(*session);
  for (const Preferences& preferences : all) {
    check_answer(*session, local, preferences);

    Negotiation answering{"1"};
    static_cast<void>(answering.handle(OfferArrived{text}));
    static_cast<void>(answering.handle(AnswerWanted{local, preferences}));
    static_cast<void>(answering.handle(OfferWanted{local, preferences}));
    static_cast<void>(answering.handle(AnswerArrived{text}));
  }
  return 0;
}
