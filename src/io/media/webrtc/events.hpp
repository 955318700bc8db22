#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"

// What a viewer tells, on the loop's thread.
namespace portero::webrtc {

// Ours, an offer or an answer: to be sent to the browser, and before any candidate.
struct LocalDescription {
  std::string sdp;

  bool operator==(const LocalDescription&) const = default;
};

struct LocalCandidate {
  unsigned line = 0;      // sdpMLineIndex
  std::string candidate;  // "candidate:..."

  bool operator==(const LocalCandidate&) const = default;
};

// No candidate of ours comes any more.
struct CandidatesGathered {
  bool operator==(const CandidatesGathered&) const = default;
};

// Encrypted, with the certificate that was described: picture and sound may begin, with a key
// frame.
struct Connected {
  bool operator==(const Connected&) const = default;
};

// The browser cannot show anything until one comes (PLI or FIR).
struct KeyFrameWanted {
  bool operator==(const KeyFrameWanted&) const = default;
};

struct ChannelOpened {
  bool operator==(const ChannelOpened&) const = default;
};

struct ChannelText {
  std::string text;

  bool operator==(const ChannelText&) const = default;
};

// A packet with a transport-wide number.
struct PacketSent {
  std::uint16_t number = 0;
  std::size_t bytes = 0;
  base::TimePoint at{};

  bool operator==(const PacketSent&) const = default;
};

// What the browser reports of packets, and those that were sent since it last did.
struct TransportFeedback {
  std::vector<PacketSent> sent;
  std::vector<std::uint8_t> rtcp;  // a compound packet; draft-holmer-rmcat-transport-wide-cc-01
  base::TimePoint at{};            // it came

  bool operator==(const TransportFeedback&) const = default;
};

// The last event.
struct Gone {
  enum class Why : std::uint8_t {
    closed,    // the browser said goodbye
    vanished,  // nothing came for too long
    failed,    // it could not be, or could not go on
  };
  Why why = Why::closed;
  std::string sentence;

  bool operator==(const Gone&) const = default;
};

using ViewerEvent =
    std::variant<LocalDescription, LocalCandidate, CandidatesGathered, Connected, KeyFrameWanted,
                 ChannelOpened, ChannelText, TransportFeedback, Gone>;

}  // namespace portero::webrtc
