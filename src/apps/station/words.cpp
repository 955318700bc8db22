#include "apps/station/words.hpp"

#include "base/overloaded.hpp"
#include "core/sdp/codec.hpp"
#include "core/sdp/parser.hpp"
#include "io/log/masked.hpp"

namespace portero::station {

using base::overloaded;

call::Outage outage_of(sip::RegistrationTrouble trouble) {
  switch (trouble) {
    case sip::RegistrationTrouble::no_network: return call::Outage::no_network;
    case sip::RegistrationTrouble::name_not_found: return call::Outage::name_not_found;
    case sip::RegistrationTrouble::no_answer: return call::Outage::no_answer;
    case sip::RegistrationTrouble::refused: return call::Outage::connection_refused;
    case sip::RegistrationTrouble::certificate_refused: return call::Outage::certificate_refused;
    case sip::RegistrationTrouble::account_unknown: return call::Outage::account_unknown;
    case sip::RegistrationTrouble::wrong_credentials: return call::Outage::wrong_credentials;
  }
  return call::Outage::no_answer;
}

call::LegEnd leg_end_of(sip::EndCause cause) {
  switch (cause) {
    case sip::EndCause::stopped:
    case sip::EndCause::hung_up: return call::LegEnd::hung_up;
    case sip::EndCause::busy: return call::LegEnd::busy;
    case sip::EndCause::declined: return call::LegEnd::declined;
    case sip::EndCause::no_answer: return call::LegEnd::no_answer;
    case sip::EndCause::failed: return call::LegEnd::failed;
    case sip::EndCause::vanished: return call::LegEnd::vanished;
  }
  return call::LegEnd::failed;
}

call::LegEnd leg_end_of(media::ViewerEnd end) {
  switch (end) {
    case media::ViewerEnd::closed: return call::LegEnd::hung_up;
    case media::ViewerEnd::vanished: return call::LegEnd::vanished;
    case media::ViewerEnd::failed: return call::LegEnd::failed;
  }
  return call::LegEnd::failed;
}

std::string_view explanation(call::RejectReason why) {
  switch (why) {
    case call::RejectReason::busy: return "Somebody else is in the call.";
    case call::RejectReason::full: return "Ten browsers are connected already. Try again later.";
    case call::RejectReason::forbidden: return "You are not among those who may call the door.";
    case call::RejectReason::not_accepting:
      return "The station takes no calls. Its settings say so.";
    case call::RejectReason::switched_off:
      return "The intercom is off. Turn it on in Operation, Intercom.";
  }
  return "";
}

std::string_view explanation(call::StopReason why) {
  switch (why) {
    case call::StopReason::answered_elsewhere: return "Somebody else answered.";
    case call::StopReason::ring_timed_out: return "Nobody answered in time.";
    case call::StopReason::visitor_cancelled: return "The visitor stopped ringing.";
    case call::StopReason::ended_on_request: return "Somebody ended the call.";
    case call::StopReason::far_side_vanished: return "Nothing came from this browser for too long.";
    case call::StopReason::switched_off: return "The intercom was switched off.";
    case call::StopReason::routes_lost: return "The station lost its ways to call.";
    case call::StopReason::call_over: return "The call is over.";
  }
  return "";
}

int status_for(call::RejectReason why) {
  switch (why) {
    case call::RejectReason::busy:
    case call::RejectReason::full: return 486;
    case call::RejectReason::forbidden: return 403;
    case call::RejectReason::not_accepting:
    case call::RejectReason::switched_off: return 480;
  }
  return 480;
}

std::string_view word_for(const call::Fact& fact) {
  return std::visit(overloaded{
                        [](const call::CallRequested&) { return "call requested"; },
                        [](const call::CallAnswered&) { return "call answered"; },
                        [](const call::OperatorJoined&) { return "operator joined"; },
                        [](const call::OperatorLeft&) { return "operator left"; },
                        [](const call::CallEnded&) { return "call ended"; },
                        [](const call::CallerRejected&) { return "caller rejected"; },
                        [](const call::UnlockGranted&) { return "unlock granted"; },
                        [](const call::UnlockRefused&) { return "unlock refused"; },
                        [](const call::PanelSettled&) { return "panel settled"; },
                        [](const call::RelayStayed&) { return "relay stayed"; },
                        [](const call::CredentialNotSent&) { return "credential not sent"; },
                        [](const call::BecameAvailable&) { return "available"; },
                        [](const call::BecameUnavailable&) { return "unavailable"; },
                    },
                    fact);
}

std::string masked_people(const call::Fact& fact) {
  constexpr std::size_t most = 10;
  const auto all = [](const std::vector<call::Party>& parties) {
    std::string people;
    for (std::size_t i = 0; i < parties.size() && i < most; ++i)
      people += (i == 0 ? "" : ", ") + log::masked({parties[i].name});
    return people;
  };
  return std::visit(
      overloaded{
          [&](const call::CallRequested& f) { return all(f.rung); },
          [&](const call::CallAnswered& f) { return log::masked({f.by.name}); },
          [&](const base::OneOf<call::OperatorJoined, call::OperatorLeft,
                                call::CallerRejected> auto& f) {
            return log::masked({f.party.name});
          },
          [&](const call::CallEnded& f) { return all(f.parties); },
          [](const call::UnlockGranted& f) { return log::masked({f.grant.request().who}); },
          [](const call::UnlockRefused& f) { return log::masked({f.refusal.request.who}); },
          [](const base::OneOf<call::PanelSettled, call::RelayStayed, call::CredentialNotSent,
                               call::BecameAvailable, call::BecameUnavailable> auto&) {
            return std::string{};
          },
      },
      fact);
}

std::string_view word_for(sip::EndCause cause) {
  switch (cause) {
    case sip::EndCause::stopped: return "stopped";
    case sip::EndCause::hung_up: return "hung_up";
    case sip::EndCause::busy: return "busy";
    case sip::EndCause::declined: return "declined";
    case sip::EndCause::no_answer: return "no_answer";
    case sip::EndCause::failed: return "failed";
    case sip::EndCause::vanished: return "vanished";
  }
  return "";
}

std::string_view word_for(const access::Outcome& outcome) {
  return std::visit(
      overloaded{
          [](const access::Opened&) -> std::string_view { return "opened"; },
          [](const access::NotOpened& stayed) -> std::string_view { return code(stayed.why); },
          [](const access::AwaitingPanel&) -> std::string_view { return "awaiting_panel"; },
          [](const access::PanelOutcome& panel) -> std::string_view {
            switch (panel) {
              case access::PanelOutcome::granted: return "panel_granted";
              case access::PanelOutcome::denied: return "panel_denied";
              case access::PanelOutcome::silent: return "panel_silent";
            }
            return "";
          },
          [](const access::Why& why) -> std::string_view { return code(why); },
      },
      outcome);
}

std::string_view word_for(call::Flow flow) {
  switch (flow) {
    case call::Flow::none: return "none";
    case call::Flow::preview: return "preview";
    case call::Flow::both: return "both";
  }
  return "";
}

std::string_view word_for(media::Device device) {
  switch (device) {
    case media::Device::camera: return "camera";
    case media::Device::microphone: return "microphone";
    case media::Device::loudspeaker: return "loudspeaker";
  }
  return "device";
}

std::string_view word_for(media::Sight sight) {
  switch (sight) {
    case media::Sight::nothing: return "nothing";
    case media::Sight::stills: return "stills";
    case media::Sight::motion: return "motion";
  }
  return "nothing";
}

std::string_view word_for(media::ViewerEnd end) {
  switch (end) {
    case media::ViewerEnd::closed: return "closed";
    case media::ViewerEnd::vanished: return "vanished";
    case media::ViewerEnd::failed: return "failed";
  }
  return "failed";
}

std::string in_words(const sdp::Agreement& agreement) {
  std::string words;
  if (agreement.audio) words += info(agreement.audio->formats.front().codec).setting;
  if (agreement.video) {
    if (!words.empty()) words += ", ";
    words += sdp::to_text(agreement.video->format.codec);
  }
  return words.empty() ? "nothing" : words;
}

std::string formats_in(const std::string& description) {
  sdp::Agreement agreed;
  const auto session = sdp::parse_session(description);
  if (!session) return "";
  for (const sdp::Media& line : session->media) {
    if (line.port == 0) continue;
    for (const sdp::PayloadFormat& format : sdp::payload_formats(line)) {
      const auto audio = sdp::audio_codec_of(format);
      if (line.type == "audio" && audio && !agreed.audio)
        agreed.audio = sdp::AudioAgreement{.formats = {{.codec = *audio}}};
      const auto video = sdp::video_format_of(format);
      if (line.type == "video" && video && !agreed.video)
        agreed.video = sdp::VideoAgreement{.format = *video};
    }
  }
  return in_words(agreed);
}

}  // namespace portero::station
