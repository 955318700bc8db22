#pragma once

#include <map>
#include <optional>
#include <vector>

#include "base/id.hpp"
#include "core/media/congestion/frame_choice.hpp"
#include "core/media/congestion/shared_rate.hpp"
#include "core/media/congestion/video_share.hpp"

namespace portero::congestion {

using ViewerId = base::Id<struct ViewerTag>;

struct EncoderPlan {
  Bitrate bitrate;
  int frame_rate;

  bool operator==(const EncoderPlan&) const = default;
};

// One encoder for several viewers, whose links differ (docs/decisions/0017). The encoder follows
// those who belong together; one who cannot follow gets key frames only, as far as his link carries
// them, and is tried again later.
class SharedEncoder {
 public:
  static constexpr std::size_t max_viewers = 32;
  // A viewer a little too slow may be so for a moment, on trial for loss for instance.
  static constexpr base::Duration patience = std::chrono::seconds(4);
  static constexpr double far_behind = 0.7;
  static constexpr base::Duration first_rest = std::chrono::seconds(5);
  static constexpr base::Duration longest_rest = std::chrono::seconds(60);

  // A new picture for those who get nothing else.
  static constexpr base::Duration still_interval = std::chrono::seconds(5);
  // What a still may take of a link, as time.
  static constexpr base::Duration longest_still = std::chrono::milliseconds(500);
  static constexpr base::Duration key_frame_gap = std::chrono::milliseconds(300);
  // A viewer who asks for more key frames than this is not heard: they are paid by everybody.
  static constexpr base::Duration wish_interval = std::chrono::seconds(2);

  // setting: what the encoder may use at most.
  explicit SharedEncoder(Bitrate setting) : setting_(setting) {}

  // video: by video_share, here and below. False where there are too many.
  [[nodiscard]] bool join(ViewerId viewer, Bitrate video, base::TimePoint now);
  void leave(ViewerId viewer);

  // Of a viewer who joined. last_decrease: by BandwidthEstimator.
  void update(ViewerId viewer, Bitrate video, std::optional<base::TimePoint> last_decrease);
  // A viewer's decoder is stuck (PLI, FIR).
  void request_key_frame(ViewerId viewer, base::TimePoint now);

  // To be asked several times a second, and then who gets what of the frames.
  [[nodiscard]] EncoderPlan plan(base::TimePoint now);
  // Nothing for a viewer who has not joined.
  [[nodiscard]] Portion portion(ViewerId viewer) const;
  // False for a viewer who gets key frames at most.
  [[nodiscard]] bool sees_motion(ViewerId viewer) const { return portion(viewer).motion; }

  // Whether the next frame is to be a key frame.
  [[nodiscard]] bool wants_key_frame(base::TimePoint now) const;
  // One was made, wanted or not.
  void key_frame_came(base::TimePoint now);

 private:
  // on_trial: gets all frames, but the encoder does not follow it yet. resting: gets key frames.
  enum class Standing : std::uint8_t { on_trial, follows, resting };
  struct Viewer {
    Bitrate video;
    base::TimePoint since;
    Standing standing = Standing::on_trial;
    std::optional<base::TimePoint> last_decrease{};
    std::optional<base::TimePoint> behind_since{};
    base::Duration next_rest = first_rest;
    bool awaits_key_frame = true;
    std::optional<base::TimePoint> stuck_since{};
    std::optional<base::TimePoint> last_wish{};
  };

  [[nodiscard]] std::vector<Bitrate> carried(Standing standing) const;
  [[nodiscard]] Bitrate rate() const;
  [[nodiscard]] bool would_be_followed(const Viewer& viewer) const;
  void judge(Viewer& viewer, base::TimePoint now);
  void judge_trial(Viewer& viewer, base::TimePoint now);
  void judge_follower(Viewer& viewer, base::TimePoint now);
  static void change(Viewer& viewer, Standing standing, base::TimePoint now);

  Bitrate setting_;
  std::map<ViewerId, Viewer> viewers_;
  int frame_rate_ = normal_frame_rate;
  std::optional<base::TimePoint> last_key_frame_;
};

}  // namespace portero::congestion
