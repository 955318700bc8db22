#include "io/media/webrtc/ice_agent.hpp"

#include <string>

#include <gst/gst.h>

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

}  // namespace

void prepare_ice(GstElement* webrtcbin, const ViewerSettings& settings) {
  std::size_t servers = 0;
  for (const IceServer& server : settings.servers) {
    if (++servers > max_ice_servers) break;
    add_server(webrtcbin, server);
  }
  if (settings.relay_only)
    gst_util_set_object_arg(G_OBJECT(webrtcbin), "ice-transport-policy", "relay");
  GObject* ice = nullptr;
  g_object_get(webrtcbin, "ice-agent", &ice, nullptr);
  const Object owned_ice{ice};
  for (const base::IpAddress& address : settings.addresses) {
    gboolean added = FALSE;
    g_signal_emit_by_name(ice, "add-local-ip-address", base::to_string(address).c_str(), &added);
  }
  GObject* agent = nullptr;
  g_object_get(ice, "agent", &agent, nullptr);
  const Object owned_agent{agent};
  // UPnP costs each viewer 15 descriptors, and the network questions that nobody asked for (P6).
  g_object_set(agent, "upnp", FALSE, "ice-tcp", FALSE, nullptr);
}

}  // namespace portero::webrtc
