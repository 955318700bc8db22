#include "io/media/webrtc/statistics.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>

#include <fmt/core.h>
#include <gst/gst.h>
#include <nice/agent.h>

#include "io/media/gst/owned.hpp"
#include "io/media/webrtc/elements.hpp"
#include "io/media/webrtc/ice_agent.hpp"

namespace portero::webrtc {
namespace {

using Structure = std::unique_ptr<GstStructure, decltype(&gst_structure_free)>;

std::uint64_t number(const GstStructure* source, const char* field) {
  guint64 wide = 0;
  guint narrow = 0;
  gint with_sign = 0;
  if (gst_structure_get_uint64(source, field, &wide) != FALSE) return wide;
  if (gst_structure_get_uint(source, field, &narrow) != FALSE) return narrow;
  if (gst_structure_get_int(source, field, &with_sign) != FALSE)
    return static_cast<std::uint64_t>(std::max(with_sign, 0));
  return 0;
}

bool is(const GstStructure* source, const char* field) {
  gboolean value = FALSE;
  return gst_structure_get_boolean(source, field, &value) != FALSE && value != FALSE;
}

StreamCount* stream_of(Statistics& all, const Sources& sources, std::uint64_t ssrc) {
  if (ssrc == sources.picture) return &all.picture_sent;
  if (ssrc == sources.sound) return &all.sound_sent;
  return nullptr;
}

void add_sent(Statistics& all, const Sources& sources, const GstStructure* source) {
  StreamCount* const stream = stream_of(all, sources, number(source, "ssrc"));
  if (stream == nullptr) return;
  stream->packets = number(source, "packets-sent");
  stream->bytes = number(source, "octets-sent");
}

// What the browser says in its receiver reports (RFC 3550 section 6.4.2).
void add_report(Statistics& all, const Sources& sources, const GstStructure* source) {
  constexpr double fraction_unit = 256;
  constexpr std::uint64_t round_trip_unit = 65536;  // of a second
  if (StreamCount* const stream = stream_of(all, sources, number(source, "rb-ssrc"))) {
    stream->lost = number(source, "rb-packetslost");
    stream->lost_share = static_cast<double>(number(source, "rb-fractionlost")) / fraction_unit;
  }
  if (const std::uint64_t units = number(source, "rb-round-trip"); units != 0)
    all.round_trip = base::Duration{units * 1'000'000 / round_trip_unit};
}

void add_source(Statistics& all, const Sources& sources, const GstStructure* source) {
  if (is(source, "internal")) return add_sent(all, sources, source);
  all.sound_received.packets += number(source, "packets-received");
  all.sound_received.bytes += number(source, "octets-received");
  all.sound_received.lost += number(source, "packets-lost");
  if (const std::uint64_t clock_rate = number(source, "clock-rate");
      clock_rate > 0 && is(source, "is-sender"))
    all.sound_received.jitter_us =
        static_cast<std::uint32_t>(number(source, "jitter") * 1'000'000 / clock_rate);
  if (is(source, "have-rb")) add_report(all, sources, source);
}

void add_session(Statistics& all, const Sources& sources, GstElement* webrtcbin) {
  const gst::Owned<GstElement> rtpbin{gst_bin_get_by_name(GST_BIN(webrtcbin), "rtpbin")};
  GstElement* found = nullptr;
  g_signal_emit_by_name(rtpbin.get(), "get-session", 0U, &found);
  const gst::Owned<GstElement> session{found};
  if (!session) return;
  GstStructure* told = nullptr;
  g_object_get(session.get(), "stats", &told, nullptr);
  const Structure stats{told, &gst_structure_free};
  const GValue* const values = gst_structure_get_value(stats.get(), "source-stats");
  const auto* const list = static_cast<GValueArray*>(g_value_get_boxed(values));
  for (const GValue& value : std::span{list->values, list->n_values})
    add_source(all, sources, gst_value_get_structure(&value));
}

void add_sent_again(Statistics& all, GstElement* webrtcbin) {
  for (const auto& sender : elements_of(webrtcbin, "rtprtxsend")) {
    guint packets = 0;
    g_object_get(sender.get(), "num-rtx-packets", &packets, nullptr);
    all.packets_sent_again += packets;
  }
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

Statistics statistics_of(GstElement* webrtcbin, const Sources& sources) {
  Statistics all;
  add_session(all, sources, webrtcbin);
  add_sent_again(all, webrtcbin);
  add_pair(all, webrtcbin);
  return all;
}

}  // namespace portero::webrtc
