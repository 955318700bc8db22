#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>

#include "apps/media/viewer_link.hpp"
#include "core/media/congestion/shared_encoder.hpp"
#include "io/loop/timer.hpp"
#include "io/media/picture/camera.hpp"

namespace portero::engine {

// One who takes the camera's picture.
struct Taker {
  sdp::VideoCodec codec = sdp::VideoCodec::h264;
  std::function<Carried(base::TimePoint)> carried;
  std::function<void(const congestion::Portion&)> portion_changed = [](const auto&) {};
};

// Who takes the camera's picture, and what each gets of it (docs/decisions/0017): a SharedEncoder
// for each codec, whose decisions the camera and its feeds carry out.
class Pictures {
 public:
  using TakerId = congestion::ViewerId;

  // Membership, until destroyed.
  class Share {
   public:
    Share(Pictures& pictures, TakerId id) : pictures_(&pictures), id_(id) {}
    ~Share();
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    // Its decoder is stuck.
    void request_key_frame() { pictures_->request_key_frame(id_); }

   private:
    Pictures* pictures_;
    TakerId id_;
  };

  explicit Pictures(loop::EventLoop& loop) : loop_(loop), timer_(loop) {}

  // From now on; `setting` is the most that it may make, and the frames a second.
  void use(picture::Camera& camera, congestion::Bitrate setting, int frames_per_second);
  // Nullptr when there are too many already.
  [[nodiscard]] std::unique_ptr<Share> join(Taker taker);
  void key_frame_made(sdp::VideoCodec codec);
  // Nullopt while nobody takes this codec.
  [[nodiscard]] std::optional<congestion::Bitrate> told(sdp::VideoCodec codec) const;

 private:
  struct Member {
    Taker taker;
    std::optional<congestion::Portion> told{};
  };
  struct Encoder {
    explicit Encoder(congestion::Bitrate setting) : decides(setting) {}

    congestion::SharedEncoder decides;
    std::optional<congestion::EncoderPlan> told{};
  };

  [[nodiscard]] bool add(TakerId id, const Taker& taker);
  void leave(TakerId id);
  void request_key_frame(TakerId id);
  // Asks the cores and does what they say.
  void look();
  void look_later();
  void update(Encoder& encoder, sdp::VideoCodec codec);
  void tell_portions(const Encoder& encoder, sdp::VideoCodec codec);

  loop::EventLoop& loop_;
  loop::Timer timer_;
  picture::Camera* camera_ = nullptr;
  congestion::Bitrate setting_{};
  int frames_per_second_ = congestion::normal_frame_rate;
  std::map<TakerId, Member> members_;
  std::map<sdp::VideoCodec, Encoder> encoders_;  // that somebody takes
  base::IdSequence<TakerId> ids_;
};

}  // namespace portero::engine
