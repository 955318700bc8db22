#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/sdp/local_media.hpp"
#include "core/sdp/parser.hpp"
#include "core/sdp/serializer.hpp"

namespace portero::sdp {

// A description as a test writes it: the lines that it is about, below the head of a phone at
// 192.0.2.9. Text with a v= line of its own is taken as it stands.
inline std::string with_head(std::string_view lines) {
  if (lines.starts_with("v=")) return std::string{lines};
  return "v=0\no=phone 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\n" + std::string{lines};
}

inline Session described(std::string_view lines) {
  auto session = parse_session(with_head(lines));
  if (!session) {
    ADD_FAILURE() << "the test's own description is wrong: " << to_text(session.error());
    return {};
  }
  return *std::move(session);
}

// What a description says below its head, as a test writes it.
inline std::string lines_of(const Session& session) {
  std::string text = serialize(session);
  std::erase(text, '\r');
  const std::string_view head_ends = "t=0 0\n";
  return text.substr(text.find(head_ends) + head_ends.size());
}

// The key of a test: every byte of it the same.
inline Crypto crypto_of(std::uint32_t tag, SrtpSuite suite, std::uint8_t byte) {
  return make_crypto(tag, suite, std::vector<std::uint8_t>(key_and_salt_bytes(suite), byte));
}

// The station's own side: sound at port 5004, picture at 5006, one SRTP key each, a certificate.
inline LocalMedia station() {
  return {
      .address = "192.0.2.1",
      .audio = {.port = 5004, .crypto = {crypto_of(1, SrtpSuite::aes_cm_128_hmac_sha1_80, 0xA1)}},
      .video = {.port = 5006, .crypto = {crypto_of(1, SrtpSuite::aes_cm_128_hmac_sha1_80, 0xB1)}},
      .fingerprint = Fingerprint{"sha-256", "AA:BB"}};
}

// What the settings of a test allow, in the clear unless it is about SRTP.
inline Preferences in_the_clear(std::string_view audio = "Auto") {
  return {.audio = *audio_choice(audio), .srtp = SrtpPolicy::off};
}

}  // namespace portero::sdp
