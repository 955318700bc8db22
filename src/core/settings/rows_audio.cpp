#include <array>

#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

constexpr Section processing{"Audio", "Hands-free sound"};
constexpr Section volume{"Audio", "Volume"};

constexpr std::array rows{
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
};

}  // namespace

std::span<const Setting> audio_rows() { return rows; }

}  // namespace portero::settings
