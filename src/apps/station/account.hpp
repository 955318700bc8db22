#pragma once

#include <expected>
#include <string>
#include <vector>

#include "core/media/settings.hpp"
#include "core/sdp/local_media.hpp"
#include "core/settings/settings.hpp"
#include "io/phone/phone.hpp"

// What the operation settings mean for SIP.
namespace portero::station {

// An error is a sentence: what is wrong with the certificates of the settings.
[[nodiscard]] std::expected<phone::PhoneSettings, std::string> phone_settings(
    const settings::Settings& settings, std::vector<base::Endpoint> listen,
    std::vector<base::Endpoint> name_servers);

// Whom the settings believe by TLS, whether SIP uses it or not.
[[nodiscard]] std::expected<std::shared_ptr<const net::TlsClient>, std::string> tls_client(
    const settings::Settings& settings);

// Whether phone_settings() gives the same for both.
[[nodiscard]] bool same_account(const settings::Settings& one, const settings::Settings& other);

[[nodiscard]] sdp::Preferences media_preferences(const settings::Settings& settings);

// Where picture and sound come from and go to is no operation setting: it is the station's
// hardware.
[[nodiscard]] media::Settings media_settings(const settings::Settings& settings,
                                             media::Settings devices);

// Whom an extension or address of the settings means; nullopt where it needs a server and there is
// none, or cannot be read.
[[nodiscard]] std::optional<sip::Uri> uri_of(const std::string& extension,
                                             const phone::PhoneSettings& phone);

}  // namespace portero::station
