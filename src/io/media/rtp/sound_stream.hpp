#pragma once

#include <expected>
#include <memory>
#include <string>

#include "io/media/rtp/session.hpp"
#include "io/media/rtp/sound_player.hpp"
#include "io/media/rtp/sound_sender.hpp"
#include "io/media/sound/duplex.hpp"

namespace portero::rtp {

// The sound of one SIP call, both ways between its session and the station's microphone and
// loudspeaker. Keys in the sound itself are told like all others.
class SoundStream {
 public:
  struct Handler {  // all on the loop's thread
    std::function<void()> heard;
    std::function<void(const dtmf::KeyReport&)> key;
    std::function<void(const PacketIndex&)> reached;
    std::function<void(const std::string&)> unreadable;
    std::function<void(const std::string&)> failed;
    std::function<void(const sdp::SdesSrtp&)> keyed = [](const auto&) {};  // by a handshake
  };

  // `ports` and `duplex` outlive it; `ice` is what we said of it, `reached` how far the far side
  // had come in a stream before. An error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<SoundStream>, std::string> start(
      loop::EventLoop& loop, const Ports& ports, const std::optional<sdp::IceDescription>& ice,
      const sdp::AudioAgreement& agreement, const std::optional<PacketIndex>& reached,
      sound::Duplex& duplex, Handler handler);
  SoundStream(const SoundStream&) = delete;
  SoundStream& operator=(const SoundStream&) = delete;

  // Whether it can go on under this agreement; then do. An error is a sentence: it is of no more
  // use.
  [[nodiscard]] bool serves(const sdp::AudioAgreement& agreement) const {
    return session_->serves(agreement.transport);
  }
  [[nodiscard]] std::expected<void, std::string> follow(const sdp::AudioAgreement& agreement);
  // Both ways, as far as the agreed direction allows; nothing before it is said.
  void flow(bool on);
  void send_key(dtmf::Key key) { sender_->press(key); }
  [[nodiscard]] media::StreamStatistics statistics() const { return session_->statistics(); }

 private:
  SoundStream(loop::EventLoop& loop, const std::optional<sdp::IceDescription>& ice,
              const sdp::AudioAgreement& agreement, sound::Duplex& duplex, Handler handler);
  [[nodiscard]] SessionSettings settings() const;
  void begin_sending();
  void tone_heard(const dtmf::InbandTone& tone);

  loop::EventLoop& loop_;
  sound::Duplex& duplex_;
  std::optional<sdp::IceDescription> ice_;
  sdp::AudioAgreement agreement_;
  std::uint32_t ssrc_;
  Handler handler_;
  sound::Voice voice_;
  SoundPlayer player_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::unique_ptr<Session> session_;  // ends before what its threads use
  std::unique_ptr<SoundSender> sender_;
  std::unique_ptr<sound::Listener> listener_;  // ends first: it feeds the sender
};

}  // namespace portero::rtp
