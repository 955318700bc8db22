#include "io/media/webrtc/hearing.hpp"

#include <mutex>
#include <utility>

#include <gst/app/gstappsink.h>

namespace portero::webrtc {

struct Hearing::Shared {
  std::mutex mutex{};
  bool open = false;
  Heard heard;

  void hand_on(GstBuffer* buffer) {
    GstMapInfo map{};
    if (gst_buffer_map(buffer, &map, GST_MAP_READ) == FALSE) return;
    {
      const std::lock_guard lock{mutex};
      if (open) heard({reinterpret_cast<const std::int16_t*>(map.data), map.size / 2});
    }
    gst_buffer_unmap(buffer, &map);
  }

  static GstFlowReturn sample(GstAppSink* sink, gpointer data) {
    const gst::OwnedMini<GstSample> sample{gst_app_sink_pull_sample(sink)};
    if (sample)
      (*static_cast<std::shared_ptr<Shared>*>(data))->hand_on(gst_sample_get_buffer(sample.get()));
    return GST_FLOW_OK;
  }
};

Hearing::Hearing(GstElement* appsink, Heard heard) : shared_(std::make_shared<Shared>()) {
  shared_->heard = std::move(heard);
  GstAppSinkCallbacks callbacks{};
  callbacks.new_sample = &Shared::sample;
  gst_app_sink_set_callbacks(
      GST_APP_SINK(appsink), &callbacks, new std::shared_ptr<Shared>{shared_},
      [](gpointer data) { delete static_cast<std::shared_ptr<Shared>*>(data); });
}

Hearing::~Hearing() {
  const std::lock_guard lock{shared_->mutex};
  shared_->open = false;
  shared_->heard = nullptr;
}

void Hearing::open() {
  const std::lock_guard lock{shared_->mutex};
  shared_->open = true;
}

}  // namespace portero::webrtc
