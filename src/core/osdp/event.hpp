#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "core/access/outcome.hpp"
#include "core/access/request.hpp"
#include "core/osdp/secure_channel.hpp"

// What the line has told, in the past tense.
namespace portero::osdp {

// The panel is there: it has asked within the last 8 s.
struct CameOnline {
  bool operator==(const CameOnline&) const = default;
};
struct WentOffline {
  bool operator==(const WentOffline&) const = default;
};

struct ProtectionChanged {
  Protection protection;

  bool operator==(const ProtectionChanged&) const = default;
};

enum class Colour : std::uint8_t { black, red, green, amber, blue, magenta, cyan, white };

// What the LED of reader 0 shows from now on; of one that blinks, its lit colour.
struct LedShown {
  Colour colour;
  bool temporary;

  bool operator==(const LedShown&) const = default;
};

struct OutputMoved {
  bool active;

  bool operator==(const OutputMoved&) const = default;
};

struct BuzzerSounded {
  bool on;

  bool operator==(const BuzzerSounded&) const = default;
};

struct TextShown {
  std::string text;

  bool operator==(const TextShown&) const = default;
};

// The panel has read the card: it asked for something else after it was told.
struct CardFetched {
  access::CommandId command;

  bool operator==(const CardFetched&) const = default;
};

enum class CardLoss : std::uint8_t {
  not_fetched,    // nobody asked for it in time: it is never sent
  not_confirmed,  // it was sent, and the panel began anew or was silent: was it read?
  not_allowed,    // it needs a secure channel by an own key, which was not there in time
  too_many,       // others wait before it
};

struct CardLost {
  access::CommandId command;
  CardLoss why;

  bool operator==(const CardLost&) const = default;
};

// UNL-4: granted or denied, after a card was fetched.
struct PanelAnswered {
  access::PanelOutcome outcome;

  bool operator==(const PanelAnswered&) const = default;
};

// To be kept as the secure channel key: the panel speaks no other from the next handshake on.
struct KeySet {
  Key key;

  bool operator==(const KeySet&) const = default;
};

using Event = std::variant<CameOnline, WentOffline, ProtectionChanged, LedShown, OutputMoved,
                           BuzzerSounded, TextShown, CardFetched, CardLost, PanelAnswered, KeySet>;

}  // namespace portero::osdp
