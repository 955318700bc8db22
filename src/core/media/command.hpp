#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/ip_address.hpp"
#include "core/call/flow.hpp"
#include "core/dtmf/key.hpp"
#include "core/media/ids.hpp"
#include "core/media/settings.hpp"
#include "core/sdp/agreement.hpp"
#include "core/sdp/local_media.hpp"

// What the station asks of the media process.
namespace portero::media {

// The first command, and again at every change: capture goes on where it can.
struct Configure {
  Settings settings{};

  bool operator==(const Configure&) const = default;
};

// Answered with LegReady or LegFailed. Nothing flows yet.
struct OpenLeg {
  LegId leg;
  base::IpAddress own;  // where the far side will find us
  bool dtls = false;    // be ready for DTLS-SRTP
  // What a media process that died had made ready: the far side knows these ports and keys.
  std::optional<sdp::LocalMedia> again{};

  bool operator==(const OpenLeg&) const = default;
};

// What was agreed; again after each renegotiation. Packets of the far side count from here on.
struct UseAgreement {
  LegId leg;
  sdp::Agreement agreement{};

  bool operator==(const UseAgreement&) const = default;
};

struct SetFlow {
  LegId leg;
  call::Flow flow = call::Flow::none;

  bool operator==(const SetFlow&) const = default;
};

// The far side asked for one by signaling (RFC 5168).
struct RequestKeyFrame {
  LegId leg;

  bool operator==(const RequestKeyFrame&) const = default;
};

// As RTP events; nothing where the far side takes none, or nothing is sent to it.
struct SendKey {
  LegId leg;
  dtmf::Key key;

  bool operator==(const SendKey&) const = default;
};

struct CloseLeg {
  LegId leg;

  bool operator==(const CloseLeg&) const = default;
};

// Answered with SnapshotTaken or SnapshotFailed, in a call or not.
struct TakeSnapshot {
  SnapshotId snapshot;

  bool operator==(const TakeSnapshot&) const = default;
};

// Answered with Statistics.
struct AskStatistics {
  bool operator==(const AskStatistics&) const = default;
};

using Command = std::variant<Configure, OpenLeg, UseAgreement, SetFlow, RequestKeyFrame, SendKey,
                             CloseLeg, TakeSnapshot, AskStatistics>;

}  // namespace portero::media
