#include "core/settings/condition.hpp"

#include <array>

#include "core/settings/key.hpp"

namespace portero::settings::condition {
namespace {

constexpr std::array kSipNeedsAServer{Equals{key::sip_enabled.name, true},
                                      Equals{key::sip_direct_calls.name, false}};
constexpr std::array kWebrtcOn{Equals{key::webrtc_enabled.name, true}};
constexpr std::array kUploadedCa{Equals{key::sip_tls_verification.name, "uploaded_ca"}};
constexpr std::array kPinned{Equals{key::sip_tls_verification.name, "pinned_certificate"}};
constexpr std::array kCredentialOn{Equals{key::access_credential_enabled.name, true}};
constexpr std::array kCustomFormat{Equals{key::card_reader_card_format.name, "custom"}};

}  // namespace

constexpr Condition sip_needs_a_server{"SIP is enabled without direct calls", kSipNeedsAServer};
constexpr Condition webrtc_on{"WebRTC is enabled", kWebrtcOn};
constexpr Condition verified_by_uploaded_ca{"TLS is verified with the uploaded CA", kUploadedCa};
constexpr Condition verified_by_pinned_certificate{"TLS is verified with a pinned certificate",
                                                   kPinned};
constexpr Condition credential_on{"the credential is enabled", kCredentialOn};
constexpr Condition custom_card_format{"the card format is custom", kCustomFormat};

}  // namespace portero::settings::condition
