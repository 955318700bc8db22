#include "io/media/webrtc/send_path.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "io/media/gst/owned.hpp"
#include "io/media/webrtc/signal.hpp"

namespace portero::webrtc {
namespace {

template <class Data>
void watch(GstPad* pad, GstPadProbeType type, GstPadProbeCallback callback, Data data) {
  gst_pad_add_probe(pad, type, callback, new Data{std::move(data)},
                    [](gpointer old) { delete static_cast<Data*>(old); });
}

// rtpfunnel tells the segment whenever sound follows a picture, 50 times a second, and each pad of
// a dozen behind it stores it and asks where it leads.
struct Segment {
  std::optional<GstSegment> known{};

  static GstPadProbeReturn event(GstPad*, GstPadProbeInfo* info, gpointer data) {
    auto& self = *static_cast<Segment*>(data);
    GstEvent* const event = GST_PAD_PROBE_INFO_EVENT(info);
    if (GST_EVENT_TYPE(event) != GST_EVENT_SEGMENT) return GST_PAD_PROBE_OK;
    GstSegment told{};
    gst_event_copy_segment(event, &told);
    if (self.known && gst_segment_is_equal(&*self.known, &told) != FALSE) return GST_PAD_PROBE_DROP;
    self.known = told;
    return GST_PAD_PROBE_OK;
  }
};

struct Header {
  std::uint32_t ssrc = 0;
  bool marker = false;
};

// RFC 3550 section 5.1.
std::optional<Header> header_of(GstBuffer* packet) {
  std::array<std::uint8_t, 12> bytes{};
  if (gst_buffer_extract(packet, 0, bytes.data(), bytes.size()) != bytes.size())
    return std::nullopt;
  const auto ssrc = base::ByteReader{base::ByteView{bytes}.last(4)}.u32();
  if (!ssrc) return std::nullopt;
  return Header{.ssrc = *ssrc, .marker = (bytes[1] & 0x80) != 0};
}

// The payloader makes all packets of a picture at once, and marks the last (RFC 6184 section 5.1,
// RFC 7741 section 4.1): waiting for that one costs no time. The pad's lock is held.
struct Picture {
  std::uint32_t ssrc = 0;
  gst::OwnedMini<GstBufferList> waiting{};

  static GstPadProbeReturn packet(GstPad* pad, GstPadProbeInfo* info, gpointer data) {
    auto& self = *static_cast<Picture*>(data);
    GstBuffer* const packet = GST_PAD_PROBE_INFO_BUFFER(info);
    const auto header = header_of(packet);
    if (!header || header->ssrc != self.ssrc) return GST_PAD_PROBE_OK;
    if (header->marker && !self.waiting) return GST_PAD_PROBE_OK;
    if (!self.waiting) self.waiting.reset(gst_buffer_list_new());
    gst_buffer_list_add(self.waiting.get(), packet);
    if (header->marker || gst_buffer_list_length(self.waiting.get()) >= max_packets_together)
      GST_PAD_PROBE_INFO_FLOW_RETURN(info) = gst_pad_chain_list(pad, self.waiting.release());
    return GST_PAD_PROBE_HANDLED;
  }
};

// In webrtcbin's thread. Behind this pad come the history of what may be sent again, the session,
// SRTP and ICE.
void pad_added(GstElement*, GstPad* pad, std::uint32_t* picture_ssrc) {
  if (!std::string_view{GST_PAD_NAME(pad)}.starts_with("send_rtp_sink_")) return;
  watch(pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, &Segment::event, Segment{});
  watch(pad, GST_PAD_PROBE_TYPE_BUFFER, &Picture::packet, Picture{.ssrc = *picture_ssrc});
}

}  // namespace

void lighten_send_path(GstElement* webrtcbin, std::uint32_t picture_ssrc) {
  const gst::Owned<GstElement> rtpbin{gst_bin_get_by_name(GST_BIN(webrtcbin), "rtpbin")};
  connect(rtpbin.get(), "pad-added", &pad_added, picture_ssrc);
}

}  // namespace portero::webrtc
