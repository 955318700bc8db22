#pragma once

#include <memory>

#include <gst/gst.h>

namespace portero::gst {

struct Unref {
  void operator()(gpointer object) const { gst_object_unref(object); }
};
struct UnrefMini {
  void operator()(gpointer object) const { gst_mini_object_unref(GST_MINI_OBJECT_CAST(object)); }
};

// A reference that is ours: of an element, pad, bus or clock.
template <class Object>
using Owned = std::unique_ptr<Object, Unref>;

// A reference that is ours: of a buffer, sample, caps or message.
template <class Object>
using OwnedMini = std::unique_ptr<Object, UnrefMini>;

template <class Object>
[[nodiscard]] Owned<Object> share(Object* object) {
  return Owned<Object>{static_cast<Object*>(gst_object_ref(object))};
}

}  // namespace portero::gst
