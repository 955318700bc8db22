#include "io/media/picture/outlet.hpp"

#include <gst/app/app.h>

namespace portero::picture {

// Not is-live: an appsrc that plays already would wait for ever.
AppsrcOutlet::AppsrcOutlet(GstElement* appsrc) : appsrc_(gst::share(appsrc)) {
  g_object_set(appsrc, "block", FALSE, "do-timestamp", FALSE, "leaky-type", GST_APP_LEAKY_TYPE_NONE,
               "max-buffers", guint64{0}, "max-bytes", guint64{0}, "max-time", guint64{0}, nullptr);
}

bool AppsrcOutlet::has_room(bool after_loss) const {
  const std::uint64_t queued = gst_app_src_get_current_level_buffers(GST_APP_SRC(appsrc_.get()));
  return after_loss ? queued <= drained : queued < max_queued;
}

bool AppsrcOutlet::take(GstBuffer& unit, GstCaps& caps) {
  if (caps_.get() != &caps) {
    caps_.reset(gst_caps_ref(&caps));
    gst_app_src_set_caps(GST_APP_SRC(appsrc_.get()), &caps);
  }
  return gst_app_src_push_buffer(GST_APP_SRC(appsrc_.get()), gst_buffer_ref(&unit)) == GST_FLOW_OK;
}

}  // namespace portero::picture
