#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "base/bytes.hpp"
#include "core/dtmf/key_report.hpp"
#include "core/ice/check.hpp"
#include "core/media/latch.hpp"
#include "core/rtp/packet_index.hpp"

namespace portero::rtp {

// Looks at every datagram that comes to the ports of one stream, and at every RTP packet once it is
// deciphered. Any thread may call; what is told is told by that thread.
class Arrivals {
 public:
  // A far side that begins a new stream more often than this is not followed (each costs memory
  // until it times out).
  static constexpr base::Duration least_between_streams = std::chrono::seconds{1};
  // So many unreadable packets in a row, and none readable, are told.
  static constexpr std::uint32_t unreadable_limit = 50;

  struct Expected {
    std::optional<base::Endpoint> described;
    bool rtcp_mux = false;
    bool protected_by_keys = false;
    std::vector<std::uint8_t> payload_types{};  // of all that may come
    std::vector<std::uint8_t> event_types{};    // of telephone-events
    std::optional<ice::Credentials> ice{};
    std::optional<PacketIndex> reached{};  // by a session before this one, with the same keys
  };
  struct Tell {
    std::function<void()> heard = [] {};  // every packet; whoever listens thins it out
    std::function<void(const dtmf::Rfc4733Event&)> key = [](const auto&) {};
    std::function<void()> unreadable = [] {};  // once
    std::function<void()> latched = [] {};     // send to the far side now
    std::function<void(const base::Endpoint&)> rtcp_latched = [](const auto&) {};
    std::function<void(const PacketIndex&)> reached = [](const auto&) {};
  };

  explicit Arrivals(Tell tell) : tell_(std::move(tell)) {}

  // Who was found by ICE stays so while both sides' credentials do, wherever else they are
  // described.
  void expect(Expected expected);
  // While on hold nothing is played, but keys and signs of life count.
  void play(bool on) { plays_ = on; }
  // DTLS: nothing counts until the certificate is the one that was described.
  void trust(bool on) { trusted_ = on; }

  enum class Kind : std::uint8_t { rtp, rtcp, dtls, stun, nothing };
  // A datagram on the RTP port: what it is, or nothing where its sender or its shape is wrong.
  [[nodiscard]] Kind datagram(base::ByteView bytes, const base::Endpoint& source,
                              base::TimePoint now);
  // The same on the RTCP port. RTCP comes from the host that RTP comes from, or from where ICE has
  // proven it.
  [[nodiscard]] Kind report(base::ByteView bytes, const base::Endpoint& source,
                            base::TimePoint now);
  // What was called stun: the answer to it, on the same port; empty for none. Who knows our
  // password counts from here on.
  [[nodiscard]] std::vector<std::uint8_t> check(base::ByteView bytes, const base::Endpoint& source,
                                                bool on_rtcp_port, base::TimePoint now);
  // A deciphered RTP packet: whether it is to be played.
  [[nodiscard]] bool packet(base::ByteView bytes, base::TimePoint now);

  [[nodiscard]] bool keys_count() const;
  // Where to send.
  [[nodiscard]] std::optional<base::Endpoint> far_side() const;
  // Of this sender's sequence numbers, at the datagram that came last.
  [[nodiscard]] std::uint32_t turns_of(std::uint32_t ssrc) const;

 private:
  [[nodiscard]] bool follows(std::uint32_t ssrc, base::TimePoint now);
  // Of a far side that goes on, a report that came first would fix the turns, and tells none.
  [[nodiscard]] bool awaits_index() const { return expected_.reached && !arriving_; }

  Tell tell_;
  mutable std::mutex mutex_;
  Expected expected_;
  media::Latch latch_;
  media::Latch rtcp_latch_;  // of ICE alone
  // The sequence number of the last datagram, forged or not.
  std::optional<std::uint16_t> arriving_;
  IndexWatch index_;
  std::optional<std::uint32_t> stream_;
  base::TimePoint stream_began_{};
  std::uint32_t unreadable_ = 0;
  std::atomic<bool> plays_ = false;
  std::atomic<bool> trusted_ = true;
};

}  // namespace portero::rtp
