#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "io/media/sound/frame.hpp"

namespace portero::sound {

struct Note {
  float hz = 0;  // 0: a pause
  base::Duration lasts{};
};

struct Melody {
  std::vector<Note> notes{};
  bool repeats = false;
};

// Notes that the station plays itself, beside whoever speaks. Nothing clicks, also where one melody
// takes the place of another.
class Chime {
 public:
  // RMS of a note.
  static constexpr float level_dbfs = -24;
  static constexpr base::Duration fade = std::chrono::milliseconds{5};

  void begin(Melody melody) { next_ = std::move(melody); }
  void add_to(std::span<float> samples);

 private:
  [[nodiscard]] bool is_over() const { return note_ == melody_.notes.size(); }
  [[nodiscard]] float sample() const;
  void step();

  Melody melody_;
  std::optional<Melody> next_;
  std::size_t note_ = 0;
  std::int64_t at_ = 0;  // samples since the note began
  float leaving_ = 1;    // falls to 0 before the next melody
};

}  // namespace portero::sound
