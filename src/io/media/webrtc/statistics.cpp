#include "io/media/webrtc/statistics.hpp"

#include <algorithm>

#include <fmt/core.h>
#include <gst/gst.h>
#include <nice/agent.h>

#include "io/media/gst/owned.hpp"
#include "io/media/webrtc/ice_agent.hpp"

namespace portero::webrtc {
namespace {

StreamCount sent(const rtp::StreamCounts& counts) {
  return {.packets = counts.packets,
          .bytes = counts.payload_bytes,
          .lost = static_cast<std::uint64_t>(std::max(counts.lost, 0)),
          .lost_share = counts.lost_share};
}

StreamCount received(const rtp::ReceptionCounts& counts) {
  return {.packets = counts.packets,
          .bytes = counts.payload_bytes,
          .lost = counts.lost,
          .jitter_us = static_cast<std::uint32_t>(
              std::chrono::duration_cast<std::chrono::microseconds>(counts.jitter).count())};
}

std::string in_words(const NiceCandidate& candidate) {
  static constexpr const char* types[] = {"host", "srflx", "prflx", "relay"};
  char address[INET6_ADDRSTRLEN] = {};
  nice_address_to_string(&candidate.addr, address);
  return fmt::format("{} {} {}:{}", types[candidate.type],
                     candidate.transport == NICE_CANDIDATE_TRANSPORT_UDP ? "udp" : "tcp", address,
                     nice_address_get_port(&candidate.addr));
}

void add_pair(Statistics& all, GstElement* webrtcbin) {
  constexpr guint bundled_stream = 1;
  const Object agent = agent_of(webrtcbin);
  NiceCandidate* local = nullptr;
  NiceCandidate* remote = nullptr;
  if (nice_agent_get_selected_pair(NICE_AGENT(agent.get()), bundled_stream, NICE_COMPONENT_TYPE_RTP,
                                   &local, &remote) == FALSE)
    return;
  const bool relayed =
      local->type == NICE_CANDIDATE_TYPE_RELAYED || remote->type == NICE_CANDIDATE_TYPE_RELAYED;
  all.pair = relayed ? PairKind::relayed : PairKind::direct;
  all.local_candidate = in_words(*local);
  all.remote_candidate = in_words(*remote);
}

}  // namespace

Statistics statistics_of(GstElement* webrtcbin, const Sender::Counts& sent_counts,
                         const rtp::ReceptionCounts& received_counts) {
  Statistics all{.picture_sent = sent(sent_counts.picture),
                 .sound_sent = sent(sent_counts.sound),
                 .sound_received = received(received_counts),
                 .packets_sent_again = sent_counts.picture.repeated,
                 .round_trip = sent_counts.round_trip};
  add_pair(all, webrtcbin);
  return all;
}

}  // namespace portero::webrtc
