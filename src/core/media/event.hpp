#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/dtmf/key_report.hpp"
#include "core/media/ids.hpp"
#include "core/media/statistics.hpp"
#include "core/rtp/packet_index.hpp"
#include "core/sdp/local_media.hpp"
#include "core/sdp/protection.hpp"

// What the media process tells the station.
namespace portero::media {

// Again of a leg whose process died: its certificate is another one.
struct LegReady {
  LegId leg;
  sdp::LocalMedia local{};

  bool operator==(const LegReady&) const = default;
};

// The leg is of no more use: it could not be opened, or broke.
struct LegFailed {
  LegId leg;
  std::string why;

  bool operator==(const LegFailed&) const = default;
};

// Packets of the far side come: told at most once a second.
struct LegHeard {
  LegId leg;

  bool operator==(const LegHeard&) const = default;
};

// One packet of a telephone-event, from where the far side said it would send.
struct KeyHeard {
  LegId leg;
  dtmf::Rfc4733Event event;

  bool operator==(const KeyHeard&) const = default;
};

struct ToneHeard {
  LegId leg;
  dtmf::InbandTone tone;

  bool operator==(const ToneHeard&) const = default;
};

// Packets come from the far side, and none can be read with the keys that were agreed, or the
// certificate is not the one that was described. Told once; nothing of them is heard.
struct LegUnreadable {
  LegId leg;
  std::string why;

  bool operator==(const LegUnreadable&) const = default;
};

// How far the far side's sound has come by SRTP: whoever takes it over cannot decipher it
// without knowing how often its sequence numbers turned over. Told with the first packet of a
// sender, and at each quarter of a turn.
struct IndexReached {
  LegId leg;
  rtp::PacketIndex reached{};

  bool operator==(const IndexReached&) const = default;
};

enum class Medium : std::uint8_t { sound, picture };

// A handshake by DTLS is done, and these are its keys: a process that takes this one's place goes
// on with them, and the far side notices nothing.
struct KeysAgreed {
  LegId leg;
  Medium medium = Medium::sound;
  sdp::DtlsSrtp handshake{};  // as it was agreed on
  sdp::SdesSrtp keys{};

  bool operator==(const KeysAgreed&) const = default;
};

// Ours, an offer or an answer: for the browser, before any candidate.
struct ViewerDescribed {
  ViewerId viewer;
  std::string sdp;

  bool operator==(const ViewerDescribed&) const = default;
};

struct ViewerCandidate {
  ViewerId viewer;
  std::uint32_t line = 0;  // sdpMLineIndex
  std::string candidate;   // "candidate:..."

  bool operator==(const ViewerCandidate&) const = default;
};

// No candidate comes any more.
struct ViewerGathered {
  ViewerId viewer;

  bool operator==(const ViewerGathered&) const = default;
};

// Encrypted, with the certificate that was described. What flows begins now.
struct ViewerConnected {
  ViewerId viewer;

  bool operator==(const ViewerConnected&) const = default;
};

struct ViewerChannelOpened {
  ViewerId viewer;

  bool operator==(const ViewerChannelOpened&) const = default;
};

// Over the data channel, never before ViewerConnected.
struct ViewerText {
  ViewerId viewer;
  std::string text;

  bool operator==(const ViewerText&) const = default;
};

// One that was to be sent to it.
struct TextLost {
  ViewerId viewer;
  std::string why;

  bool operator==(const TextLost&) const = default;
};

enum class Sight : std::uint8_t {
  nothing,
  stills,  // its link carries no more than a picture now and then, or none
  motion,
};

// Told at each change, from nothing on.
struct ViewerSees {
  ViewerId viewer;
  Sight sight = Sight::nothing;

  bool operator==(const ViewerSees&) const = default;
};

enum class ViewerEnd : std::uint8_t {
  closed,    // the browser said goodbye
  vanished,  // nothing came for too long
  failed,    // it could not be, or could not go on
};

// Its last event.
struct ViewerGone {
  ViewerId viewer;
  ViewerEnd why = ViewerEnd::failed;
  std::string sentence;

  bool operator==(const ViewerGone&) const = default;
};

enum class Device : std::uint8_t { camera, microphone, loudspeaker };

struct DeviceFound {
  Device device = Device::camera;
  std::string name;  // what was chosen, for people

  bool operator==(const DeviceFound&) const = default;
};

struct DeviceLost {
  Device device = Device::camera;
  std::string why;

  bool operator==(const DeviceLost&) const = default;
};

// Somebody moves before the camera: told at most once a second, where it is wished.
struct MotionSeen {
  bool operator==(const MotionSeen&) const = default;
};

struct SnapshotTaken {
  SnapshotId snapshot;
  std::vector<std::uint8_t> jpeg{};

  bool operator==(const SnapshotTaken&) const = default;
};

struct SnapshotFailed {
  SnapshotId snapshot;
  std::string why;

  bool operator==(const SnapshotFailed&) const = default;
};

using Event =
    std::variant<LegReady, LegFailed, LegHeard, KeyHeard, ToneHeard, LegUnreadable, IndexReached,
                 KeysAgreed, ViewerDescribed, ViewerCandidate, ViewerGathered, ViewerConnected,
                 ViewerChannelOpened, ViewerText, TextLost, ViewerSees, ViewerGone, DeviceFound,
                 DeviceLost, MotionSeen, SnapshotTaken, SnapshotFailed, Statistics>;

}  // namespace portero::media
