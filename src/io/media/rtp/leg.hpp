#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/media/command.hpp"
#include "core/media/event.hpp"
#include "io/loop/timer.hpp"
#include "io/media/rtp/picture_stream.hpp"
#include "io/media/rtp/sound_stream.hpp"

namespace portero::rtp {

// What a far side gets to see.
struct PictureTaken {
  sdp::VideoCodec codec = sdp::VideoCodec::h264;
  std::optional<std::uint32_t> max_kbps{};  // what they allow us

  bool operator==(const PictureTaken&) const = default;
};

// Sound and picture of one SIP call, from its ports to its end. What is negotiated again changes
// only what differs: a stream goes on while its keys are the same.
class Leg {
 public:
  struct Handler {
    std::function<void(const media::Event&)> event;
    // By the far side, of whoever decides for all who take the camera's picture.
    std::function<void()> key_frame_wanted;
  };

  // `duplex` and `camera` outlive it. An error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<Leg>, std::string> open(
      loop::EventLoop& loop, const media::OpenLeg& open, sound::Duplex& duplex,
      picture::Camera& camera, Handler handler);
  Leg(const Leg&) = delete;
  Leg& operator=(const Leg&) = delete;

  [[nodiscard]] const sdp::LocalMedia& local() const { return local_; }
  // An error is a sentence: the leg is of no more use.
  [[nodiscard]] std::expected<void, std::string> use(const sdp::Agreement& agreement);
  void flow(call::Flow flow);
  void send_key(dtmf::Key key);
  // Nullopt while no picture flows.
  [[nodiscard]] std::optional<PictureTaken> picture() const;
  // The one before it may be gone after this.
  void change_camera(picture::Camera& camera);
  [[nodiscard]] media::LegStatistics statistics() const;

 private:
  Leg(loop::EventLoop& loop, media::LegId id, sound::Duplex& duplex, picture::Camera& camera,
      Ports sound_ports, Ports picture_ports, Handler handler);
  std::expected<void, std::string> use_sound(const std::optional<sdp::AudioAgreement>& agreement);
  std::expected<void, std::string> use_picture(const std::optional<sdp::VideoAgreement>& agreement);
  void tell_keys(media::Medium medium, const sdp::Transport& agreed, const sdp::SdesSrtp& keys);
  void heard();
  void failed(const std::string& why);

  loop::EventLoop& loop_;
  media::LegId id_;
  sound::Duplex& duplex_;
  picture::Camera* camera_;
  Handler handler_;
  Ports sound_ports_;
  Ports picture_ports_;
  sdp::LocalMedia local_;
  sdp::Agreement agreement_;
  call::Flow flow_ = call::Flow::none;
  std::optional<base::TimePoint> heard_;
  std::optional<PacketIndex> reached_;  // by the far side's sound
  std::unique_ptr<SoundStream> sound_;
  std::unique_ptr<PictureStream> picture_;
};

}  // namespace portero::rtp
