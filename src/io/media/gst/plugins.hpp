#pragma once

#include <string_view>

namespace portero::gst {

enum class Plugins {
  ours,   // those of the elements that Portero names, each when it is named first
  every,  // what is installed, by GStreamer's registry
};

// GStreamer's registry looks at hundreds of installed plugins, which costs a first start seconds,
// and each start the memory of knowing them.
void start_gstreamer(Plugins plugins);

// By the middle of its file's name: "rtp" of libgstrtp.so.
void load_plugin(std::string_view plugin);

// Loads what the elements in this description come from, and what they make of their own. An
// element whose plugin is not installed stays unknown. As gst-launch-1.0 reads descriptions; one
// element's name is one.
void load_plugins_of(std::string_view description);

}  // namespace portero::gst
