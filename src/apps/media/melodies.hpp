#pragma once

#include "core/media/cue.hpp"
#include "io/media/sound/chime.hpp"

namespace portero::engine {

// How each cue sounds: what rises is good news, what falls or is low is none.
[[nodiscard]] sound::Melody melody_of(media::Cue cue);

}  // namespace portero::engine
