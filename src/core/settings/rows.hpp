#pragma once

#include <span>

#include "core/settings/setting.hpp"

// The parts of which table.cpp makes the table.
namespace portero::settings {

std::span<const Setting> protocol_rows();
std::span<const Setting> sip_rows();
std::span<const Setting> webrtc_rows();
std::span<const Setting> call_rows();
std::span<const Setting> access_rows();
std::span<const Setting> card_reader_rows();
std::span<const Setting> audio_and_video_rows();
std::span<const Setting> display_rows();

}  // namespace portero::settings
