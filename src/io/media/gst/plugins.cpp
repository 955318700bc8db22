#include "io/media/gst/plugins.hpp"

#include <string>

#include <gst/gst.h>

namespace portero::gst {
namespace {

bool registry_knows_all = false;

struct Provided {
  std::string_view elements;
  std::string_view by;  // plugins
};

// gst-inspect-1.0 says of each element which plugin it is in. webrtcbin and decodebin look for
// others by themselves: transports and repairs; what a camera or a film may be coded in.
constexpr Provided provided[] = {
    {"filesrc",
     "matroska isomp4 avi ogg mpegtsdemux y4mdec audioparsers opusparse png vpx openh264 theora "
     "opus"
     " vorbis"},
    {"capssetter", "debug"},
    {"appsrc appsink", "app"},
    {"videotestsrc", "videotestsrc"},
    {"v4l2src v4l2h264enc", "video4linux2"},
    {"libcamerasrc", "libcamera"},
    {"videoconvert videoscale", "videoconvertscale"},
    {"decodebin", "playback typefindfunctions videoparsersbad jpeg"},
    {"h264parse", "videoparsersbad"},
    {"vah264enc", "va"},
    {"vaapih264enc", "vaapi"},
    {"x264enc", "x264"},
    {"openh264enc", "openh264"},
    {"vp8enc", "vpx"},
    {"opusdec", "opus"},
    {"rtph264pay rtph264depay rtpvp8pay rtpvp8depay rtpopuspay rtpopusdepay", "rtp"},
    {"rtpbin", "rtp rtpmanager"},
    {"udpsrc multiudpsink", "udp"},
    {"srtpenc srtpdec", "srtp"},
    {"dtlssrtpenc dtlssrtpdec", "dtls srtp"},
    {"webrtcbin", "app webrtc nice dtls srtp rtp rtpmanager sctp"},
};

template <typename Do>
void for_each_word(std::string_view text, Do&& act) {
  constexpr std::string_view between = " \n\t!";
  while (true) {
    const std::size_t begin = text.find_first_not_of(between);
    if (begin == std::string_view::npos) return;
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find_first_of(between));
    act(word);
    text.remove_prefix(word.size());
  }
}

bool has_word(std::string_view text, std::string_view wanted) {
  bool found = false;
  for_each_word(text, [&](std::string_view word) { found = found || word == wanted; });
  return found;
}

}  // namespace

void load_plugin(std::string_view plugin) {
  const std::string file =
      std::string{PORTERO_GSTREAMER_PLUGINS "/libgst"}.append(plugin).append(".so");
  if (GstPlugin* const loaded = gst_plugin_load_file(file.c_str(), nullptr))
    gst_object_unref(loaded);
}

void start_gstreamer(Plugins plugins) {
  registry_knows_all = plugins == Plugins::every;
  g_setenv("GST_REGISTRY_DISABLE", registry_knows_all ? "no" : "yes", TRUE);
  gst_init(nullptr, nullptr);
  if (!registry_knows_all) load_plugin("coreelements");
}

void load_plugins_of(std::string_view description) {
  if (registry_knows_all) return;
  for_each_word(description, [](std::string_view word) {
    for (const Provided& each : provided)
      if (has_word(each.elements, word)) for_each_word(each.by, load_plugin);
  });
}

}  // namespace portero::gst
