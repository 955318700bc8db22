#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/sdp/video_codec.hpp"
#include "io/media/gst/pipeline.hpp"
#include "io/media/picture/burned_clock.hpp"

namespace portero::picture {

// Somebody who watches a feed.
class Viewer {
 public:
  struct Unit {
    bool is_key_frame = false;
    std::size_t bytes = 0;
    GstClockTime pts = 0, dts = 0;
    GstClockTime at = 0;  // running time
  };
  struct Shown {
    BurnedTime burned;
    BurnedTime at;
  };

  enum class Manner : std::uint8_t { decodes, counts, is_stuck };

  Viewer(loop::EventLoop& loop, sdp::VideoCodec codec, Manner manner = Manner::decodes);

  [[nodiscard]] GstElement* appsrc() const { return appsrc_.get(); }
  // One that is stuck goes on.
  void play();
  // For good, while its feed goes on.
  void stop();
  [[nodiscard]] std::uint64_t queued() const;

  // So far: what came out of the appsrc, and the decoded frames whose clock could be read.
  [[nodiscard]] std::vector<Unit> units() const;
  [[nodiscard]] std::vector<Shown> shown() const;
  [[nodiscard]] std::size_t unreadable() const;
  [[nodiscard]] std::size_t key_frames() const;
  [[nodiscard]] std::string caps() const;
  void forget();

  [[nodiscard]] const gst::Failure& failure() const { return failure_; }

 private:
  void took(GstBuffer& unit);
  void decoded(GstSample& frame);

  gst::Failure failure_;
  mutable std::mutex mutex_;
  std::vector<Unit> units_;
  std::vector<Shown> shown_;
  std::size_t unreadable_ = 0;
  gst::Owned<GstElement> appsrc_;
  std::unique_ptr<gst::Pipeline> pipeline_;
};

[[nodiscard]] BurnedTime wall_time();

// The clock in a frame of I420; nullopt when it cannot be read.
[[nodiscard]] std::optional<BurnedTime> clock_in(GstSample& frame);

}  // namespace portero::picture
