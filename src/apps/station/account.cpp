#include "apps/station/account.hpp"

#include <algorithm>
#include <array>

#include "apps/station/instance_id.hpp"
#include "core/sdp/codec.hpp"
#include "core/settings/difference.hpp"

namespace portero::station {

using settings::Settings;
namespace key = settings::key;

namespace {

sip::Transport transport_of(settings::SipTransport choice) {
  switch (choice) {
    case settings::SipTransport::tcp: return sip::Transport::tcp;
    case settings::SipTransport::udp: return sip::Transport::udp;
    case settings::SipTransport::tls: return sip::Transport::tls;
  }
  return sip::Transport::tcp;
}

// "sip:" before it, with the brackets that IPv6 needs there.
std::optional<sip::Uri> parse_address(std::string_view address) {
  if (const auto ip = base::IpAddress::parse(address)) {
    sip::Uri uri;
    uri.host = base::to_string(*ip);
    return uri;
  }
  const auto uri = sip::parse_uri("sip:" + std::string{address});
  return uri ? std::optional{*uri} : std::nullopt;
}

std::optional<sip::RegistrationAccount> account_of(const Settings& settings) {
  const auto address = settings.get(key::sip_server_address);
  if (!settings.get(key::sip_enabled) || address.empty()) return std::nullopt;
  const auto server = parse_address(address);
  if (!server) return std::nullopt;
  return sip::RegistrationAccount{
      .server = {.host = server->host,
                 .port = server->port,
                 .transport = transport_of(settings.get(key::sip_transport))},
      .credentials = {.username = std::string{settings.get(key::sip_username)},
                      .password = std::string{settings.reveal(key::sip_password)},
                      .realm = std::string{settings.get(key::sip_realm)}},
      .instance = instance_id()};
}

std::vector<sdp::AudioCodec> codecs_of(settings::SipAudio choice) {
  switch (choice) {
    case settings::SipAudio::automatic: return sdp::every_audio_codec();
    case settings::SipAudio::off: return {};
    case settings::SipAudio::speex_8000: return {sdp::AudioCodec::speex_8000};
    case settings::SipAudio::speex_16000: return {sdp::AudioCodec::speex_16000};
    case settings::SipAudio::speex_32000: return {sdp::AudioCodec::speex_32000};
    case settings::SipAudio::ilbc_8000: return {sdp::AudioCodec::ilbc};
    case settings::SipAudio::gsm_8000: return {sdp::AudioCodec::gsm};
    case settings::SipAudio::pcmu_8000: return {sdp::AudioCodec::pcmu};
    case settings::SipAudio::pcma_8000: return {sdp::AudioCodec::pcma};
    case settings::SipAudio::g722_8000: return {sdp::AudioCodec::g722};
    case settings::SipAudio::opus_48000_2: return {sdp::AudioCodec::opus};
  }
  return sdp::every_audio_codec();
}

net::Trust trust_of(const Settings& settings) {
  switch (settings.get(key::sip_tls_verification)) {
    case settings::TlsVerification::system_cas: return net::TrustSystemAuthorities{};
    case settings::TlsVerification::uploaded_ca:
      return net::TrustAuthorities{std::string{settings.get(key::sip_tls_ca)}};
    case settings::TlsVerification::pinned_certificate:
      if (const auto pin = net::parse_fingerprint(settings.get(key::sip_tls_pinned_certificate)))
        return net::TrustPinned{*pin};
      return net::TrustSystemAuthorities{};
    case settings::TlsVerification::off: return net::TrustAnyone{};
  }
  return net::TrustSystemAuthorities{};
}

std::optional<net::TlsIdentity> identity_of(const Settings& settings) {
  const auto certificate = settings.get(key::sip_tls_client_certificate);
  if (certificate.empty()) return std::nullopt;
  return net::TlsIdentity{std::string{certificate},
                          std::string{settings.reveal(key::sip_tls_client_key)}};
}

}  // namespace

std::expected<std::shared_ptr<const net::TlsClient>, std::string> tls_client(
    const Settings& settings) {
  return net::TlsClient::make(trust_of(settings), identity_of(settings));
}

std::expected<phone::PhoneSettings, std::string> phone_settings(
    const Settings& settings, std::vector<base::Endpoint> listen,
    std::vector<base::Endpoint> name_servers) {
  phone::PhoneSettings phone{.account = account_of(settings),
                             .direct_calls = settings.get(key::sip_direct_calls),
                             .product = "Portero/" PORTERO_VERSION,
                             .transport = {.listen = std::move(listen), .tls = nullptr},
                             .dns = {.servers = std::move(name_servers)}};
  if (phone.account && phone.account->server.transport == sip::Transport::tls) {
    auto tls = tls_client(settings);
    if (!tls) return std::unexpected{std::move(tls.error())};
    phone.transport.tls = *std::move(tls);
  }
  return phone;
}

bool same_account(const Settings& one, const Settings& other) {
  constexpr std::array looked_at{key::sip_enabled.name,
                                 key::sip_direct_calls.name,
                                 key::sip_server_address.name,
                                 key::sip_transport.name,
                                 key::sip_username.name,
                                 key::sip_password.name,
                                 key::sip_realm.name,
                                 key::sip_tls_verification.name,
                                 key::sip_tls_ca.name,
                                 key::sip_tls_pinned_certificate.name,
                                 key::sip_tls_client_certificate.name,
                                 key::sip_tls_client_key.name};
  return std::ranges::none_of(settings::differences(one, other), [&](const auto& difference) {
    return std::ranges::find(looked_at, difference.key) != looked_at.end();
  });
}

media::Settings media_settings(const Settings& settings, media::Settings devices) {
  devices.picture.kbps = static_cast<std::uint32_t>(settings.get(key::call_video_bit_rate));
  media::SoundSettings& sound = devices.sound;
  sound.echo_cancelling = settings.get(key::audio_echo_cancelling) ? media::EchoCancelling::webrtc
                                                                   : media::EchoCancelling::off;
  sound.noise_suppression = settings.get(key::audio_noise_suppression);
  sound.automatic_gain = settings.get(key::audio_automatic_gain);
  sound.loudspeaker_percent = static_cast<std::uint32_t>(settings.get(key::audio_speaker_volume));
  sound.microphone_percent = static_cast<std::uint32_t>(settings.get(key::audio_microphone_volume));
  devices.viewers = settings.get(key::webrtc_enabled) || settings.get(key::call_answer_in_browser);
  return devices;
}

sdp::Preferences media_preferences(const Settings& settings) {
  sdp::Preferences preferences;
  preferences.bundle = false;  // sound and picture have ports of their own
  preferences.audio = codecs_of(settings.get(key::sip_audio));
  if (!settings.get(key::sip_video)) preferences.video.clear();
  preferences.video_kbps = static_cast<std::uint32_t>(settings.get(key::call_video_bit_rate));
  switch (settings.get(key::sip_srtp)) {
    case settings::Srtp::off: preferences.srtp = sdp::SrtpPolicy::off; break;
    case settings::Srtp::optional: preferences.srtp = sdp::SrtpPolicy::optional; break;
    case settings::Srtp::required: preferences.srtp = sdp::SrtpPolicy::required; break;
    case settings::Srtp::dtls:
      preferences.srtp = sdp::SrtpPolicy::required;
      preferences.key_exchange = sdp::KeyExchange::dtls;
      break;
  }
  return preferences;
}

std::optional<sip::Uri> uri_of(const std::string& extension, const phone::PhoneSettings& phone) {
  if (extension.starts_with("sip:") || extension.starts_with("sips:")) {
    const auto uri = sip::parse_uri(extension);
    return uri ? std::optional{*uri} : std::nullopt;
  }
  const bool by_address = base::IpAddress::parse(extension) || base::parse_endpoint(extension);
  if (by_address || extension.contains('@')) return parse_address(extension);
  if (!phone.account) return std::nullopt;
  sip::Uri uri = sip::registrar_uri(phone.account->server);
  uri.user = sip::percent_encoded_user(extension);
  return uri;
}

}  // namespace portero::station
