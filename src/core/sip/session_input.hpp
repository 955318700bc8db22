#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/sdp/local_media.hpp"
#include "core/sip/reason.hpp"
#include "core/sip/transactions.hpp"

// What a session is told: commands of its user, and what came from the transactions. An input that
// does not fit what went before changes nothing.
namespace portero::sip {

// A request that a session sent; counted by the session.
using RequestId = base::Id<struct RequestTag>;

// The first input of a session that we begin.
struct PlaceCall {
  Uri target;
  sdp::LocalMedia local;
  sdp::Preferences preferences{};
  std::string label{};  // X-Portero-Call-Id: the call as our own records name it
};

// A 183: with a description where the caller can be sent one, so that it hears and sees us already.
struct ShowProgress {};
struct AnswerCall {};
struct RejectCall {
  int status = 603;
  std::optional<Warning> warning = std::nullopt;
};

// In each state the right way to end it: CANCEL, BYE, or a refusal.
struct HangUp {
  std::vector<Reason> reasons{};
};

// The answer to PrepareMedia.
struct MediaReady {
  sdp::LocalMedia local;
  sdp::Preferences preferences{};
};
struct MediaFailed {};

// Offer other media in a call.
struct Renegotiate {
  sdp::LocalMedia local;
  sdp::Preferences preferences{};
};

struct AskForKeyFrame {};
// Ask for a sign of life: SessionHeard, or SessionEnded.
struct Probe {};

struct Responded {
  RequestId request;
  Response response;
};
struct Unanswered {
  RequestId request;
  TransactionFailure why;
};

struct TimePassed {};

// RequestArrived: the INVITE that begins a session, or a request in its dialog.
using SessionInput =
    std::variant<PlaceCall, ShowProgress, AnswerCall, RejectCall, HangUp, MediaReady, MediaFailed,
                 Renegotiate, AskForKeyFrame, Probe, RequestArrived, InviteCancelled, AckArrived,
                 Responded, Unanswered, TimePassed>;

}  // namespace portero::sip
