#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

#include "io/media/sound/frame.hpp"
#include "io/media/sound/jitter.hpp"
#include "io/media/sound/level.hpp"
#include "io/media/sound/sample_queue.hpp"
#include "io/media/sound/stretch.hpp"

namespace portero::sound {

// One far side's sound on its way to the loudspeaker. One thread writes, the sound thread plays;
// neither waits for the other. Holds 341 ms at most; in the long run 10 to 100 ms, as the writer's
// jitter demands.
class VoiceBuffer {
 public:
  // The writer's, in pieces of any size. How many samples were taken: the rest found no room.
  std::size_t write(std::span<const std::int16_t> samples) { return queue_.write(samples); }

  // The sound thread's, each 10 ms. False where the voice is silent; the frame is silent then.
  bool play(Frame& frame);

  // How much is in hand; any thread's.
  [[nodiscard]] base::Duration waiting() const {
    return duration_of(static_cast<std::int64_t>(queue_.size()));
  }
  void mute(bool muted) { muted_.store(muted, std::memory_order_relaxed); }
  // Of what is heard: silence while muted.
  [[nodiscard]] float level_dbfs() const { return meter_.dbfs(); }

 private:
  void begin();
  void take_frame(Frame& frame);
  [[nodiscard]] bool next_is_quiet() const;
  void leave_out(std::size_t drop, std::span<std::int16_t> samples);
  void play_rest(Frame& frame);
  void fade(Frame& frame);

  SampleQueue queue_;
  Jitter jitter_;
  Stretch stretch_;
  LevelMeter meter_;
  std::atomic<bool> muted_ = false;

  // The sound thread's alone.
  bool playing_ = false;
  int frames_to_wait_ = 0;                          // before the first sample
  base::Duration pause_ = std::chrono::seconds(1);  // since the queue ran dry
  float gain_ = 0;                                  // of beginnings and mute(), which fade
};

}  // namespace portero::sound
