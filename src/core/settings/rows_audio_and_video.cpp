#include <array>

#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

constexpr Section volume{"Audio and video", "Volume"};
constexpr Section processing{"Audio and video", "Hands-free sound"};
constexpr Section video{"Audio and video", "Video"};

constexpr std::array rows{
    setting(key::audio_speaker_volume,
            {.label = "Speaker volume",
             .help = "How loud the operator is at the door.",
             .product_id = "CALL-11",
             .section = volume},
            {.initial = 80, .min = 0, .max = 100, .unit = Unit::percent}),
    setting(key::audio_microphone_volume,
            {.label = "Microphone volume",
             .help = "How loud the visitor is for the operator.",
             .product_id = "CALL-11",
             .section = volume},
            {.initial = 80, .min = 0, .max = 100, .unit = Unit::percent}),
    setting(key::audio_echo_cancelling,
            {.label = "Echo cancelling",
             .help = "Keeps operators from hearing themselves out of the station's loudspeaker.",
             .product_id = "CALL-11",
             .section = processing},
            true),
    setting(key::audio_noise_suppression,
            {.label = "Noise suppression",
             .help = "Takes street noise out of the visitor's voice.",
             .product_id = "CALL-11",
             .section = processing},
            true),
    setting(key::audio_automatic_gain,
            {.label = "Automatic gain",
             .help = "Makes near and far voices equally loud.",
             .product_id = "CALL-11",
             .section = processing},
            true),
    setting(key::call_video_bit_rate,
            {.label = "Video bit rate",
             .help = "The most that the picture takes on the network.",
             .product_id = "CALL-3",
             .section = video},
            {.initial = 1000, .min = 100, .max = 4000, .unit = Unit::kbit_per_s}),
};

}  // namespace

std::span<const Setting> audio_and_video_rows() { return rows; }

}  // namespace portero::settings
