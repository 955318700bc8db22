#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "io/loop/event_loop.hpp"
#include "io/loop/timer.hpp"
#include "io/media/picture/camera_event.hpp"
#include "io/media/picture/encoder.hpp"
#include "io/media/picture/fan_out.hpp"
#include "io/media/picture/frames.hpp"
#include "io/media/picture/key_frame_gate.hpp"
#include "io/media/picture/throughput.hpp"

namespace portero::picture {

// The camera's picture in one codec: an encoder, and whoever takes what it makes. Lives as long as
// its feeds; when an encoder fails, the next best one goes on.
class Stream : public std::enable_shared_from_this<Stream> {
 public:
  using Tell = std::function<void(CameraEvent)>;

  // Takes the first of the encoders that works.
  [[nodiscard]] static std::shared_ptr<Stream> make(loop::EventLoop& loop, sdp::VideoCodec codec,
                                                    std::vector<const EncoderKind*> kinds,
                                                    const CameraSettings& settings, Rate rate,
                                                    std::shared_ptr<Frames> frames, Tell tell);
  ~Stream();
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  FanOut::Id add(std::shared_ptr<Outlet> outlet) { return fan_out_.add(std::move(outlet)); }
  void remove(FanOut::Id feed);
  void start(FanOut::Id feed);
  void pause(FanOut::Id feed);
  void follow(FanOut::Id feed, const congestion::Portion& portion) {
    fan_out_.follow(feed, portion);
  }
  [[nodiscard]] FanOut::Given given(FanOut::Id feed) const { return fan_out_.given(feed); }

  void request_key_frame();
  void set(Rate rate);
  [[nodiscard]] StreamStatistics statistics() const;

 private:
  Stream(loop::EventLoop& loop, sdp::VideoCodec codec, std::vector<const EncoderKind*> kinds,
         const CameraSettings& settings, Rate rate, std::shared_ptr<Frames> frames, Tell tell);
  void take_next_encoder();
  void drop_encoder();
  void encoder_failed(const std::string& why);
  void encoded(GstBuffer& unit, GstCaps& caps);  // on the encoder's thread
  void key_frame_wakes();
  void gave(bool key_frame, bool another_wanted);

  loop::EventLoop& loop_;
  sdp::VideoCodec codec_;
  CameraSettings settings_;
  Rate rate_;
  std::shared_ptr<Frames> frames_;
  Tell tell_;
  FanOut fan_out_;
  KeyFrameGate gate_;
  loop::Timer gate_opens_;
  std::vector<const EncoderKind*> kinds_;  // that have not failed yet
  std::unique_ptr<Encoder> encoder_;

  mutable std::mutex counting_;
  std::uint64_t units_ = 0;
  std::uint64_t key_frames_ = 0;
  Throughput throughput_;
};

}  // namespace portero::picture
