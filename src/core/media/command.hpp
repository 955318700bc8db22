#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/ip_address.hpp"
#include "core/call/flow.hpp"
#include "core/dtmf/key.hpp"
#include "core/media/cue.hpp"
#include "core/media/ids.hpp"
#include "core/media/settings.hpp"
#include "core/rtp/packet_index.hpp"
#include "core/sdp/agreement.hpp"
#include "core/sdp/local_media.hpp"
#include "core/sdp/video_codec.hpp"

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
  // What a media process that died had made ready: the far side knows these ports and keys. The
  // certificate is another one.
  std::optional<sdp::LocalMedia> again{};
  // How far the far side's sound had come then, by what IndexReached told last.
  std::optional<rtp::PacketIndex> reached{};

  bool operator==(const OpenLeg&) const = default;
};

// What was agreed; again after each renegotiation. Packets of the far side count from here on, but
// by DTLS none where it was agreed with the certificate of a process that died, and left no keys.
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

// Tells us our public address (STUN), or relays for us (TURN).
struct IceServer {
  std::string url;  // RFC 7064, RFC 7065: "turn:host:3478?transport=tcp"
  std::string user{};
  std::string password{};

  bool operator==(const IceServer&) const = default;
};

// Answered with ViewerDescribed or ViewerGone. Nothing flows yet.
struct OpenViewer {
  ViewerId viewer;
  std::optional<std::string> offer{};  // of the browser; otherwise ours is wanted
  std::vector<sdp::VideoCodec> video{sdp::VideoCodec::h264, sdp::VideoCodec::vp8};  // best first
  std::vector<IceServer> servers{};
  // Whom to believe to be a TURN server over TLS, as PEM; the system's when it is empty.
  std::string authorities{};
  bool relay_only = false;                   // the browser learns no address of ours
  std::vector<base::IpAddress> addresses{};  // of ours, that may be used; all when it is empty

  bool operator==(const OpenViewer&) const = default;
};

// To an offer of ours.
struct TakeAnswer {
  ViewerId viewer;
  std::string sdp;

  bool operator==(const TakeAnswer&) const = default;
};

struct AddCandidate {
  ViewerId viewer;
  std::uint32_t line = 0;  // sdpMLineIndex
  std::string candidate;   // "candidate:..."

  bool operator==(const AddCandidate&) const = default;
};

// Who sees a preview is not heard, and hears nothing.
struct SetViewerFlow {
  ViewerId viewer;
  call::Flow flow = call::Flow::none;

  bool operator==(const SetViewerFlow&) const = default;
};

// Over the data channel, after ViewerChannelOpened. Where it cannot be, TextLost tells.
struct SendText {
  ViewerId viewer;
  std::string text;

  bool operator==(const SendText&) const = default;
};

struct CloseViewer {
  ViewerId viewer;

  bool operator==(const CloseViewer&) const = default;
};

// Answered with SnapshotTaken or SnapshotFailed, in a call or not.
struct TakeSnapshot {
  SnapshotId snapshot;

  bool operator==(const TakeSnapshot&) const = default;
};

// A test tone from the loudspeaker, beside whatever else is heard, in the place of one that plays.
struct PlayTone {
  std::uint32_t duration_ms = 0;  // longest_tone at most

  bool operator==(const PlayTone&) const = default;
};

struct StopTone {
  bool operator==(const StopTone&) const = default;
};

// Answered with Statistics.
struct AskStatistics {
  bool operator==(const AskStatistics&) const = default;
};

// At the door, beside whoever speaks, in place of the cue before it.
struct PlayCue {
  Cue cue = Cue::silence;

  bool operator==(const PlayCue&) const = default;
};

using Command =
    std::variant<Configure, OpenLeg, UseAgreement, SetFlow, RequestKeyFrame, SendKey, CloseLeg,
                 OpenViewer, TakeAnswer, AddCandidate, SetViewerFlow, SendText, CloseViewer,
                 TakeSnapshot, PlayTone, StopTone, PlayCue, AskStatistics>;

}  // namespace portero::media
