#include "io/media/webrtc/ice_agent.hpp"

#include <memory>
#include <string>

#include <gst/gst.h>
#include <nice/agent.h>

#include "base/ip_address.hpp"
#include "io/media/webrtc/limits.hpp"
#include "io/media/webrtc/object.hpp"

namespace portero::webrtc {
namespace {

void add_server(GstElement* webrtcbin, const IceServer& server) {
  const std::string url = webrtcbin_url(server);
  if (server.kind == IceServer::Kind::stun) {
    g_object_set(webrtcbin, "stun-server", url.c_str(), nullptr);
  } else {
    gboolean added = FALSE;
    g_signal_emit_by_name(webrtcbin, "add-turn-server", url.c_str(), &added);
  }
}

Object ice_of(GstElement* webrtcbin) {
  GObject* ice = nullptr;
  g_object_get(webrtcbin, "ice-agent", &ice, nullptr);
  return Object{ice};
}

// What is asked of libnice in this thread, and answered in it, while it waits.
class Context {
 public:
  Context() : context_(g_main_context_new()) { g_main_context_push_thread_default(context_); }
  ~Context() {
    g_main_context_pop_thread_default(context_);
    g_main_context_unref(context_);
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  void run_until(const bool& done, guint at_most_ms) {
    bool late = false;
    GSource* const timer = g_timeout_source_new(at_most_ms);
    g_source_set_callback(
        timer,
        [](gpointer told) -> gboolean {
          *static_cast<bool*>(told) = true;
          return G_SOURCE_REMOVE;
        },
        &late, nullptr);
    g_source_attach(timer, context_);
    while (!done && !late) g_main_context_iteration(context_, TRUE);
    g_source_destroy(timer);
    g_source_unref(timer);
  }

 private:
  GMainContext* context_;
};

}  // namespace

void prepare_ice(GstElement* webrtcbin, const ViewerSettings& settings) {
  std::size_t servers = 0;
  for (const IceServer& server : settings.servers) {
    if (++servers > max_ice_servers) break;
    add_server(webrtcbin, server);
  }
  if (settings.relay_only)
    gst_util_set_object_arg(G_OBJECT(webrtcbin), "ice-transport-policy", "relay");
  const Object ice = ice_of(webrtcbin);
  for (const base::IpAddress& address : settings.addresses) {
    gboolean added = FALSE;
    g_signal_emit_by_name(ice.get(), "add-local-ip-address", base::to_string(address).c_str(),
                          &added);
  }
  // UPnP costs each viewer 15 descriptors, and the network questions that nobody asked for (P6).
  g_object_set(agent_of(webrtcbin).get(), "upnp", FALSE, "ice-tcp", FALSE, nullptr);
}

Object agent_of(GstElement* webrtcbin) {
  const Object ice = ice_of(webrtcbin);
  GObject* agent = nullptr;
  g_object_get(ice.get(), "agent", &agent, nullptr);
  return Object{agent};
}

void release_relays(GObject* agent) {
  constexpr guint patience_ms = 1000;
  // Belongs to the answer, which may come after we stopped waiting.
  struct Answer {
    bool came = false;
  };
  const auto answer = std::make_shared<Answer>();
  Context context;
  nice_agent_close_async(
      NICE_AGENT(agent),
      [](GObject*, GAsyncResult*, gpointer data) {
        const std::unique_ptr<std::shared_ptr<Answer>> told{
            static_cast<std::shared_ptr<Answer>*>(data)};
        (*told)->came = true;
      },
      new std::shared_ptr<Answer>{answer});
  context.run_until(answer->came, patience_ms);
}

}  // namespace portero::webrtc
