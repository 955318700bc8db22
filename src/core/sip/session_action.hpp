#pragma once

#include <variant>
#include <vector>

#include "core/dtmf/key_report.hpp"
#include "core/sdp/agreement.hpp"
#include "core/sip/session_end.hpp"
#include "core/sip/session_input.hpp"

// What a session wants done, in the order given.
namespace portero::sip {

// Resolve the next hop, put a Via with a new branch on top, start a transaction.
struct SendRequest {
  RequestId id;
  Request request;
  Uri next_hop;

  bool operator==(const SendRequest&) const = default;
};

// The same without a transaction.
struct SendAck {
  Request ack;
  Uri next_hop;

  bool operator==(const SendAck&) const = default;
};

// cancel_of() the INVITE as it was sent, to the same hop.
struct SendCancel {
  RequestId invite;
  std::vector<Reason> reasons{};

  bool operator==(const SendCancel&) const = default;
};

// Nobody waits for the answer any more: the transaction can be dropped.
struct Abandon {
  RequestId invite;

  bool operator==(const Abandon&) const = default;
};

struct Respond {
  ServerTransactionId transaction;
  Response response;

  bool operator==(const Respond&) const = default;
};

// Make media ready for what the far side offers or wants to be offered; then MediaReady.
struct PrepareMedia {
  bool operator==(const PrepareMedia&) const = default;
};

struct UseAgreement {
  sdp::Agreement agreement;

  bool operator==(const UseAgreement&) const = default;
};

// It rings. early_media: what was agreed is in force already.
struct SessionProgressed {
  bool early_media = false;

  bool operator==(const SessionProgressed&) const = default;
};

struct SessionAnswered {
  bool operator==(const SessionAnswered&) const = default;
};

struct SessionHeld {
  bool operator==(const SessionHeld&) const = default;
};

struct SessionResumed {
  bool operator==(const SessionResumed&) const = default;
};

// A sign of life of the far side.
struct SessionHeard {
  bool operator==(const SessionHeard&) const = default;
};

// By INFO, in a call that was answered.
struct KeyReported {
  dtmf::InfoKey key;

  bool operator==(const KeyReported&) const = default;
};

struct KeyFrameWanted {
  bool operator==(const KeyFrameWanted&) const = default;
};

// What was agreed before stays in force.
struct RenegotiationFailed {
  int status = 0;

  bool operator==(const RenegotiationFailed&) const = default;
};

// The session can be thrown away. Always the last.
struct SessionFinished {
  bool operator==(const SessionFinished&) const = default;
};

using SessionAction =
    std::variant<SendRequest, SendAck, SendCancel, Abandon, Respond, PrepareMedia, UseAgreement,
                 SessionProgressed, SessionAnswered, SessionHeld, SessionResumed, SessionHeard,
                 KeyReported, KeyFrameWanted, RenegotiationFailed, SessionEnded, SessionFinished>;
using SessionActions = std::vector<SessionAction>;

}  // namespace portero::sip
