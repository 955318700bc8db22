#include "apps/media/melodies.hpp"

namespace portero::engine {
namespace {

using namespace std::chrono_literals;
using sound::Note;

constexpr float low = 262;
constexpr float ring = 425;  // as networks ring in Europe (ETSI TS 102 207)
constexpr float calm = 523;
constexpr float middle = 659;
constexpr float high = 880;
constexpr float higher = 1109;
constexpr float highest = 1319;
constexpr float none = 0;

}  // namespace

sound::Melody melody_of(media::Cue cue) {
  switch (cue) {
    case media::Cue::silence: return {};
    case media::Cue::ringing: return {{Note{ring, 1s}, Note{none, 4s}}, true};
    case media::Cue::answered: return {{Note{middle, 120ms}, Note{high, 180ms}}};
    case media::Cue::paused: return {{Note{calm, 200ms}, Note{none, 9800ms}}, true};
    case media::Cue::granted:
      return {{Note{high, 120ms}, Note{higher, 120ms}, Note{highest, 300ms}}};
    case media::Cue::denied: return {{Note{low, 500ms}}};
    case media::Cue::unanswered: return {{Note{low, 200ms}, Note{none, 100ms}, Note{low, 300ms}}};
    case media::Cue::unavailable: return {{Note{low, 300ms}}};
    case media::Cue::ended: return {{Note{high, 120ms}, Note{middle, 180ms}}};
  }
  return {};
}

}  // namespace portero::engine
