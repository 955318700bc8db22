#include "io/media/webrtc/packets.hpp"

#include <string_view>
#include <utility>

#include <gst/rtp/gstrtpbuffer.h>

#include "base/bytes.hpp"
#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/monotonic.hpp"
#include "io/media/webrtc/signal.hpp"

namespace portero::webrtc {

struct Packets::Shared {
  std::shared_ptr<Postbox> postbox;
  std::optional<std::uint16_t> feedback_id;
  RetransmissionBudget budget;
  Told told;  // the loop's
  std::atomic<base::TimePoint> last_heard{monotonic_now()};
  std::mutex mutex{};
  std::vector<PacketSent> sent{};        // since the last feedback
  base::TimePoint session_saw_report{};  // the thread's of what comes
};

namespace {

using Watch = std::shared_ptr<Packets::Shared>;

constexpr std::size_t packet_bytes = 1200;   // the payloader's mtu
constexpr std::uint8_t rtcp_feedback = 205;  // RFC 4585 section 6.1
constexpr std::uint8_t transport_wide = 15;
constexpr base::Duration reports_for_session = std::chrono::seconds{1};

void watch(GstPad* pad, GstPadProbeType type, GstPadProbeCallback callback, Watch watch) {
  gst_pad_add_probe(pad, type, callback, new Watch{std::move(watch)},
                    [](gpointer data) { delete static_cast<Watch*>(data); });
}

// Of a probe: all buffers, one by one or in lists.
template <class Each>
void each_buffer(GstPadProbeInfo* info, const Each& each) {
  if ((GST_PAD_PROBE_INFO_TYPE(info) & GST_PAD_PROBE_TYPE_BUFFER) != 0)
    return each(GST_PAD_PROBE_INFO_BUFFER(info));
  GstBufferList* const list = GST_PAD_PROBE_INFO_BUFFER_LIST(info);
  for (guint i = 0; i < gst_buffer_list_length(list); ++i) each(gst_buffer_list_get(list, i));
}
constexpr auto buffers =
    static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST);

GstPadProbeReturn heard(GstPad*, GstPadProbeInfo*, gpointer data) {
  (*static_cast<Watch*>(data))->last_heard = monotonic_now();
  return GST_PAD_PROBE_OK;
}

std::optional<std::uint16_t> number_of(GstBuffer* packet, std::uint16_t feedback_id) {
  GstRTPBuffer rtp = GST_RTP_BUFFER_INIT;
  if (gst_rtp_buffer_map(packet, GST_MAP_READ, &rtp) == FALSE) return std::nullopt;
  gpointer bytes = nullptr;
  guint size = 0;
  const bool found = gst_rtp_buffer_get_extension_onebyte_header(
                         &rtp, static_cast<guint8>(feedback_id), 0, &bytes, &size) != FALSE;
  std::optional<std::uint16_t> number;
  if (found)
    number = base::ByteReader{base::ByteView{static_cast<const std::uint8_t*>(bytes), size}}.u16();
  gst_rtp_buffer_unmap(&rtp);
  return number;
}

GstPadProbeReturn sent(GstPad*, GstPadProbeInfo* info, gpointer data) {
  const Watch& self = *static_cast<Watch*>(data);
  each_buffer(info, [&](GstBuffer* packet) {
    const auto number = number_of(packet, *self->feedback_id);
    if (!number) return;
    const std::lock_guard lock{self->mutex};
    if (self->sent.size() >= max_packets_noted) self->sent.clear();  // nobody reports any more
    self->sent.push_back(
        {.number = *number, .bytes = gst_buffer_get_size(packet), .at = monotonic_now()});
  });
  return GST_PAD_PROBE_OK;
}

struct Contents {
  bool report = false;  // a transport-wide one
  bool other = false;
};

// Of a compound packet (RFC 3550 section 6.1).
Contents contents_of(base::ByteView compound) {
  Contents contents;
  base::ByteReader reader{compound};
  while (!reader.empty()) {
    const auto first = reader.u8();
    const auto type = reader.u8();
    const auto words = reader.u16();
    const bool whole = first && type && words && reader.bytes(std::size_t{*words} * 4);
    const bool report = whole && *type == rtcp_feedback && (*first & 0x1F) == transport_wide;
    (report ? contents.report : contents.other) = true;
    if (!whole) break;
  }
  return contents;
}

void tell(const Watch& self, base::ByteView rtcp) {
  TransportFeedback feedback{.sent = {}, .rtcp = {rtcp.begin(), rtcp.end()}, .at = monotonic_now()};
  {
    const std::lock_guard lock{self->mutex};
    feedback.sent.swap(self->sent);
  }
  self->postbox->post([self, feedback = std::move(feedback)] { self->told(feedback); });
}

// Whether webrtcbin can do without it: its session makes a structure of every packet that a report
// names, which nobody reads. But it forgets what it has sent only when it sees a report.
bool report(const Watch& self, GstBuffer* packet) {
  GstMapInfo map{};
  if (gst_buffer_map(packet, &map, GST_MAP_READ) == FALSE) return false;
  const base::ByteView bytes{map.data, map.size};
  const Contents contents = bytes.size() <= max_rtcp_bytes ? contents_of(bytes) : Contents{};
  if (contents.report) tell(self, bytes);
  gst_buffer_unmap(packet, &map);
  if (!contents.report || contents.other) return false;
  const base::TimePoint now = monotonic_now();
  if (now - self->session_saw_report < reports_for_session) return true;
  self->session_saw_report = now;
  return false;
}

GstPadProbeReturn reported(GstPad*, GstPadProbeInfo* info, gpointer data) {
  const Watch& self = *static_cast<Watch*>(data);
  bool needless = true;
  each_buffer(info, [&](GstBuffer* packet) { needless = report(self, packet) && needless; });
  return needless ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

// A link that is too narrow drowns in what is sent again (P9): what the budget refuses stays lost.
GstPadProbeReturn wanted_again(GstPad*, GstPadProbeInfo* info, gpointer data) {
  const Watch& self = *static_cast<Watch*>(data);
  const GstEvent* const event = GST_PAD_PROBE_INFO_EVENT(info);
  const bool asks = gst_event_has_name(const_cast<GstEvent*>(event), "GstRTPRetransmissionRequest");
  return asks && self->budget && !self->budget(packet_bytes) ? GST_PAD_PROBE_DROP
                                                             : GST_PAD_PROBE_OK;
}

void watch_element(GstElement* element, const Watch& self) {
  const GstElementFactory* const factory = gst_element_get_factory(element);
  if (factory == nullptr) return;
  const std::string_view name = GST_OBJECT_NAME(factory);
  const bool receives = name == "nicesrc";
  if (!receives && name != "rtprtxsend") return;
  // By its own rule it keeps 500 packets: five seconds, and 2.6 kB each.
  if (!receives)
    g_object_set(element, "max-size-time", static_cast<guint>(max_repeat_age.count()), nullptr);
  const gst::Owned<GstPad> pad{gst_element_get_static_pad(element, "src")};
  if (receives)
    watch(pad.get(), buffers, &heard, self);
  else
    watch(pad.get(), GST_PAD_PROBE_TYPE_EVENT_UPSTREAM, &wanted_again, self);
}

// Signals of webrtcbin and its rtpbin, in webrtcbin's threads.
void element_added(GstBin*, GstBin*, GstElement* element, Watch* self) {
  watch_element(element, *self);
}
void pad_added(GstElement*, GstPad* pad, Watch* self) {
  const std::string_view name = GST_PAD_NAME(pad);
  if (name.starts_with("send_rtp_src_")) watch(pad, buffers, &sent, *self);
  if (name.starts_with("recv_rtcp_sink_")) watch(pad, buffers, &reported, *self);
}

}  // namespace

Packets::Packets(GstElement* webrtcbin, std::shared_ptr<Postbox> postbox,
                 std::optional<std::uint16_t> feedback_id, RetransmissionBudget budget, Told told)
    : shared_(std::make_shared<Shared>(std::move(postbox), feedback_id, std::move(budget),
                                       std::move(told))) {
  connect(webrtcbin, "deep-element-added", &element_added, shared_);
  if (!feedback_id) return;
  const gst::Owned<GstElement> rtpbin{gst_bin_get_by_name(GST_BIN(webrtcbin), "rtpbin")};
  connect(rtpbin.get(), "pad-added", &pad_added, shared_);
}

base::TimePoint Packets::last_heard() const { return shared_->last_heard; }

std::optional<base::TimePoint> Packets::unreported_since() const {
  const std::lock_guard lock{shared_->mutex};
  return shared_->sent.empty() ? std::nullopt : std::optional{shared_->sent.front().at};
}

}  // namespace portero::webrtc
