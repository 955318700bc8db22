#pragma once

#include <array>
#include <cstddef>

namespace portero::sound {

// Levels of one frame.
struct StepLevels {
  float played_dbfs;   // by the loudspeaker
  float heard_dbfs;    // by the microphone
  float cleaned_dbfs;  // what is left of that for the operators
};

// Estimates how loud the loudspeaker is in the microphone, and how much of that the operators still
// hear, from frames in which the far side talks. A visitor who talks at the same time only adds to
// the sound, and seldom to all of it, so that the quieter frames tell the echo; and what is no
// louder than the noise when nobody talks is no echo.
class EchoWatch {
 public:
  // The far side counts as talking, and as still in the room, for this long after it did.
  static constexpr int frames_of_room = 25;
  static constexpr float talking_dbfs = -45;

  void watch(const StepLevels& levels);

  [[nodiscard]] bool far_talks() const { return far_dbfs_ > talking_dbfs; }
  // The loudest that the far side was within frames_of_room.
  [[nodiscard]] float far_dbfs() const { return far_dbfs_; }
  // After 5 s of far speech, and then each half second of it.
  [[nodiscard]] bool has_news() const { return has_news_; }
  // From the loudspeaker's level to the echo's before and after cancelling, in dB; meaningful after
  // the first news.
  [[nodiscard]] float echo_db() const { return echo_db_; }
  [[nodiscard]] float rest_db() const { return rest_db_; }
  // Of the microphone while nobody talks.
  [[nodiscard]] float noise_dbfs() const { return noise_heard_; }

 private:
  static constexpr std::size_t frames_remembered = 500;
  static constexpr std::size_t frames_between_news = 50;
  using Memory = std::array<float, frames_remembered>;

  void remember_far(float played_dbfs);
  void remember_noise(const StepLevels& levels);
  [[nodiscard]] static float lower_third(Memory memory);

  std::array<float, frames_of_room> room_{};
  std::size_t room_at_ = 0;
  float far_dbfs_ = -100;
  float noise_heard_ = -60;
  float noise_cleaned_ = -60;
  Memory echo_{};
  Memory rest_{};
  std::size_t remembered_ = 0;
  bool has_news_ = false;
  float echo_db_ = 0;
  float rest_db_ = 0;
};

}  // namespace portero::sound
