#include "apps/media/viewer_settings.hpp"

#include <utility>

namespace portero::engine {

std::expected<webrtc::ViewerSettings, std::string> viewer_settings(const media::OpenViewer& open) {
  webrtc::ViewerSettings settings{
      .relay_only = open.relay_only, .video = open.video, .addresses = open.addresses};
  for (const media::IceServer& told : open.servers) {
    auto server = webrtc::parse_ice_server(told.url);
    if (!server) return std::unexpected(std::move(server.error()));
    server->user = told.user;
    server->password = told.password;
    settings.servers.push_back(*std::move(server));
  }
  if (open.authorities.empty()) return settings;
  auto trust = net::TlsClient::make(net::TrustAuthorities{open.authorities});
  if (!trust) return std::unexpected(std::move(trust.error()));
  settings.trust = *std::move(trust);
  return settings;
}

}  // namespace portero::engine
