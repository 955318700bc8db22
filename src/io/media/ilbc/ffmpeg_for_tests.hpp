#pragma once

#include "io/media/ilbc/speech_for_tests.hpp"

namespace portero::ilbc {

// What FFmpeg's decoder makes of the frames. It does not enhance.
Samples decoded_by_ffmpeg(Mode mode, const Frames& frames);

}  // namespace portero::ilbc
