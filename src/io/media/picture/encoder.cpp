#include "io/media/picture/encoder.hpp"

#include <utility>

#include <fmt/format.h>
#include <gst/app/app.h>
#include <gst/video/video.h>

#include "io/media/picture/retimed.hpp"

namespace portero::picture {

std::expected<std::unique_ptr<Encoder>, gst::Failure> Encoder::start(loop::EventLoop& loop,
                                                                     const EncoderKind& kind,
                                                                     const CameraSettings& settings,
                                                                     Rate rate, Handler handler) {
  std::unique_ptr<Encoder> encoder{new Encoder{kind, settings, rate, std::move(handler)}};
  const std::string description = fmt::format(
      "appsrc name=frames is-live=true format=time leaky-type=downstream max-buffers=2 max-bytes=0"
      " max-time=0 ! {} ! appsink name=units sync=false async=false max-buffers=1"
      " enable-last-sample=false",
      kind.description(settings));
  auto pipeline = gst::Pipeline::parse(loop, description, {.failed = encoder->handler_.failed});
  if (!pipeline) return std::unexpected{pipeline.error()};
  encoder->connect(*std::move(pipeline));
  encoder->set(rate);
  if (const auto played = encoder->pipeline_->play(); !played)
    return std::unexpected{played.error()};
  return encoder;
}

void Encoder::connect(gst::Pipeline pipeline) {
  encoder_ = pipeline.named("encoder");
  frames_ = pipeline.named("frames");
  GstAppSinkCallbacks callbacks{};
  callbacks.new_sample = [](GstAppSink* sink, gpointer self) {
    return static_cast<Encoder*>(self)->encoded(GST_ELEMENT(sink));
  };
  const gst::Owned<GstElement> units = pipeline.named("units");
  gst_app_sink_set_callbacks(GST_APP_SINK(units.get()), &callbacks, this, nullptr);
  pipeline_ = std::make_unique<gst::Pipeline>(std::move(pipeline));
}

void Encoder::take(GstSample& frame) {
  if (const int fps = fps_.exchange(0); fps != 0) pace_.set(fps);
  GstBuffer* const buffer = gst_sample_get_buffer(&frame);
  if (!wanted_ || !pace_.takes(Pace::Time{GST_BUFFER_PTS(buffer)})) return;
  GstCaps* const caps = gst_sample_get_caps(&frame);
  if (!caps_ || gst_caps_is_equal(caps_.get(), caps) == FALSE) {
    caps_.reset(gst_caps_ref(caps));
    gst_app_src_set_caps(GST_APP_SRC(frames_.get()), caps);
  }
  gst_app_src_push_buffer(GST_APP_SRC(frames_.get()), gst_buffer_ref(buffer));
}

GstFlowReturn Encoder::encoded(GstElement* appsink) {
  const gst::OwnedMini<GstSample> sample{gst_app_sink_pull_sample(GST_APP_SINK(appsink))};
  if (!sample) return GST_FLOW_EOS;
  // P1: x264enc's segment starts at 1000 hours, which no other pipeline would know.
  const gst::OwnedMini<GstBuffer> unit =
      retimed(*gst_sample_get_buffer(sample.get()),
              gst_segment_to_running_time(gst_sample_get_segment(sample.get()), GST_FORMAT_TIME,
                                          GST_BUFFER_PTS(gst_sample_get_buffer(sample.get()))));
  handler_.encoded(*unit, *gst_sample_get_caps(sample.get()));
  return GST_FLOW_OK;
}

void Encoder::set(Rate rate) {
  fps_ = rate.fps;
  kind_.set_rate(*encoder_, settings_, rate);
}

void Encoder::force_key_frame() {
  const gst::Owned<GstPad> pad{gst_element_get_static_pad(encoder_.get(), "src")};
  gst_pad_send_event(pad.get(),
                     gst_video_event_new_upstream_force_key_unit(GST_CLOCK_TIME_NONE, TRUE, 0));
}

}  // namespace portero::picture
