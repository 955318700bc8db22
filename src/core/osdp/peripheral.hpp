#pragma once

#include <optional>
#include <vector>

#include "core/osdp/cards.hpp"
#include "core/osdp/config.hpp"
#include "core/osdp/frame_reader.hpp"
#include "core/osdp/panel_says.hpp"

namespace portero::osdp {

// A panel that has not asked for so long is not there (SIA OSDP v2.2, 5.7).
inline constexpr base::Duration offline_after = std::chrono::seconds(8);

// The station as a peripheral device, a card reader to the panel: it speaks when it is asked.
class Peripheral {
 public:
  struct Step {
    Bytes send{};  // now: a panel waits for 200 ms
    std::vector<Event> events{};
  };

  explicit Peripheral(const Config& config);

  // What was on the line. `fresh` is drawn anew for each call.
  [[nodiscard]] Step receive(base::ByteView bytes, base::TimePoint now, const Nonce& fresh);
  // The reply of the last step did not get onto the line.
  void not_said();
  // For the next poll, if it comes in time.
  [[nodiscard]] std::vector<Event> offer(const Card& card, base::TimePoint now);
  [[nodiscard]] std::vector<Event> time_passed(base::TimePoint now);
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

  // Install mode: until then, or until a key was set, a panel may establish a channel by SCBK-D.
  void arm_install(base::TimePoint until) { armed_until_ = until; }
  [[nodiscard]] bool install_armed() const { return armed_until_.has_value(); }

  [[nodiscard]] bool online() const { return last_heard_.has_value(); }
  [[nodiscard]] Protection protection() const { return channel_.protection(); }

 private:
  // A reply's code, data and, in the handshake, its security block.
  using Answer = std::expected<Frame, Nak>;
  struct Exchange {
    Frame command;
    Bytes reply;
    bool has_card = false;
    bool said = false;
  };
  struct Moment {
    base::TimePoint now;
    const Nonce& fresh;
    std::vector<Event>& events;
  };

  [[nodiscard]] Bytes reply_to(const Frame& command, Moment& moment);
  [[nodiscard]] Bytes repeated(const Exchange& last, const Frame& command);
  [[nodiscard]] bool has_heard_the_last(const Frame& command) const;
  void begin_anew(Moment& moment);
  [[nodiscard]] Answer opened(const Frame& command);
  [[nodiscard]] Bytes completed(Answer answer, const Frame& command, bool sealed);
  void note_protection(std::vector<Event>& events);

  [[nodiscard]] bool needs_own_key() const;
  [[nodiscard]] bool is_permitted(const Frame& command) const;
  [[nodiscard]] Answer obey(const Frame& command, Moment& moment);
  [[nodiscard]] Answer poll();
  [[nodiscard]] Answer capabilities() const;
  [[nodiscard]] Answer shake_hands(const Frame& command, const Moment& moment);
  [[nodiscard]] Answer set_key(const Frame& command, Moment& moment);
  [[nodiscard]] Answer show_text(const Frame& command, Moment& moment);
  [[nodiscard]] Answer communication() const;

  Config config_;
  FrameReader reader_;
  SecureChannel channel_;
  Protection told_protection_ = Protection::none;
  Cards cards_;
  PanelSays says_;
  std::optional<Exchange> last_;
  std::optional<base::TimePoint> last_heard_;
  std::optional<base::TimePoint> armed_until_;
};

}  // namespace portero::osdp
