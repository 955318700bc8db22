#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/settings/choices.hpp"

namespace portero::settings {

// The name of a setting that reads as a T. Whoever reads names a constant below, so that neither a
// misspelt name nor a wrong type compiles.
template <class T>
struct Key {
  std::string_view name;
};

// The type of a text that is never shown again once saved (GEN-2).
struct Secret;

using TextList = std::vector<std::string>;

namespace key {

inline constexpr Key<bool> sip_enabled{"sip.enabled"};
inline constexpr Key<bool> webrtc_enabled{"webrtc.enabled"};
inline constexpr Key<bool> call_answer_in_browser{"call.answer_in_browser"};

inline constexpr Key<std::string> sip_server_address{"sip.server_address"};
inline constexpr Key<std::string> sip_realm{"sip.realm"};
inline constexpr Key<std::string> sip_username{"sip.username"};
inline constexpr Key<Secret> sip_password{"sip.password"};
inline constexpr Key<SipTransport> sip_transport{"sip.transport"};
inline constexpr Key<SipAudio> sip_audio{"sip.audio"};
inline constexpr Key<bool> sip_video{"sip.video"};
inline constexpr Key<SipButtonAction> sip_call_button_action{"sip.call_button_action"};
inline constexpr Key<std::string> sip_extension{"sip.extension"};
inline constexpr Key<bool> sip_unlock_by_dial_key{"sip.unlock_by_dial_key"};
inline constexpr Key<std::string> sip_unlock_dial_key{"sip.unlock_dial_key"};
inline constexpr Key<bool> sip_accept_incoming_calls{"sip.accept_incoming_calls"};
inline constexpr Key<TextList> sip_limit_incoming_to_extensions{"sip.limit_incoming_to_extensions"};
inline constexpr Key<TlsVerification> sip_tls_verification{"sip.tls_verification"};
inline constexpr Key<std::string> sip_tls_ca{"sip.tls_ca"};
inline constexpr Key<std::string> sip_tls_pinned_certificate{"sip.tls_pinned_certificate"};
inline constexpr Key<std::string> sip_tls_client_certificate{"sip.tls_client_certificate"};
inline constexpr Key<Secret> sip_tls_client_key{"sip.tls_client_key"};
inline constexpr Key<Srtp> sip_srtp{"sip.srtp"};
inline constexpr Key<bool> sip_direct_calls{"sip.direct_calls"};

inline constexpr Key<std::string> webrtc_region{"webrtc.region"};
inline constexpr Key<std::string> webrtc_access_key{"webrtc.access_key"};
inline constexpr Key<Secret> webrtc_secret_key{"webrtc.secret_key"};
inline constexpr Key<Secret> webrtc_session_token{"webrtc.session_token"};
inline constexpr Key<std::string> webrtc_channel_name{"webrtc.channel_name"};
inline constexpr Key<bool> webrtc_video{"webrtc.video"};
inline constexpr Key<WebrtcButtonAction> webrtc_call_button_action{"webrtc.call_button_action"};
inline constexpr Key<TextList> webrtc_mobile_phones{"webrtc.mobile_phones"};
inline constexpr Key<std::string> webrtc_signaling_service{"webrtc.signaling_service"};

inline constexpr Key<std::chrono::seconds> call_ring_timeout{"call.ring_timeout_s"};
inline constexpr Key<std::chrono::seconds> call_far_side_timeout{"call.far_side_timeout_s"};
inline constexpr Key<std::int64_t> call_video_bit_rate{"call.video_bit_rate_kbit_s"};

inline constexpr Key<bool> access_relay_enabled{"access.relay_enabled"};
inline constexpr Key<std::chrono::seconds> access_relay_pulse{"access.relay_pulse_s"};
inline constexpr Key<RelayActive> access_relay_active{"access.relay_active"};
inline constexpr Key<bool> access_credential_enabled{"access.credential_enabled"};
inline constexpr Key<std::optional<std::int64_t>> access_facility_id{"access.facility_id"};
inline constexpr Key<std::optional<std::int64_t>> access_card_id{"access.card_id"};
inline constexpr Key<CredentialOutput> access_credential_output{"access.credential_output"};
inline constexpr Key<bool> access_feedback_from_panel{"access.feedback_from_panel"};
inline constexpr Key<std::chrono::seconds> access_feedback_timeout{"access.feedback_timeout_s"};
inline constexpr Key<UnlockOutsideCall> access_unlock_outside_call{"access.unlock_outside_call"};
inline constexpr Key<std::chrono::microseconds> access_wiegand_pulse_width{
    "access.wiegand_pulse_width_us"};
inline constexpr Key<std::chrono::milliseconds> access_wiegand_interval{
    "access.wiegand_interval_ms"};
inline constexpr Key<std::int64_t> access_osdp_baud{"access.osdp_baud"};
inline constexpr Key<std::int64_t> access_osdp_address{"access.osdp_address"};
inline constexpr Key<bool> access_osdp_secure_channel_required{
    "access.osdp_secure_channel_required"};
inline constexpr Key<Secret> access_osdp_secure_channel_key{"access.osdp_secure_channel_key"};

inline constexpr Key<CardFormat> card_reader_card_format{"card_reader.card_format"};
inline constexpr Key<std::string> card_reader_custom_format{"card_reader.custom_format"};

inline constexpr Key<bool> audio_echo_cancelling{"audio.echo_cancelling"};
inline constexpr Key<bool> audio_noise_suppression{"audio.noise_suppression"};
inline constexpr Key<bool> audio_automatic_gain{"audio.automatic_gain"};
inline constexpr Key<std::int64_t> audio_speaker_volume{"audio.speaker_volume_percent"};
inline constexpr Key<std::int64_t> audio_microphone_volume{"audio.microphone_volume_percent"};

inline constexpr Key<std::string> display_station_name{"display.station_name"};
inline constexpr Key<DisplayLayout> display_layout{"display.layout"};
inline constexpr Key<Language> display_language{"display.language"};
inline constexpr Key<bool> display_reduced_motion{"display.reduced_motion"};
inline constexpr Key<bool> display_sounds{"display.sounds"};
inline constexpr Key<bool> display_wake_on_motion{"display.wake_on_motion"};
inline constexpr Key<bool> display_visitor_may_cancel{"display.visitor_may_cancel"};
inline constexpr Key<bool> display_directory{"display.directory"};
inline constexpr Key<TextList> display_contacts{"display.contacts"};
inline constexpr Key<std::string> display_help_line{"display.help_line"};

}  // namespace key
}  // namespace portero::settings
