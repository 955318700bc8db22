// The defaults of the product's specification, written out by hand: sections 4 and 5 (SIP, WebRTC),
// CALL, UNL and DSP.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/settings/settings.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

const Settings defaults;

TEST(Defaults, TheIntercomIsOffUntilAProtocolIsEnabled) {
  EXPECT_FALSE(defaults.get(key::sip_enabled));
  EXPECT_FALSE(defaults.get(key::webrtc_enabled));
  EXPECT_FALSE(defaults.get(key::call_answer_in_browser));
}

TEST(Defaults, OfSip) {
  EXPECT_EQ(defaults.get(key::sip_server_address), "");
  EXPECT_EQ(defaults.get(key::sip_realm), "*");
  EXPECT_EQ(defaults.get(key::sip_username), "");
  EXPECT_FALSE(defaults.has(key::sip_password));
  EXPECT_EQ(defaults.get(key::sip_transport), SipTransport::tcp);
  EXPECT_EQ(defaults.get(key::sip_audio), SipAudio::automatic);
  EXPECT_TRUE(defaults.get(key::sip_video));
  EXPECT_EQ(defaults.get(key::sip_call_button_action), SipButtonAction::call_operator);
  EXPECT_EQ(defaults.get(key::sip_extension), "");
  EXPECT_TRUE(defaults.get(key::sip_unlock_by_dial_key));
  EXPECT_EQ(defaults.get(key::sip_unlock_dial_key), "0");
  EXPECT_TRUE(defaults.get(key::sip_accept_incoming_calls));
  EXPECT_THAT(defaults.get(key::sip_limit_incoming_to_extensions), IsEmpty());
}

TEST(Defaults, OfSipSecurity) {
  EXPECT_EQ(defaults.get(key::sip_tls_verification), TlsVerification::system_cas);
  EXPECT_EQ(defaults.get(key::sip_tls_ca), "");
  EXPECT_EQ(defaults.get(key::sip_tls_pinned_certificate), "");
  EXPECT_EQ(defaults.get(key::sip_tls_client_certificate), "");
  EXPECT_FALSE(defaults.has(key::sip_tls_client_key));
  EXPECT_EQ(defaults.get(key::sip_srtp), Srtp::optional);
  EXPECT_FALSE(defaults.get(key::sip_direct_calls));
}

TEST(Defaults, OfWebrtc) {
  EXPECT_EQ(defaults.get(key::webrtc_region), "");
  EXPECT_EQ(defaults.get(key::webrtc_access_key), "");
  EXPECT_FALSE(defaults.has(key::webrtc_secret_key));
  EXPECT_FALSE(defaults.has(key::webrtc_session_token));
  EXPECT_EQ(defaults.get(key::webrtc_channel_name), "");
  EXPECT_TRUE(defaults.get(key::webrtc_video));
  EXPECT_EQ(defaults.get(key::webrtc_call_button_action), WebrtcButtonAction::disabled);
  EXPECT_THAT(defaults.get(key::webrtc_mobile_phones), IsEmpty());
  EXPECT_EQ(defaults.get(key::webrtc_signaling_service), "AWS");
}

TEST(Defaults, OfEveryCall) {
  EXPECT_EQ(defaults.get(key::call_ring_timeout), 60s);
  EXPECT_EQ(defaults.get(key::call_far_side_timeout), 20s);
  EXPECT_EQ(defaults.get(key::call_video_bit_rate), 1000);
}

TEST(Defaults, OfTheUnlock) {
  EXPECT_TRUE(defaults.get(key::access_relay_enabled));
  EXPECT_EQ(defaults.get(key::access_relay_pulse), 3s);
  EXPECT_EQ(defaults.get(key::access_relay_active), RelayActive::high);
  EXPECT_FALSE(defaults.get(key::access_credential_enabled));
  EXPECT_EQ(defaults.get(key::access_facility_id), std::nullopt);
  EXPECT_EQ(defaults.get(key::access_card_id), std::nullopt);
  EXPECT_EQ(defaults.get(key::access_credential_output), CredentialOutput::wiegand);
  EXPECT_FALSE(defaults.get(key::access_feedback_from_panel));
  EXPECT_EQ(defaults.get(key::access_feedback_timeout), 3s);
  EXPECT_EQ(defaults.get(key::access_unlock_outside_call), UnlockOutsideCall::passkey);
}

TEST(Defaults, OfTheLinesToThePanel) {
  EXPECT_EQ(defaults.get(key::access_wiegand_pulse_width), 50us);
  EXPECT_EQ(defaults.get(key::access_wiegand_interval), 2ms);
  EXPECT_EQ(defaults.get(key::access_osdp_baud), 9600);
  EXPECT_EQ(defaults.get(key::access_osdp_address), 0);
  EXPECT_FALSE(defaults.get(key::access_osdp_secure_channel_required));
  EXPECT_FALSE(defaults.has(key::access_osdp_secure_channel_key));
}

TEST(Defaults, OfTheCardReader) {
  EXPECT_EQ(defaults.get(key::card_reader_card_format), CardFormat::h10301);
  EXPECT_EQ(defaults.get(key::card_reader_custom_format), "");
}

TEST(Defaults, OfTheSound) {
  EXPECT_TRUE(defaults.get(key::audio_echo_cancelling));
  EXPECT_TRUE(defaults.get(key::audio_noise_suppression));
  EXPECT_TRUE(defaults.get(key::audio_automatic_gain));
  EXPECT_EQ(defaults.get(key::audio_speaker_volume), 80);
  EXPECT_EQ(defaults.get(key::audio_microphone_volume), 80);
}

TEST(Defaults, OfTheDisplay) {
  EXPECT_EQ(defaults.get(key::display_station_name), "");
  EXPECT_EQ(defaults.get(key::display_layout), DisplayLayout::automatic);
  EXPECT_EQ(defaults.get(key::display_language), Language::english);
  EXPECT_FALSE(defaults.get(key::display_reduced_motion));
  EXPECT_TRUE(defaults.get(key::display_sounds));
  EXPECT_TRUE(defaults.get(key::display_wake_on_motion));
  EXPECT_FALSE(defaults.get(key::display_visitor_may_cancel));
  EXPECT_FALSE(defaults.get(key::display_directory));
  EXPECT_TRUE(defaults.get(key::display_contacts).empty());
  EXPECT_EQ(defaults.get(key::display_help_line), "");
}

// One row for each of the lines above: whoever adds a setting adds its default here.
TEST(Defaults, AreAllWrittenOutHere) { EXPECT_EQ(table().size(), 68U); }

}  // namespace
}  // namespace portero::settings
