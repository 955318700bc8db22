#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <gst/gst.h>

#include "base/time.hpp"
#include "io/media/gst/owned.hpp"
#include "io/media/picture/encoder.hpp"
#include "io/media/picture/motion_watch.hpp"

namespace portero::picture {

// Where the capture's thread leaves its frames: the latest is kept, the encoders get all. A frame
// is a sample of I420 whose buffer's timestamp is running time.
class Frames {
 public:
  struct Latest {
    gst::OwnedMini<GstSample> frame;
    GstClockTime arrived = 0;  // running time

    [[nodiscard]] base::Duration age() const;
  };

  void put(GstSample& frame);
  // The source is lost: what it showed last is no longer what is before the door.
  void forget();

  [[nodiscard]] std::optional<Latest> latest() const;
  [[nodiscard]] std::uint64_t count() const;
  // Whether an encoder wants all frames; otherwise a few a second are enough.
  [[nodiscard]] bool wanted() const;

  void add(Encoder& encoder);
  void remove(Encoder& encoder);  // it is given no frame any more once this returns
  // Sees all frames, too, and wants none; none: nobody watches.
  void watch(std::shared_ptr<MotionWatch> watch);

 private:
  mutable std::mutex mutex_;
  std::vector<Encoder*> encoders_;
  std::shared_ptr<MotionWatch> watch_;
  gst::OwnedMini<GstSample> latest_;
  GstClockTime arrived_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace portero::picture
