#pragma once

#include <expected>
#include <string>
#include <vector>

#include "core/sdp/direction.hpp"
#include "core/sdp/keying.hpp"
#include "core/sdp/local_media.hpp"
#include "core/sdp/payload_format.hpp"
#include "core/sdp/rejection.hpp"

namespace portero::sdp {

// What we say yes to in one m= line of their offer.
struct Acceptance {
  Keys keys;
  std::vector<PayloadFormat> formats;
  Direction direction = Direction::sendrecv;  // ours
  std::uint16_t packet_time_ms = 20;          // of sound
  std::vector<std::string> feedback{};        // of video
};

[[nodiscard]] std::expected<Acceptance, Rejection> accept_audio(LineOf offered,
                                                                const LocalMedia& local,
                                                                const Preferences& preferences,
                                                                const Protection* agreed);

[[nodiscard]] std::expected<Acceptance, Rejection> accept_video(LineOf offered,
                                                                const LocalMedia& local,
                                                                const Preferences& preferences,
                                                                const Protection* agreed);

}  // namespace portero::sdp
