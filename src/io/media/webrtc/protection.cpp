#include "io/media/webrtc/protection.hpp"

#include <utility>

#include <srtp2/srtp.h>

namespace portero::webrtc {
namespace {

using Packet = std::vector<std::uint8_t>;

bool apply(srtp_err_status_t (*how)(srtp_t, void*, int*), srtp_t session, std::size_t trailer,
           Packet& packet) {
  const std::size_t plain = packet.size();
  packet.resize(plain + trailer);
  int bytes = static_cast<int>(plain);
  if (how(session, packet.data(), &bytes) != srtp_err_status_ok) return false;
  packet.resize(static_cast<std::size_t>(bytes));
  return true;
}

}  // namespace

struct Protection::Session {
  srtp_t srtp = nullptr;

  ~Session() {
    if (srtp != nullptr) srtp_dealloc(srtp);
  }
};

enum class Protection::Direction : std::uint8_t { ours, theirs };

std::optional<Protection> Protection::of_ours(base::ByteView key_and_salt) {
  return make(key_and_salt, Direction::ours);
}

std::optional<Protection> Protection::of_theirs(base::ByteView key_and_salt) {
  return make(key_and_salt, Direction::theirs);
}

std::optional<Protection> Protection::make(base::ByteView key_and_salt, Direction direction) {
  if (key_and_salt.size() != key_bytes) return std::nullopt;
  // Refused where GStreamer's plugin has done it before.
  [[maybe_unused]] static const srtp_err_status_t begun = srtp_init();
  std::vector<std::uint8_t> key{key_and_salt.begin(), key_and_salt.end()};
  srtp_policy_t policy{};
  srtp_crypto_policy_set_rtp_default(&policy.rtp);
  srtp_crypto_policy_set_rtcp_default(&policy.rtcp);
  policy.ssrc.type = direction == Direction::ours ? ssrc_any_outbound : ssrc_any_inbound;
  policy.key = key.data();
  auto session = std::make_unique<Session>();
  if (srtp_create(&session->srtp, &policy) != srtp_err_status_ok) return std::nullopt;
  return Protection{std::move(session)};
}

Protection::Protection(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Protection::Protection(Protection&&) noexcept = default;
Protection& Protection::operator=(Protection&&) noexcept = default;
Protection::~Protection() = default;

bool Protection::protect(Packet& packet) {
  return apply(&srtp_protect, session_->srtp, SRTP_MAX_TRAILER_LEN, packet);
}

bool Protection::protect_rtcp(Packet& compound) {
  constexpr std::size_t index_bytes = 4;
  return apply(&srtp_protect_rtcp, session_->srtp, SRTP_MAX_TRAILER_LEN + index_bytes, compound);
}

bool Protection::unprotect(Packet& packet) {
  return apply(&srtp_unprotect, session_->srtp, 0, packet);
}

bool Protection::unprotect_rtcp(Packet& compound) {
  return apply(&srtp_unprotect_rtcp, session_->srtp, 0, compound);
}

}  // namespace portero::webrtc
