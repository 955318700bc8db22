#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "core/sdp/video_codec.hpp"

namespace portero::picture {

// Its first frame is here. "test pattern, because there is no camera"
struct SourceChosen {
  std::string name;

  bool operator==(const SourceChosen&) const = default;
};
// There is no picture, for this reason, until Back; it is tried again and again.
struct Lost {
  std::string why;

  bool operator==(const Lost&) const = default;
};
struct Back {
  bool operator==(const Back&) const = default;
};
struct EncoderChosen {
  sdp::VideoCodec codec;
  std::string name;

  bool operator==(const EncoderChosen&) const = default;
};
// The next best one follows as EncoderChosen. When none does, feeds of the codec get nothing.
struct EncoderFailed {
  sdp::VideoCodec codec;
  std::string why;

  bool operator==(const EncoderFailed&) const = default;
};
// Asked for or not.
struct KeyFrameMade {
  sdp::VideoCodec codec;

  bool operator==(const KeyFrameMade&) const = default;
};
// Somebody moves before it: told at most once a second, where it is watched for.
struct Moved {
  bool operator==(const Moved&) const = default;
};
using CameraEvent =
    std::variant<SourceChosen, Lost, Back, EncoderChosen, EncoderFailed, KeyFrameMade, Moved>;

struct StreamStatistics {
  sdp::VideoCodec codec{};
  std::string encoder;  // empty: none works
  std::size_t feeds = 0;
  std::uint64_t units = 0;
  std::uint64_t key_frames = 0;
  double kbps = 0;  // over the last second
};
struct CameraStatistics {
  std::uint64_t frames = 0;  // captured
  std::optional<base::Duration> latest_age;
  std::vector<StreamStatistics> streams;  // that have feeds
};

}  // namespace portero::picture
