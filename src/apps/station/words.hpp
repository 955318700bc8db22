#pragma once

#include <string>
#include <string_view>

#include "core/access/outcome.hpp"
#include "core/call/action.hpp"
#include "core/call/input.hpp"
#include "core/call/outage.hpp"
#include "core/call/record.hpp"
#include "core/media/event.hpp"
#include "core/sdp/agreement.hpp"
#include "core/sip/registration_failure.hpp"
#include "core/sip/session_end.hpp"

// The vocabularies of core/call, core/sip and core/sdp in each other's words, and in those of logs.
namespace portero::station {

[[nodiscard]] call::Outage outage_of(sip::RegistrationTrouble trouble);
[[nodiscard]] call::LegEnd leg_end_of(sip::EndCause cause);
[[nodiscard]] call::LegEnd leg_end_of(media::ViewerEnd end);
[[nodiscard]] int status_for(call::RejectReason why);
// For whoever asks by a browser.
[[nodiscard]] std::string_view explanation(call::RejectReason why);
[[nodiscard]] std::string_view explanation(call::StopReason why);

[[nodiscard]] std::string_view word_for(const call::Fact& fact);
// Whom a fact is about, for a log: "+34******789, ***".
[[nodiscard]] std::string masked_people(const call::Fact& fact);
[[nodiscard]] std::string_view word_for(sip::EndCause cause);
[[nodiscard]] std::string_view word_for(const access::Outcome& outcome);
[[nodiscard]] std::string_view word_for(call::Flow flow);
[[nodiscard]] std::string_view word_for(media::Device device);
[[nodiscard]] std::string_view word_for(media::Sight sight);
[[nodiscard]] std::string_view word_for(media::ViewerEnd end);
// "Opus-48000-2, H264 sendonly"
[[nodiscard]] std::string in_words(const sdp::Agreement& agreement);
// The same of what a browser was answered: an SDP.
[[nodiscard]] std::string formats_in(const std::string& description);

}  // namespace portero::station
