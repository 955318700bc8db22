#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "core/access/bits.hpp"
#include "core/access/outcome.hpp"
#include "core/osdp/frame_reader.hpp"
#include "core/osdp/secure_channel.hpp"

// The other end of the line: the panel of laptops and tests (UNL-8). It looks for one device, asks
// who it is, establishes a secure channel where it has a key, polls, and answers each card by LED.
namespace portero::osdp {

namespace panel {

struct Found {
  Bytes identity;  // of PDID

  bool operator==(const Found&) const = default;
};
struct Secured {
  Protection protection;

  bool operator==(const Secured&) const = default;
};
struct KeyGiven {
  bool operator==(const KeyGiven&) const = default;
};
struct CardRead {
  access::Bits bits;
  access::PanelOutcome answer;

  bool operator==(const CardRead&) const = default;
};
struct Refused {
  std::uint8_t command;
  std::uint8_t why;  // a Nak

  bool operator==(const Refused&) const = default;
};
// It does not reply, or by somebody else's key.
struct Lost {
  bool operator==(const Lost&) const = default;
};

using Event = std::variant<Found, Secured, KeyGiven, CardRead, Refused, Lost>;

}  // namespace panel

class ControlPanel {
 public:
  struct Config {
    std::uint8_t address = 0;
    // Without one, it speaks plainly.
    std::optional<Key> key{};
    // It establishes the channel by SCBK-D first, and brings the key.
    bool installs = false;
    // What it makes of each card; silent shows nothing.
    access::PanelOutcome answer = access::PanelOutcome::granted;
  };
  struct Step {
    Bytes send{};
    std::vector<panel::Event> events{};
  };

  static constexpr base::Duration poll_interval = std::chrono::milliseconds(100);
  static constexpr base::Duration reply_timeout = std::chrono::milliseconds(200);
  static constexpr base::Duration look_again_after = std::chrono::seconds(1);
  static constexpr int tries = 3;

  explicit ControlPanel(const Config& config) : config_(config), installs_(config.installs) {}

  [[nodiscard]] Step receive(base::ByteView bytes, base::TimePoint now);
  // What is due by now; `fresh` is drawn anew for each call.
  [[nodiscard]] Step time_passed(base::TimePoint now, const Nonce& fresh);
  [[nodiscard]] base::TimePoint next_deadline() const { return due_; }

 private:
  enum class Phase : std::uint8_t { id, cap, challenge, proof, key, idle, polling, answering };

  void reply(const Frame& reply, base::TimePoint now, std::vector<panel::Event>& events);
  void lose(base::TimePoint now, std::vector<panel::Event>& events);
  [[nodiscard]] bool take_cryptogram(const Frame& reply);
  [[nodiscard]] bool take_initial_mac(const Frame& reply, std::vector<panel::Event>& events);
  void take_card(const Frame& reply, std::vector<panel::Event>& events);
  [[nodiscard]] Frame next_command(const Nonce& fresh);
  [[nodiscard]] Frame led() const;

  Config config_;
  bool installs_;
  FrameReader reader_;
  Phase phase_ = Phase::id;
  std::uint8_t sequence_ = 0;
  base::TimePoint due_;
  std::optional<Frame> asked_;  // plain, and not replied to yet
  Bytes sent_;
  int tried_ = 0;
  Nonce drawn_{};
  SessionKeys keys_{};
  Block proof_{};
  std::optional<SecureSession> session_;
  access::PanelOutcome shown_ = access::PanelOutcome::silent;
};

}  // namespace portero::osdp
