#include <array>

#include "core/settings/rows.hpp"

namespace portero::settings {
namespace {

constexpr Section account{"Intercom", "SIP account"};
constexpr Section calls{"Intercom", "SIP calls"};
constexpr Section unlock{"Intercom", "SIP unlock"};
constexpr Section incoming{"Intercom", "SIP incoming"};
constexpr Section security{"Intercom", "SIP security"};

constexpr std::array transports{
    choice(SipTransport::tcp, "tcp", "TCP"),
    choice(SipTransport::udp, "udp", "UDP"),
    choice(SipTransport::tls, "tls", "TLS"),
};

constexpr std::array audio_codecs{
    choice(SipAudio::automatic, "auto", "Auto"),
    choice(SipAudio::off, "off", "Off"),
    choice(SipAudio::speex_8000, "speex_8000", "Speex-8000"),
    choice(SipAudio::speex_16000, "speex_16000", "Speex-16000"),
    choice(SipAudio::speex_32000, "speex_32000", "Speex-32000"),
    choice(SipAudio::ilbc_8000, "ilbc_8000", "iLBC-8000"),
    choice(SipAudio::gsm_8000, "gsm_8000", "GSM-8000"),
    choice(SipAudio::pcmu_8000, "pcmu_8000", "PCMU-8000"),
    choice(SipAudio::pcma_8000, "pcma_8000", "PCMA-8000"),
    choice(SipAudio::g722_8000, "g722_8000", "G722-8000"),
    choice(SipAudio::opus_48000_2, "opus_48000_2", "Opus-48000-2"),
};

constexpr std::array button_actions{
    choice(SipButtonAction::disabled, "disabled", "Disabled"),
    choice(SipButtonAction::call_operator, "call_operator", "Call operator"),
    choice(SipButtonAction::directory, "directory", "Directory"),
};

constexpr std::array verifications{
    choice(TlsVerification::system_cas, "system_cas", "System CAs"),
    choice(TlsVerification::uploaded_ca, "uploaded_ca", "Uploaded CA"),
    choice(TlsVerification::pinned_certificate, "pinned_certificate", "Pinned certificate"),
    choice(TlsVerification::off, "off", "Off"),
};

constexpr std::array srtp_modes{
    choice(Srtp::off, "off", "Off"),
    choice(Srtp::optional, "optional", "Optional (SDES)"),
    choice(Srtp::required, "required", "Required (SDES)"),
    choice(Srtp::dtls, "dtls", "DTLS-SRTP"),
};

constexpr std::array rows{
    setting(key::sip_server_address,
            {.label = "Server address",
             .help = "The IP address or host name of the SIP server, with its port where that is "
                     "not the usual one.",
             .product_id = "SIP-1",
             .section = account,
             .required = &condition::sip_needs_a_server},
            {.max_length = 262, .format = Format::host_and_port}),
    setting(key::sip_realm,
            {.label = "Realm",
             .help = "The realm to answer challenges for; * is any.",
             .product_id = "SIP-1",
             .section = account},
            {.initial = "*", .max_length = 128}),
    setting(key::sip_username,
            {.label = "Username",
             .help = "The name of the station's account on the SIP server, most often digits.",
             .product_id = "SIP-1",
             .section = account,
             .required = &condition::sip_needs_a_server},
            {.max_length = 64, .format = Format::ascii}),
    setting(key::sip_password,
            {.label = "Password",
             .help = "The password of the account; empty where the server needs none.",
             .product_id = "SIP-1",
             .section = account},
            {.max_length = 128}),
    setting(key::sip_transport,
            {.label = "Transport",
             .help = "How messages travel to the SIP server.",
             .product_id = "SIP-2",
             .section = account},
            SipTransport::tcp, transports),
    setting(key::sip_audio,
            {.label = "Audio",
             .help = "The codec of SIP calls; Auto agrees on the best one that both sides know.",
             .product_id = "CALL-3",
             .section = calls},
            SipAudio::automatic, audio_codecs),
    setting(key::sip_video,
            {.label = "Video",
             .help = "The operator's phone shows the camera's picture in SIP calls.",
             .product_id = "CALL-3",
             .section = calls},
            true),
    setting(key::sip_call_button_action,
            {.label = "Call button action",
             .help = "What a touch on the call button does by SIP.",
             .product_id = "CALL-1",
             .section = calls},
            SipButtonAction::call_operator, button_actions),
    setting(key::sip_extension,
            {.label = "Extension",
             .help = "What the call button calls.",
             .product_id = "CALL-1",
             .section = calls},
            {.max_length = 128, .format = Format::extension}),
    setting(key::sip_unlock_by_dial_key,
            {.label = "Unlock by dial key",
             .help = "The operator opens the door with a key of the phone during a call.",
             .product_id = "UNL-1",
             .section = unlock},
            true),
    setting(key::sip_unlock_dial_key,
            {.label = "Unlock dial key",
             .help = "The key of the phone that opens the door.",
             .product_id = "UNL-1",
             .section = unlock},
            {.initial = "0", .max_length = 1, .format = Format::digit}),
    setting(key::sip_accept_incoming_calls,
            {.label = "Accept incoming calls",
             .help = "Operators can call the station, which answers at once without ringing.",
             .product_id = "CALL-4",
             .section = incoming},
            true),
    setting(key::sip_limit_incoming_to_extensions,
            {.label = "Limit incoming to extensions",
             .help = "Only these may call the station; empty accepts every call from the server.",
             .product_id = "CALL-5",
             .section = incoming},
            {.max_items = 100, .item = {.max_length = 128, .format = Format::extension}}),
    setting(key::sip_tls_verification,
            {.label = "TLS verification",
             .help = "How the SIP server proves who it is; Off lets anybody pose as the server.",
             .product_id = "SIP-3",
             .section = security},
            TlsVerification::system_cas, verifications),
    setting(key::sip_tls_ca,
            {.label = "Uploaded CA",
             .help = "The certificates that may sign the SIP server's certificate.",
             .product_id = "SIP-3",
             .section = security,
             .required = &condition::verified_by_uploaded_ca},
            {.max_length = 32768, .format = Format::certificate}),
    setting(key::sip_tls_pinned_certificate,
            {.label = "Pinned certificate",
             .help = "The fingerprint of the only certificate that the SIP server may show.",
             .product_id = "SIP-3",
             .section = security,
             .required = &condition::verified_by_pinned_certificate},
            {.max_length = 95, .format = Format::fingerprint}),
    setting(key::sip_tls_client_certificate,
            {.label = "Client certificate",
             .help = "The station's own certificate for SIP servers that ask for one, and those "
                     "between it and its authority.",
             .product_id = "SIP-3",
             .section = security},
            {.max_length = 32768, .format = Format::certificate}),
    setting(key::sip_tls_client_key,
            {.label = "Client key",
             .help = "The private key of the client certificate, without a passphrase.",
             .product_id = "SIP-3",
             .section = security},
            {.max_length = 8192, .format = Format::private_key}),
    setting(
        key::sip_srtp,
        {.label = "SRTP",
         .help = "Whether sound and picture of SIP calls are encrypted; Optional encrypts where "
                 "the other side can.",
         .product_id = "SIP-4",
         .section = security},
        Srtp::optional, srtp_modes),
    setting(key::sip_direct_calls,
            {.label = "Direct calls",
             .help = "Calls to and from IP addresses, without a SIP server.",
             .product_id = "SIP-6",
             .section = security},
            false),
};

}  // namespace

std::span<const Setting> sip_rows() { return rows; }

}  // namespace portero::settings
