#include "io/media/picture/viewer_for_tests.hpp"

#include <algorithm>

#include <gst/app/app.h>

#include "io/media/picture/mapped_frame.hpp"

namespace portero::picture {
namespace {

std::string description_of(sdp::VideoCodec codec, Viewer::Manner manner) {
  if (manner != Viewer::Manner::decodes)
    return "appsrc name=video is-live=true format=time ! fakesink sync=false";
  const std::string decoder = codec == sdp::VideoCodec::h264 ? "openh264dec" : "vp8dec";
  return "appsrc name=video is-live=true format=time ! " + decoder +
         " ! video/x-raw,format=I420 ! appsink name=screen sync=false async=false";
}

}  // namespace

Viewer::Viewer(loop::EventLoop& loop, sdp::VideoCodec codec, Manner manner) {
  auto pipeline =
      gst::Pipeline::parse(loop, description_of(codec, manner),
                           {.failed = [this](const gst::Failure& why) { failure_ = why; }});
  if (!pipeline) {
    failure_ = pipeline.error();
    return;
  }
  pipeline_ = std::make_unique<gst::Pipeline>(*std::move(pipeline));
  appsrc_ = pipeline_->named("video");
  const gst::Owned<GstPad> pad{gst_element_get_static_pad(appsrc_.get(), "src")};
  gst_pad_add_probe(
      pad.get(), GST_PAD_PROBE_TYPE_BUFFER,
      [](GstPad*, GstPadProbeInfo* info, gpointer self) {
        static_cast<Viewer*>(self)->took(*GST_PAD_PROBE_INFO_BUFFER(info));
        return GST_PAD_PROBE_OK;
      },
      this, nullptr);
  if (manner == Manner::decodes) {
    GstAppSinkCallbacks callbacks{};
    callbacks.new_sample = [](GstAppSink* sink, gpointer self) {
      const gst::OwnedMini<GstSample> sample{gst_app_sink_pull_sample(sink)};
      if (sample) static_cast<Viewer*>(self)->decoded(*sample);
      return GST_FLOW_OK;
    };
    gst_app_sink_set_callbacks(GST_APP_SINK(pipeline_->named("screen").get()), &callbacks, this,
                               nullptr);
  }
  // A sink that only pauses takes one unit and waits.
  if (manner == Manner::is_stuck)
    gst_element_set_state(pipeline_->element(), GST_STATE_PAUSED);
  else
    play();
}

void Viewer::play() {
  if (const auto played = pipeline_->play(); !played) failure_ = played.error();
}

void Viewer::stop() { gst_element_set_state(pipeline_->element(), GST_STATE_NULL); }

std::uint64_t Viewer::queued() const {
  return gst_app_src_get_current_level_buffers(GST_APP_SRC(appsrc_.get()));
}

std::vector<Viewer::Unit> Viewer::units() const {
  const std::scoped_lock lock{mutex_};
  return units_;
}

std::vector<Viewer::Shown> Viewer::shown() const {
  const std::scoped_lock lock{mutex_};
  return shown_;
}

std::size_t Viewer::unreadable() const {
  const std::scoped_lock lock{mutex_};
  return unreadable_;
}

std::size_t Viewer::key_frames() const {
  return static_cast<std::size_t>(std::ranges::count_if(units(), &Unit::is_key_frame));
}

std::string Viewer::caps() const {
  const gst::OwnedMini<GstCaps> caps{gst_app_src_get_caps(GST_APP_SRC(appsrc_.get()))};
  if (!caps) return {};
  gchar* const written = gst_caps_to_string(caps.get());
  std::string text{written};
  g_free(written);
  return text;
}

void Viewer::forget() {
  const std::scoped_lock lock{mutex_};
  units_.clear();
  shown_.clear();
  unreadable_ = 0;
}

void Viewer::took(GstBuffer& unit) {
  const std::scoped_lock lock{mutex_};
  units_.push_back({.is_key_frame = !GST_BUFFER_FLAG_IS_SET(&unit, GST_BUFFER_FLAG_DELTA_UNIT),
                    .bytes = gst_buffer_get_size(&unit),
                    .pts = GST_BUFFER_PTS(&unit),
                    .dts = GST_BUFFER_DTS(&unit),
                    .at = gst::running_time()});
}

void Viewer::decoded(GstSample& frame) {
  const auto burned = clock_in(frame);
  const std::scoped_lock lock{mutex_};
  if (burned)
    shown_.push_back({.burned = *burned, .at = wall_time()});
  else
    ++unreadable_;
}

BurnedTime wall_time() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::optional<BurnedTime> clock_in(GstSample& frame) {
  const MappedFrame mapped{*gst_sample_get_buffer(&frame), *gst_sample_get_caps(&frame),
                           GST_MAP_READ};
  if (!mapped.is_mapped()) return std::nullopt;
  return read_burned_clock(mapped.planes().y);
}

}  // namespace portero::picture
