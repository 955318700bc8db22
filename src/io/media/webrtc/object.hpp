#pragma once

#include <memory>

#include <glib-object.h>

namespace portero::webrtc {

struct ObjectUnref {
  void operator()(gpointer object) const { g_object_unref(object); }
};

// A reference that is ours, of what is no GstObject.
using Object = std::unique_ptr<GObject, ObjectUnref>;

}  // namespace portero::webrtc
