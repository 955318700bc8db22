#include "io/media/webrtc/elements.hpp"

namespace portero::webrtc {

std::vector<gst::Owned<GstElement>> elements_of(GstElement* webrtcbin, const char* factory) {
  std::vector<gst::Owned<GstElement>> found;
  const auto add = [](const GValue* element, gpointer all) {
    static_cast<decltype(found)*>(all)->push_back(
        gst::share(GST_ELEMENT(g_value_get_object(element))));
  };
  GstIterator* const elements =
      gst_bin_iterate_all_by_element_factory_name(GST_BIN(webrtcbin), factory);
  while (gst_iterator_foreach(elements, add, &found) == GST_ITERATOR_RESYNC) {
    found.clear();
    gst_iterator_resync(elements);
  }
  gst_iterator_free(elements);
  return found;
}

}  // namespace portero::webrtc
