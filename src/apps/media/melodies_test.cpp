#include "apps/media/melodies.hpp"

#include <array>

#include <gmock/gmock.h>

namespace portero::engine {
namespace {

using media::Cue;

constexpr std::array cues{Cue::ringing, Cue::answered,   Cue::paused, Cue::granted,
                          Cue::denied,  Cue::unanswered, Cue::ended,  Cue::unavailable};

std::vector<std::pair<float, base::Duration>> notes(Cue cue) {
  std::vector<std::pair<float, base::Duration>> all;
  for (const sound::Note& note : melody_of(cue).notes) all.emplace_back(note.hz, note.lasts);
  return all;
}

// Whoever does not see the screen tells them apart.
TEST(Melodies, AreAllDifferent) {
  for (const Cue one : cues)
    for (const Cue other : cues)
      if (one != other) EXPECT_NE(notes(one), notes(other));
}

// One that repeats without a pause would never let anybody speak.
TEST(Melodies, RepeatWhereTheCueDoesAndPauseThen) {
  for (const Cue cue : cues) {
    const sound::Melody melody = melody_of(cue);
    EXPECT_EQ(melody.repeats, media::repeats(cue));
    EXPECT_FALSE(melody.notes.empty());
    if (melody.repeats) EXPECT_EQ(melody.notes.back().hz, 0);
  }
  EXPECT_THAT(melody_of(Cue::silence).notes, testing::IsEmpty());
}

}  // namespace
}  // namespace portero::engine
