#include "io/media/webrtc/protection.hpp"

#include <set>
#include <utility>

#include <srtp2/srtp.h>

#include "io/media/webrtc/limits.hpp"

namespace portero::webrtc {
namespace {

using Packet = std::vector<std::uint8_t>;
using Apply = srtp_err_status_t(srtp_t, void*, int*);

std::optional<std::uint32_t> source_of(const Packet& packet, std::size_t bytes_before) {
  base::ByteReader reader{packet};
  if (!reader.bytes(bytes_before)) return std::nullopt;
  return reader.u32();
}

}  // namespace

struct Protection::Session {
  srtp_t srtp = nullptr;
  std::set<std::uint32_t> sources{};  // of theirs: libsrtp never forgets one

  ~Session() {
    if (srtp != nullptr) srtp_dealloc(srtp);
  }

  bool apply(Apply* how, std::size_t trailer, Packet& packet) const {
    const std::size_t plain = packet.size();
    packet.resize(plain + trailer);
    int bytes = static_cast<int>(plain);
    if (how(srtp, packet.data(), &bytes) != srtp_err_status_ok) return false;
    packet.resize(static_cast<std::size_t>(bytes));
    return true;
  }

  bool open(Apply* how, std::size_t bytes_before_source, Packet& packet) {
    const auto source = source_of(packet, bytes_before_source);
    if (!source) return false;
    if (!sources.contains(*source) && sources.size() >= max_their_sources) return false;
    if (!apply(how, 0, packet)) return false;
    sources.insert(*source);
    return true;
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
  return session_->apply(&srtp_protect, SRTP_MAX_TRAILER_LEN, packet);
}

bool Protection::protect_rtcp(Packet& compound) {
  constexpr std::size_t index_bytes = 4;
  return session_->apply(&srtp_protect_rtcp, SRTP_MAX_TRAILER_LEN + index_bytes, compound);
}

bool Protection::unprotect(Packet& packet) {
  constexpr std::size_t bytes_before_source = 8;
  return session_->open(&srtp_unprotect, bytes_before_source, packet);
}

bool Protection::unprotect_rtcp(Packet& compound) {
  constexpr std::size_t bytes_before_source = 4;
  return session_->open(&srtp_unprotect_rtcp, bytes_before_source, compound);
}

}  // namespace portero::webrtc
