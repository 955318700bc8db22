#include "io/ipc/panel_json.hpp"

#include <charconv>

#include "io/ipc/described_json.hpp"

namespace portero::osdp {
BOOST_DESCRIBE_ENUM(Protection, none, default_key, own_key)
}  // namespace portero::osdp

namespace portero::panel {
BOOST_DESCRIBE_ENUM(Objection, malformed, repeated, late, too_many, line_failed, not_fetched,
                    not_confirmed, unprotected)
BOOST_DESCRIBE_STRUCT(SendCard, (), (command, bits, width_us, interval_us, not_after_us))
BOOST_DESCRIBE_STRUCT(AskAlive, (), ())
BOOST_DESCRIBE_STRUCT(UseOsdp, (), (baud, address, secure_channel_required, key))
BOOST_DESCRIBE_STRUCT(Ready, (), (memory_locked, realtime, led_active))
BOOST_DESCRIBE_STRUCT(PulseTimes, (),
                      (narrowest_ns, widest_ns, shortest_interval_ns, longest_interval_ns))
BOOST_DESCRIBE_STRUCT(CardSent, (), (command, began_us, ended_us, times))
BOOST_DESCRIBE_STRUCT(CardNotSent, (), (command, why))
BOOST_DESCRIBE_STRUCT(LedMoved, (), (active, at_us))
BOOST_DESCRIBE_STRUCT(Alive, (), ())
BOOST_DESCRIBE_STRUCT(OsdpLine, (), (online, protection))
BOOST_DESCRIBE_STRUCT(Answered, (), (granted))
BOOST_DESCRIBE_STRUCT(KeySet, (), (key))
}  // namespace portero::panel

namespace portero::ipc {
namespace described {

template <>
struct AsText<access::Bits> {
  static constexpr std::string_view wanted = "at most 128 digits, each 0 or 1";
  static std::string text(const access::Bits& bits) { return bits.text(); }
  static std::optional<access::Bits> read(std::string_view text) {
    return access::Bits::from_text(text);
  }
};

template <>
struct AsText<access::CommandId> {
  static constexpr std::string_view wanted = "32 hexadecimal digits";
  static std::string text(const access::CommandId& id) {
    std::string digits;
    for (const std::uint8_t byte : id.value()) {
      digits += "0123456789abcdef"[byte >> 4U];
      digits += "0123456789abcdef"[byte & 0xFU];
    }
    return digits;
  }
  static std::optional<access::CommandId> read(std::string_view text) {
    access::CommandId::value_type bytes{};
    if (text.size() != 2 * bytes.size()) return std::nullopt;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      const char* const digits = text.data() + 2 * at;
      const auto [end, error] = std::from_chars(digits, digits + 2, bytes[at], 16);
      if (error != std::errc{} || end != digits + 2) return std::nullopt;
    }
    return access::CommandId{bytes};
  }
};

#define PORTERO_NAMED(type, text) \
  template <>                     \
  inline constexpr std::string_view name_of<panel::type> = text;
PORTERO_NAMED(SendCard, "send_card")
PORTERO_NAMED(AskAlive, "ask_alive")
PORTERO_NAMED(UseOsdp, "use_osdp")
PORTERO_NAMED(Ready, "ready")
PORTERO_NAMED(CardSent, "card_sent")
PORTERO_NAMED(CardNotSent, "card_not_sent")
PORTERO_NAMED(LedMoved, "led_moved")
PORTERO_NAMED(Alive, "alive")
PORTERO_NAMED(OsdpLine, "osdp_line")
PORTERO_NAMED(Answered, "answered")
PORTERO_NAMED(KeySet, "key_set")
#undef PORTERO_NAMED

}  // namespace described

std::string to_json(const panel::Command& command) {
  return boost::json::serialize(described::written(command));
}

std::string to_json(const panel::Event& event) {
  return boost::json::serialize(described::written(event));
}

std::expected<panel::Command, std::string> panel_command(std::string_view json) {
  return described::read<panel::Command>(json);
}

std::expected<panel::Event, std::string> panel_event(std::string_view json) {
  return described::read<panel::Event>(json);
}

}  // namespace portero::ipc
