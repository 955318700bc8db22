#include "io/media/webrtc/operator_for_tests.hpp"

#include <string_view>

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

#include "base/assert.hpp"
#include "io/media/webrtc/elements.hpp"
#include "io/media/webrtc/signal.hpp"
#include "io/media/webrtc/sound_for_tests.hpp"
#include "io/media/webrtc/unstable_gst.hpp"

namespace portero::webrtc {
namespace {

constexpr const char* description =
    "webrtcbin name=peer bundle-policy=max-bundle latency=50"
    " audiotestsrc is-live=true wave=sine freq=440 volume=0.5 ! opusenc ! rtpopuspay pt=111 !"
    " application/x-rtp,media=audio,encoding-name=OPUS,payload=111,encoding-params=(string)2 !"
    " peer."
    " rtph264depay name=H264 ! video/x-h264,stream-format=byte-stream,alignment=au !"
    " appsink name=h264_seen sync=false async=false"
    " rtpvp8depay name=VP8 ! appsink name=vp8_seen sync=false async=false"
    " rtpopusdepay name=OPUS ! queue ! opusdec ! audioconvert !"
    " appsink name=heard sync=false async=false caps=audio/x-raw,format=S16LE,channels=1";

constexpr const char* wanted_picture =
    "application/x-rtp,media=video,encoding-name=H264,clock-rate=90000,payload=102,"
    "profile-level-id=(string)42e01f,packetization-mode=(string)1,"
    "level-asymmetry-allowed=(string)1,rtcp-fb-nack=(boolean)true,"
    "rtcp-fb-nack-pli=(boolean)true,rtcp-fb-transport-cc=(boolean)true,extmap-4=(string)"
    "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

gst::Pipeline made(loop::EventLoop& loop) {
  gst::start();
  gst::load_plugin("audiotestsrc");
  gst::load_plugin("audioconvert");
  auto pipeline = gst::Pipeline::parse(loop, description, {.failed = [](const auto& why) {
                                         g_printerr("operator: %s\n", why.c_str());
                                       }});
  PORTERO_ASSERT(pipeline, "the operator's pipeline can be made");
  return *std::move(pipeline);
}

void theirs_added(GstElement*, GstPad* pad, GstElement** pipeline) {
  if (GST_PAD_DIRECTION(pad) != GST_PAD_SRC) return;
  const gst::OwnedMini<GstCaps> caps{gst_pad_get_current_caps(pad)};
  const char* const encoding =
      gst_structure_get_string(gst_caps_get_structure(caps.get(), 0), "encoding-name");
  const gst::Owned<GstElement> entry{gst_bin_get_by_name(GST_BIN(*pipeline), encoding)};
  const gst::Owned<GstPad> sink{gst_element_get_static_pad(entry.get(), "sink")};
  gst_pad_link(pad, sink.get());
}

// Hands each buffer of an appsink on, in its thread.
void each_of(const gst::Pipeline& pipeline, const char* name,
             std::function<void(GstBuffer*)> then) {
  using Then = std::function<void(GstBuffer*)>;
  GstAppSinkCallbacks callbacks{};
  callbacks.new_sample = [](GstAppSink* sink, gpointer data) {
    const gst::OwnedMini<GstSample> sample{gst_app_sink_pull_sample(sink)};
    if (sample) (*static_cast<Then*>(data))(gst_sample_get_buffer(sample.get()));
    return GST_FLOW_OK;
  };
  gst_app_sink_set_callbacks(GST_APP_SINK(pipeline.named(name).get()), &callbacks,
                             new Then{std::move(then)},
                             [](gpointer data) { delete static_cast<Then*>(data); });
}

}  // namespace

// Has no limits, unlike the station's.
struct OperatorForTests::Channels {
  std::shared_ptr<Postbox> postbox;
  OperatorForTests* self;

  static void prepared(GstElement*, GstWebRTCDataChannel* channel, gboolean, Channels* channels) {
    connect(channel, "on-open", &opened, *channels);
    connect(channel, "on-message-string", &said, *channels);
    channels->postbox->post(
        [self = channels->self, kept = Object{G_OBJECT(g_object_ref(channel))}]() mutable {
          self->channel_ = std::move(kept);
        });
  }
  static void opened(GstWebRTCDataChannel*, Channels* channels) {
    channels->postbox->post([self = channels->self] { self->channel_open_ = true; });
  }
  static void said(GstWebRTCDataChannel*, gchar* text, Channels* channels) {
    channels->postbox->post(
        [self = channels->self, said = std::string{text}] { self->texts_.push_back(said); });
  }
};

OperatorForTests::OperatorForTests(loop::EventLoop& loop, Handler handler)
    : postbox_(std::make_shared<Postbox>(loop)),
      pipeline_(made(loop)),
      webrtcbin_(pipeline_.named("peer")),
      peer_(webrtcbin_.get(), postbox_,
            {.described = std::move(handler.described),
             .candidate = std::move(handler.candidate),
             .changed = [this](PeerState state) { connected_ = state == PeerState::connected; },
             .failed = [](const std::string& why) { g_printerr("operator: %s\n", why.c_str()); }}) {
  connect(webrtcbin_.get(), "prepare-data-channel", &Channels::prepared, Channels{postbox_, this});
  connect(webrtcbin_.get(), "pad-added", &theirs_added, pipeline_.element());
  const auto picture = [seen = seen_](GstBuffer* buffer) {
    const bool key = !GST_BUFFER_FLAG_IS_SET(buffer, GST_BUFFER_FLAG_DELTA_UNIT);
    if (seen->pictures == 0) seen->began_with_key_frame = key;
    seen->key_frames += key ? 1 : 0;
    ++seen->pictures;
  };
  each_of(pipeline_, "h264_seen", picture);
  each_of(pipeline_, "vp8_seen", picture);
  each_of(pipeline_, "heard", [seen = seen_](GstBuffer* buffer) {
    GstMapInfo map{};
    gst_buffer_map(buffer, &map, GST_MAP_READ);
    if (is_loud({reinterpret_cast<const std::int16_t*>(map.data), map.size / 2}))
      ++seen->loud_frames;
    gst_buffer_unmap(buffer, &map);
  });
  const bool playing = pipeline_.play().has_value();
  PORTERO_ASSERT(playing, "the operator plays");
}

OperatorForTests::~OperatorForTests() { postbox_->close(); }

void OperatorForTests::offer() {
  const gst::OwnedMini<GstCaps> caps{gst_caps_from_string(wanted_picture)};
  GstWebRTCRTPTransceiver* transceiver = nullptr;
  g_signal_emit_by_name(webrtcbin_.get(), "add-transceiver",
                        GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_RECVONLY, caps.get(), &transceiver);
  g_object_set(transceiver, "do-nack", TRUE, nullptr);
  gst_object_unref(transceiver);
  open_another_channel();
  peer_.offer();
}

void OperatorForTests::answer(const std::string& offer) { peer_.answer(offer); }
void OperatorForTests::take_answer(const std::string& answer) { peer_.take_answer(answer); }
void OperatorForTests::add_candidate(unsigned line, const std::string& candidate) {
  peer_.add_candidate(line, candidate);
}

void OperatorForTests::open_another_channel() {
  GstWebRTCDataChannel* channel = nullptr;
  g_signal_emit_by_name(webrtcbin_.get(), "create-data-channel", "operator", nullptr, &channel);
  g_object_unref(channel);
}

void OperatorForTests::say(const std::string& text) {
  g_signal_emit_by_name(channel_.get(), "send-string", text.c_str());
}

void OperatorForTests::ask_for_key_frame() {
  gst_element_send_event(pipeline_.named("h264_seen").get(),
                         gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

void OperatorForTests::say_goodbye() {
  for (const auto& encoder : elements_of(webrtcbin_.get(), "dtlsenc")) {
    const gst::Owned<GstPad> pad{gst_element_get_static_pad(encoder.get(), "sink")};
    gst_pad_send_event(pad.get(), gst_event_new_eos());
  }
}

unsigned OperatorForTests::repaired() const {
  unsigned all = 0;
  for (const auto& receiver : elements_of(webrtcbin_.get(), "rtprtxreceive")) {
    guint packets = 0;
    g_object_get(receiver.get(), "num-rtx-assoc-packets", &packets, nullptr);
    all += packets;
  }
  return all;
}

void OperatorForTests::fall_silent() {
  for (const auto& sink : elements_of(webrtcbin_.get(), "nicesink")) {
    const gst::Owned<GstPad> pad{gst_element_get_static_pad(sink.get(), "sink")};
    constexpr auto all =
        static_cast<GstPadProbeType>(GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_BUFFER_LIST);
    gst_pad_add_probe(
        pad.get(), all, [](GstPad*, auto*, gpointer) { return GST_PAD_PROBE_DROP; }, nullptr,
        nullptr);
  }
}

void OperatorForTests::lose_packets() {
  for (const auto& source : elements_of(webrtcbin_.get(), "nicesrc")) {
    const gst::Owned<GstPad> pad{gst_element_get_static_pad(source.get(), "src")};
    gst_pad_add_probe(
        pad.get(), GST_PAD_PROBE_TYPE_BUFFER,
        [](GstPad*, auto*, gpointer count) {
          constexpr int one_in = 8;
          return ++*static_cast<int*>(count) % one_in == 0 ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
        },
        new int{0}, [](gpointer count) { delete static_cast<int*>(count); });
  }
}

}  // namespace portero::webrtc
