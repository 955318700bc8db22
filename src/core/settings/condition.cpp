#include "core/settings/condition.hpp"

#include <array>

#include "core/settings/key.hpp"

namespace portero::settings::condition {
namespace {

constexpr std::array sip_without_direct_calls{Equals{key::sip_enabled.name, true},
                                              Equals{key::sip_direct_calls.name, false}};
constexpr std::array webrtc_enabled{Equals{key::webrtc_enabled.name, true}};
constexpr std::array uploaded_ca{Equals{key::sip_tls_verification.name, "uploaded_ca"}};
constexpr std::array pinned_certificate{
    Equals{key::sip_tls_verification.name, "pinned_certificate"}};
constexpr std::array credential_enabled{Equals{key::access_credential_enabled.name, true}};
constexpr std::array custom_format{Equals{key::card_reader_card_format.name, "custom"}};

}  // namespace

constexpr Condition sip_needs_a_server{"SIP is enabled without direct calls",
                                       sip_without_direct_calls};
constexpr Condition webrtc_on{"WebRTC is enabled", webrtc_enabled};
constexpr Condition verified_by_uploaded_ca{"TLS is verified with the uploaded CA", uploaded_ca};
constexpr Condition verified_by_pinned_certificate{"TLS is verified with a pinned certificate",
                                                   pinned_certificate};
constexpr Condition credential_on{"the credential is enabled", credential_enabled};
constexpr Condition custom_card_format{"the card format is custom", custom_format};

}  // namespace portero::settings::condition
