#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/media/statistics.hpp"
#include "core/sdp/transport.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/rtp/arrivals.hpp"
#include "io/media/rtp/ports.hpp"

namespace portero::rtp {

// A payload type that may come, with its clock.
struct Incoming {
  std::uint8_t payload_type = 0;
  std::uint32_t clock_rate = 8000;  // Hz

  bool operator==(const Incoming&) const = default;
};

struct SessionSettings {
  sdp::Transport transport{};
  // Of ours, where we were asked for ICE: the lite side of it is done here.
  std::optional<sdp::IceDescription> ice{};
  // What makes the packets that are sent, as gst-launch-1.0 reads it: ends with application/x-rtp.
  std::string sender;
  std::vector<Incoming> sound{};             // to be played
  std::vector<Incoming> telephone_events{};  // keys
  std::optional<PacketIndex> reached{};      // by a session before it, with the same keys
};

// One RTP session on two ports of ours (RFC 3550): packets of a sender protected and sent, packets
// of the far side deciphered, put in order and given on; reports both ways. Its keys and its
// handshake hold for its whole life; what is sent, what comes and from where can change.
class Session {
 public:
  // What is older than this is lost: the price of hearing everything in order.
  static constexpr unsigned jitter_buffer_ms = 50;

  struct Handler {
    // On the loop's thread.
    std::function<void()> heard = [] {};
    std::function<void(const dtmf::Rfc4733Event&)> key = [](const auto&) {};
    // How far the far side has come, where it matters: by SRTP.
    std::function<void(const PacketIndex&)> reached = [](const auto&) {};
    // Those of a handshake, once it is done with the right certificate.
    std::function<void(const sdp::SdesSrtp&)> keyed = [](const auto&) {};
    std::function<void(const std::string&)> unreadable = [](const auto&) {};
    std::function<void(const std::string&)> failed = [](const auto&) {};
    // On a streaming thread: payloads in order; nullopt for one that is lost.
    std::function<void(std::uint8_t payload_type, std::optional<base::ByteView>)> play =
        [](auto, const auto&) {};
    // On a streaming thread: the far side needs a key frame (RFC 4585 PLI, RFC 5104 FIR).
    std::function<void()> key_frame_wanted = [] {};
  };

  // `ports` outlives the session. An error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<Session>, std::string> start(
      loop::EventLoop& loop, const Ports& ports, const SessionSettings& settings, Handler handler);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Whether it can go on under this agreement: the handshake is not done again, and packets are
  // counted on, where the far side kept its keys (RFC 8842 section 3.1, RFC 3711 section 3.3.1).
  [[nodiscard]] bool serves(const sdp::Transport& transport) const;
  // Of the settings, all but the sender; where it serves.
  void expect(const SessionSettings& settings);
  // Another sender: whoever fed the one before has stopped. After an error there is none.
  [[nodiscard]] std::expected<void, std::string> send_by(const std::string& sender);

  // The element of the sender's description that is called "send".
  [[nodiscard]] GstElement* sender() const { return sender_.get(); }
  // Whether what comes is played; keys and signs of life count either way.
  void play(bool on) { arrivals_.play(on); }
  [[nodiscard]] bool keys_count() const { return arrivals_.keys_count(); }
  [[nodiscard]] media::StreamStatistics statistics() const;

 private:
  struct Alive {};

  Session(loop::EventLoop& loop, const Ports& ports, const SessionSettings& settings,
          Handler handler);
  [[nodiscard]] Arrivals::Tell tells();
  void connect(const SessionSettings& settings);
  void connect_sender();
  void connect_reports();
  void connect_handshake();
  [[nodiscard]] bool takes_dtls() const {
    return std::holds_alternative<sdp::DtlsSrtp>(transport_.protection);
  }
  void send_to_far_side();
  void answer_check(base::ByteView check, const base::Endpoint& source, GSocket* socket);
  void on_loop(std::function<void()> task);

  static GstPadProbeReturn datagram_came(GstPad*, GstPadProbeInfo* info, gpointer session);
  static GstPadProbeReturn report_came(GstPad*, GstPadProbeInfo* info, gpointer session);
  static GstPadProbeReturn packet_came(GstPad*, GstPadProbeInfo* info, gpointer session);
  static GstPadProbeReturn played(GstPad*, GstPadProbeInfo* info, gpointer session);
  static GstPadProbeReturn upstream_event(GstPad*, GstPadProbeInfo* info, gpointer session);
  static void stream_came(GstElement* bin, GstPad* pad, gpointer session);
  static void certificate_came(GstElement* decipher, GParamSpec*, gpointer session);
  static void key_came(GstElement* half, gpointer session);
  static GstCaps* caps_of(GstElement* bin, guint number, guint payload_type, gpointer session);
  static GstCaps* keys_of(GstElement* decoder, guint ssrc, gpointer session);

  loop::EventLoop& loop_;
  Handler handler_;
  mutable std::mutex mutex_;      // of incoming_ and of the addresses in transport_
  std::mutex destination_mutex_;  // of two threads that find the far side, the later one is right
  sdp::Transport transport_;
  std::vector<Incoming> incoming_;
  Arrivals arrivals_;
  const Ports& ports_;
  std::shared_ptr<Alive> alive_ = std::make_shared<Alive>();
  gst::Owned<GstElement> sender_;
  gst::Owned<GstElement> rtp_out_;
  gst::Owned<GstElement> rtcp_out_;
  gst::Owned<GstElement> muxed_reports_;
  gst::Owned<GstElement> dtls_out_;  // the halves of a handshake
  gst::Owned<GstElement> dtls_in_;
  std::unique_ptr<gst::Pipeline> pipeline_;  // last: ends before what its threads use
};

}  // namespace portero::rtp
