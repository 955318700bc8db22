#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <string>

#include "core/sdp/agreement.hpp"
#include "io/media/picture/camera.hpp"
#include "io/media/rtp/session.hpp"

namespace portero::rtp {

// The picture of one SIP call, from the camera to the far side, never back.
class PictureStream {
 public:
  struct Handler {  // all on the loop's thread
    std::function<void()> heard;
    std::function<void(const std::string&)> failed;
    // The far side's decoder is stuck: PLI (RFC 4585) or FIR (RFC 5104).
    std::function<void()> key_frame_wanted;
    std::function<void(const sdp::SdesSrtp&)> keyed = [](const auto&) {};  // by a handshake
  };

  // `ports` and `camera` outlive it; `ice` is what we said of it. An error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<PictureStream>, std::string> start(
      loop::EventLoop& loop, const Ports& ports, const std::optional<sdp::IceDescription>& ice,
      const sdp::VideoAgreement& agreement, picture::Camera& camera, Handler handler);
  PictureStream(const PictureStream&) = delete;
  PictureStream& operator=(const PictureStream&) = delete;

  // Whether it can go on under this agreement; then do, with this camera. An error is a sentence:
  // it is of no more use.
  [[nodiscard]] bool serves(const sdp::VideoAgreement& agreement) const {
    return session_->serves(agreement.transport);
  }
  [[nodiscard]] std::expected<void, std::string> follow(const sdp::VideoAgreement& agreement,
                                                        picture::Camera& camera);
  // As far as the agreed direction allows; nothing before it is said. Begins with a key frame.
  void flow(bool on);
  [[nodiscard]] media::StreamStatistics statistics() const { return session_->statistics(); }

 private:
  PictureStream(loop::EventLoop& loop, const std::optional<sdp::IceDescription>& ice,
                const sdp::VideoAgreement& agreement, picture::Camera& camera, Handler handler);
  [[nodiscard]] SessionSettings settings() const;
  void begin_sending();
  void key_frame_wanted();

  loop::EventLoop& loop_;
  std::optional<sdp::IceDescription> ice_;
  sdp::VideoAgreement agreement_;
  picture::Camera* camera_;
  Handler handler_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::unique_ptr<Session> session_;
  picture::Feed feed_;  // ends first: it feeds the session
};

}  // namespace portero::rtp
