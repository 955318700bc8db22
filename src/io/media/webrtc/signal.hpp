#pragma once

#include <memory>

#include <glib-object.h>

namespace portero::webrtc {

// Connects a signal whose last argument is a Data*, which lives as long as the connection.
template <class Data, class Callback>
gulong connect(gpointer instance, const char* signal, Callback* callback, Data data) {
  return g_signal_connect_data(
      instance, signal, G_CALLBACK(callback), new Data{std::move(data)},
      [](gpointer old, GClosure*) { delete static_cast<Data*>(old); }, GConnectFlags{});
}

}  // namespace portero::webrtc
