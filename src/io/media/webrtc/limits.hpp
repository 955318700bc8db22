#pragma once

#include <cstddef>

namespace portero::webrtc {

// What one operator's browser may cost us; a session description also obeys core/sdp/limits.hpp.
inline constexpr std::size_t max_remote_candidates = 64;
inline constexpr std::size_t max_candidate_bytes = 512;
inline constexpr std::size_t max_channels = 4;  // only the first is listened to
inline constexpr std::size_t max_message_bytes = std::size_t{16} * 1024;
inline constexpr std::size_t max_channel_queue_bytes = std::size_t{256} * 1024;
inline constexpr double messages_per_second = 30;
inline constexpr double max_message_burst = 60;
inline constexpr std::size_t max_ice_servers = 8;
inline constexpr std::size_t max_packets_noted = 1024;  // sent, and not yet told
inline constexpr std::size_t max_rtcp_bytes = 1500;
// Of theirs, for the life of a viewer: a browser has one for each stream, and another when it
// changes its microphone. What comes of more is dropped.
inline constexpr std::size_t max_their_sources = 16;
// Of sound that is decoded, per second of time; for a second's worth at once.
inline constexpr double max_decoded_per_second = 2;

}  // namespace portero::webrtc
