#include "io/media/picture/capture.hpp"

#include <utility>

#include <fmt/format.h>
#include <gst/app/app.h>

#include "io/media/picture/mapped_frame.hpp"

namespace portero::picture {
namespace {

// Of the frames that nobody watches, for snapshots: none is then older than 300 ms (EVT-1).
constexpr GstClockTime unwatched_interval = 190 * GST_MSECOND;

std::string description_of(const Opening& opening, const CameraSettings& settings) {
  return fmt::format(
      "{} ! videoconvert ! videoscale"
      " ! video/x-raw,format=I420,width={},height={},pixel-aspect-ratio=1/1"
      " ! appsink name=frames sync={} async=false qos=false max-buffers=1 enable-last-sample=false",
      opening.pipeline, settings.width, settings.height, !opening.is_live);
}

void draw(TestPicture& picture, GstBuffer& buffer, GstPad& pad) {
  const gst::OwnedMini<GstCaps> caps{gst_pad_get_current_caps(&pad)};
  if (!caps) return;
  const MappedFrame frame{buffer, *caps, GST_MAP_WRITE};
  if (frame.is_mapped())
    picture.draw(frame.planes(),
                 std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

}  // namespace

Capture::Capture(loop::EventLoop& loop, const Opening& opening, const CameraSettings& settings,
                 std::shared_ptr<Frames> frames, Handler handler)
    : loop_(loop),
      opening_(opening),
      settings_(settings),
      frames_(std::move(frames)),
      handler_(std::make_shared<const Handler>(std::move(handler))) {
  if (opening.is_test_pattern) pattern_.emplace(settings.width, settings.height, settings.name);
}

std::expected<std::unique_ptr<Capture>, gst::Failure> Capture::start(loop::EventLoop& loop,
                                                                     const Opening& opening,
                                                                     const CameraSettings& settings,
                                                                     std::shared_ptr<Frames> frames,
                                                                     Handler handler) {
  std::unique_ptr<Capture> capture{
      new Capture{loop, opening, settings, std::move(frames), std::move(handler)}};
  auto pipeline = gst::Pipeline::parse(
      loop, description_of(opening, settings),
      {.failed = [its = capture->handler_](const gst::Failure& why) { its->failed(why); },
       .message =
           [its = capture->handler_](GstMessage& message) {
             if (GST_MESSAGE_TYPE(&message) == GST_MESSAGE_EOS) its->ended();
           }});
  if (!pipeline) return std::unexpected{pipeline.error()};
  capture->connect(*std::move(pipeline));
  if (const auto played = capture->pipeline_->play(); !played)
    return std::unexpected{fmt::format("{}: {}", opening.name, played.error())};
  return capture;
}

void Capture::connect(gst::Pipeline pipeline) {
  if (!opening_.property.empty())
    g_object_set(pipeline.named("source").get(), opening_.property.c_str(), opening_.value.c_str(),
                 nullptr);
  if (opening_.frames_stand_alone) {
    const gst::Owned<GstPad> pad{gst_element_get_static_pad(pipeline.named("source").get(), "src")};
    gst_pad_add_probe(
        pad.get(), GST_PAD_PROBE_TYPE_BUFFER,
        [](GstPad* its_pad, GstPadProbeInfo* info, gpointer self) {
          return static_cast<Capture*>(self)->from_source(*its_pad, *info);
        },
        this, nullptr);
  }
  const gst::Owned<GstElement> appsink = pipeline.named("frames");
  GstAppSinkCallbacks callbacks{};
  callbacks.new_sample = [](GstAppSink* sink, gpointer self) {
    gst::OwnedMini<GstSample> sample{gst_app_sink_pull_sample(sink)};
    if (!sample) return GST_FLOW_EOS;
    static_cast<Capture*>(self)->captured(std::move(sample));
    return GST_FLOW_OK;
  };
  gst_app_sink_set_callbacks(GST_APP_SINK(appsink.get()), &callbacks, this, nullptr);
  // A file begins with time 0, which is now.
  if (!opening_.is_live)
    g_object_set(appsink.get(), "ts-offset", static_cast<gint64>(gst::running_time()), nullptr);
  pipeline_ = std::make_unique<gst::Pipeline>(std::move(pipeline));
}

GstPadProbeReturn Capture::from_source(GstPad& pad, GstPadProbeInfo& info) {
  if (left_out()) return GST_PAD_PROBE_DROP;
  if (pattern_) {
    info.data = gst_buffer_make_writable(static_cast<GstBuffer*>(info.data));
    draw(*pattern_, *static_cast<GstBuffer*>(info.data), pad);
  }
  return GST_PAD_PROBE_OK;
}

bool Capture::left_out() {
  const GstClockTime now = gst::running_time();
  if (let_through_at_ && now - *let_through_at_ < unwatched_interval && !frames_->wanted())
    return true;
  let_through_at_ = now;
  return false;
}

void Capture::captured(gst::OwnedMini<GstSample> sample) {
  announce(gst_sample_get_caps(sample.get()));
  gst::OwnedMini<GstBuffer> buffer{gst_buffer_ref(gst_sample_get_buffer(sample.get()))};
  GstClockTime at = gst::running_time();
  if (opening_.is_live && GST_BUFFER_PTS_IS_VALID(buffer.get()))
    at = gst_segment_to_running_time(gst_sample_get_segment(sample.get()), GST_FORMAT_TIME,
                                     GST_BUFFER_PTS(buffer.get()));
  sample.reset();
  if (GST_BUFFER_PTS(buffer.get()) != at) {
    buffer.reset(gst_buffer_make_writable(buffer.release()));
    GST_BUFFER_PTS(buffer.get()) = at;
  }
  const gst::OwnedMini<GstSample> frame{
      gst_sample_new(buffer.get(), announced_.get(), nullptr, nullptr)};
  frames_->put(*frame);
  begin();
}

// Encoders count with the frame rate of the settings, whatever a camera says of its own.
void Capture::announce(GstCaps* caps) {
  if (caps_.get() == caps) return;
  caps_.reset(gst_caps_ref(caps));
  announced_.reset(gst_caps_copy(caps));
  gst_caps_set_simple(announced_.get(), "framerate", GST_TYPE_FRACTION, settings_.fps, 1, nullptr);
}

void Capture::begin() {
  if (has_begun_) return;
  has_begun_ = true;
  loop_.post([weak = std::weak_ptr{handler_}] {
    if (const auto handler = weak.lock()) handler->began();
  });
}

}  // namespace portero::picture
