#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "core/rtp/outgoing_stream.hpp"
#include "core/rtp/rtcp.hpp"
#include "core/sdp/video_codec.hpp"
#include "io/media/picture/outlet.hpp"
#include "io/media/webrtc/events.hpp"
#include "io/media/webrtc/object.hpp"
#include "io/media/webrtc/protection.hpp"

namespace portero::webrtc {

// Of all our sources, in reports and descriptions (RFC 5576 section 6.1).
inline constexpr const char* canonical_name = "portero";

// May so many bytes be sent again? Asked in the thread in which the wish came.
using RetransmissionBudget = std::function<bool(std::size_t bytes)>;

// Sends picture and sound of one viewer: RTP and SRTP of our own, through webrtcbin's ICE agent,
// with the key that its DTLS agreed on (docs/decisions/0029). Any thread; what comes while it is
// not open is nobody's.
class Sender : public picture::Outlet {
 public:
  struct Streams {
    sdp::VideoCodec codec = sdp::VideoCodec::h264;
    std::optional<rtp::StreamFormat> picture{};
    std::optional<rtp::StreamFormat> sound{};
  };

  explicit Sender(RetransmissionBudget budget) : budget_(std::move(budget)) {}

  // Master key and salt.
  void take_key(base::ByteView key_and_salt);
  // False without a key. `agent` is a NiceAgent that reached the browser.
  [[nodiscard]] bool open(Object agent, const Streams& streams);
  void close();  // once it returns, the agent is asked for nothing more

  [[nodiscard]] bool has_room(bool) const override { return true; }
  [[nodiscard]] bool take(GstBuffer& unit, GstCaps& caps) override;
  // One packet of Opus, which all viewers share; `began` is running time.
  void send_sound(const rtp::Payload& packet, GstClockTime began);

  // What the browser says of what it got; it gets again what it misses.
  void receive(const rtp::Told& told);
  void report(const rtp::ReceptionReport& report);

  struct Counts {
    rtp::StreamCounts picture;
    rtp::StreamCounts sound;
    std::optional<base::Duration> round_trip{};
  };
  [[nodiscard]] Counts counts() const;

  // With transport-wide numbers, since the last call.
  [[nodiscard]] std::vector<PacketSent> take_sent();
  // When the first of those was sent.
  [[nodiscard]] std::optional<base::TimePoint> unreported_since() const;

 private:
  void send(rtp::OutgoingStream& stream, const rtp::Payload& payload, bool marker,
            base::TimePoint sampled);
  void send(rtp::OutgoingPacket packet);
  void send_again(const rtp::Missing& missing, base::TimePoint now);
  void pass_on_rtcp(rtp::Bytes compound);
  void pass_on(const rtp::Bytes& datagram);

  RetransmissionBudget budget_;
  mutable std::mutex mutex_;
  std::optional<Protection> protection_;
  Object agent_;
  sdp::VideoCodec codec_ = sdp::VideoCodec::h264;
  std::optional<rtp::OutgoingStream> picture_;
  std::optional<rtp::OutgoingStream> sound_;
  rtp::TransportWideNumbers numbers_;
  std::uint16_t frame_ = 0;
  std::optional<base::Duration> round_trip_;
  std::vector<PacketSent> sent_;
};

}  // namespace portero::webrtc
