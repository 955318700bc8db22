#include "io/media/rtp/arrivals.hpp"

#include <algorithm>

#include "core/dtmf/rtp_event.hpp"
#include "core/rtp/packet.hpp"

namespace portero::rtp {
namespace {

constexpr std::size_t rtp_header_bytes = 12;
constexpr std::size_t rtcp_header_bytes = 8;
constexpr std::size_t stun_header_bytes = 20;

// RFC 7983 section 7.
Arrivals::Kind arrival_of(base::ByteView bytes, bool rtcp_mux) {
  using enum Arrivals::Kind;
  switch (kind_of(bytes)) {
    case Datagram::rtcp: return rtcp_mux && bytes.size() >= rtcp_header_bytes ? rtcp : nothing;
    case Datagram::rtp: return bytes.size() >= rtp_header_bytes ? rtp : nothing;
    case Datagram::other: break;
  }
  if (bytes.size() < 2) return nothing;
  if (bytes[0] <= 3) return bytes.size() >= stun_header_bytes ? stun : nothing;
  return bytes[0] >= 20 && bytes[0] <= 63 ? dtls : nothing;
}

std::uint16_t sequence_number_of(base::ByteView rtp) {
  return static_cast<std::uint16_t>(rtp[2] << 8U | rtp[3]);
}

}  // namespace

void Arrivals::expect(Expected expected) {
  bool moved = false;
  {
    const std::lock_guard lock{mutex_};
    const auto before = latch_.far_side();
    // With other credentials, who proved to know those of before has proven nothing.
    if (expected.ice != expected_.ice) latch_ = rtcp_latch_ = {};
    if (!expected.ice || expected.ice != expected_.ice) {
      latch_.expect(expected.described);
      rtcp_latch_.expect(std::nullopt);
    }
    moved = latch_.far_side() != before;
    expected_ = std::move(expected);
    if (expected_.reached) {
      index_.begin(*expected_.reached);
      arriving_.reset();
    }
    unreadable_ = 0;
  }
  if (moved) tell_.latched();
}

Arrivals::Kind Arrivals::datagram(base::ByteView bytes, const base::Endpoint& source,
                                  base::TimePoint now) {
  bool moved = false;
  bool unreadable = false;
  Kind kind{};
  {
    const std::lock_guard lock{mutex_};
    kind = arrival_of(bytes, expected_.rtcp_mux);
    if (kind == Kind::nothing) return kind;
    if (kind == Kind::stun) return expected_.ice ? kind : Kind::nothing;
    const auto before = latch_.far_side();
    if (!latch_.takes(source, now)) return Kind::nothing;
    moved = before != source;
    if (kind == Kind::rtp) arriving_ = sequence_number_of(bytes);
    if (kind == Kind::rtcp && awaits_index()) return Kind::nothing;
    if (kind == Kind::rtp && expected_.protected_by_keys)
      unreadable = ++unreadable_ == unreadable_limit;
  }
  if (moved) tell_.latched();
  if (unreadable) tell_.unreadable();
  return kind;
}

Arrivals::Kind Arrivals::report(base::ByteView bytes, const base::Endpoint& source,
                                base::TimePoint now) {
  const std::lock_guard lock{mutex_};
  const Kind kind = arrival_of(bytes, true);
  if (kind == Kind::stun) return expected_.ice ? kind : Kind::nothing;
  if (kind != Kind::rtcp || awaits_index()) return Kind::nothing;
  if (rtcp_latch_.is_proven()) return rtcp_latch_.takes(source, now) ? kind : Kind::nothing;
  const auto far = latch_.far_side();
  return far && far->address == source.address ? kind : Kind::nothing;
}

std::vector<std::uint8_t> Arrivals::check(base::ByteView bytes, const base::Endpoint& source,
                                          bool on_rtcp_port, base::TimePoint now) {
  std::optional<base::Endpoint> moved;
  ice::Reply reply;
  {
    const std::lock_guard lock{mutex_};
    if (!expected_.ice) return {};
    reply = ice::reply_to(bytes, source, *expected_.ice);
    if (reply.outcome == ice::Outcome::nothing || reply.outcome == ice::Outcome::refused)
      return std::move(reply.answer);
    media::Latch& latch = on_rtcp_port ? rtcp_latch_ : latch_;
    const auto before = latch.far_side();
    latch.proven(source, reply.outcome == ice::Outcome::nominated, now);
    if (latch.far_side() != before) moved = latch.far_side();
  }
  if (moved) on_rtcp_port ? tell_.rtcp_latched(*moved) : tell_.latched();
  return std::move(reply.answer);
}

bool Arrivals::keys_count() const {
  const std::lock_guard lock{mutex_};
  return trusted_ && (expected_.protected_by_keys || latch_.is_as_described());
}

std::optional<base::Endpoint> Arrivals::far_side() const {
  const std::lock_guard lock{mutex_};
  return latch_.far_side();
}

std::uint32_t Arrivals::turns_of(std::uint32_t ssrc) const {
  const std::lock_guard lock{mutex_};
  return index_.turns_of(ssrc, arriving_.value_or(0));
}

bool Arrivals::packet(base::ByteView bytes, base::TimePoint now) {
  if (!trusted_) return false;
  std::optional<dtmf::Rfc4733Event> key;
  std::optional<PacketIndex> reached;
  bool playable = false;
  {
    const std::lock_guard lock{mutex_};
    base::ByteReader reader{bytes};
    const auto first = reader.u16();
    const auto sequence_number = reader.u16();
    const auto time = reader.u32();
    const auto ssrc = reader.u32();
    if (!first || !sequence_number || !time || !ssrc) return false;
    unreadable_ = 0;
    if (expected_.protected_by_keys || latch_.is_as_described())
      key = dtmf::parse_rtp_event(bytes, expected_.event_types);
    const auto payload_type = static_cast<std::uint8_t>(*first & 0x7F);
    playable =
        std::ranges::find(expected_.payload_types, payload_type) != expected_.payload_types.end() &&
        follows(*ssrc, now);
    if (stream_ == *ssrc) reached = index_.take(*ssrc, *sequence_number);
  }
  tell_.heard();
  if (key) tell_.key(*key);
  if (reached) tell_.reached(*reached);
  return playable && plays_;
}

bool Arrivals::follows(std::uint32_t ssrc, base::TimePoint now) {
  if (stream_ == ssrc) return true;
  if (stream_ && now < stream_began_ + least_between_streams) return false;
  stream_ = ssrc;
  stream_began_ = now;
  return true;
}

}  // namespace portero::rtp
