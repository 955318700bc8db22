#include "core/door/message.hpp"

#include <algorithm>
#include <limits>

#include "base/overloaded.hpp"

namespace portero::door {
namespace {

using base::overloaded;

enum class Kind : std::uint8_t { ready, opened, lengthened, refused, closed };

constexpr std::uint8_t memory_locked_bit = 1;
constexpr std::uint8_t realtime_bit = 2;

// Fills an array from its front.
class Filler {
 public:
  explicit Filler(std::span<std::uint8_t> rest) : rest_(rest) {}

  void u8(std::uint8_t value) {
    rest_.front() = value;
    rest_ = rest_.subspan(1);
  }
  void microseconds(base::Duration value) {
    const auto number = static_cast<std::uint64_t>(value.count());
    for (int shift = 56; shift >= 0; shift -= 8) u8(static_cast<std::uint8_t>(number >> shift));
  }
  void command(const CommandId& id) {
    for (const std::uint8_t byte : id.value()) u8(byte);
  }

 private:
  std::span<std::uint8_t> rest_;
};

std::optional<base::Duration> microseconds(base::ByteReader& reader) {
  const auto number = reader.u64();
  if (!number || *number > std::numeric_limits<base::Duration::rep>::max()) return std::nullopt;
  return base::Duration{static_cast<base::Duration::rep>(*number)};
}

std::optional<CommandId> command(base::ByteReader& reader) {
  const auto bytes = reader.bytes(16);
  if (!bytes) return std::nullopt;
  CommandId::value_type value{};
  std::ranges::copy(*bytes, value.begin());
  return CommandId{value};
}

struct Parts {
  Kind kind;
  std::uint8_t detail = 0;
  CommandId command{{}};
};

Parts parts(const Report& report) {
  return std::visit(
      overloaded{
          [](const Ready& ready) {
            return Parts{
                .kind = Kind::ready,
                .detail = static_cast<std::uint8_t>((ready.memory_locked ? memory_locked_bit : 0) |
                                                    (ready.realtime ? realtime_bit : 0))};
          },
          [](const LineOpened& opened) {
            return Parts{.kind = Kind::opened, .command = opened.command};
          },
          [](const HoldLengthened& longer) {
            return Parts{.kind = Kind::lengthened, .command = longer.command};
          },
          [](const PulseRefused& refused) {
            return Parts{Kind::refused, static_cast<std::uint8_t>(refused.why), refused.command};
          },
          [](const LineClosed&) { return Parts{.kind = Kind::closed}; },
      },
      report.what);
}

std::optional<decltype(Report::what)> whole(const Parts& parts) {
  switch (parts.kind) {
    case Kind::ready:
      if (parts.detail > (memory_locked_bit | realtime_bit)) return std::nullopt;
      return Ready{.memory_locked = (parts.detail & memory_locked_bit) != 0,
                   .realtime = (parts.detail & realtime_bit) != 0};
    case Kind::opened: return LineOpened{parts.command};
    case Kind::lengthened: return HoldLengthened{parts.command};
    case Kind::refused:
      if (parts.detail > static_cast<std::uint8_t>(Objection::line_failed)) return std::nullopt;
      return PulseRefused{parts.command, static_cast<Objection>(parts.detail)};
    case Kind::closed: return LineClosed{};
  }
  return std::nullopt;
}

}  // namespace

PulseBytes to_bytes(const Pulse& pulse) {
  PulseBytes bytes{};
  Filler filler{bytes};
  filler.u8(message_version);
  filler.command(pulse.command);
  filler.microseconds(pulse.hold);
  filler.microseconds(pulse.not_after.time_since_epoch());
  return bytes;
}

ReportBytes to_bytes(const Report& report) {
  ReportBytes bytes{};
  const Parts all = parts(report);
  Filler filler{bytes};
  filler.u8(message_version);
  filler.u8(static_cast<std::uint8_t>(all.kind));
  filler.u8(all.detail);
  filler.command(all.command);
  filler.microseconds(report.at.time_since_epoch());
  return bytes;
}

std::optional<Pulse> read_pulse(base::ByteView bytes) {
  if (bytes.size() != PulseBytes{}.size() || bytes.front() != message_version) return std::nullopt;
  base::ByteReader reader{bytes.subspan(1)};
  const auto id = command(reader);
  const auto hold = microseconds(reader);
  const auto not_after = microseconds(reader);
  if (!id || !hold || !not_after) return std::nullopt;
  return Pulse{*id, *hold, base::TimePoint{*not_after}};
}

std::optional<Report> read_report(base::ByteView bytes) {
  if (bytes.size() != ReportBytes{}.size() || bytes.front() != message_version) return std::nullopt;
  base::ByteReader reader{bytes.subspan(1)};
  const auto kind = reader.u8();
  const auto detail = reader.u8();
  const auto id = command(reader);
  const auto at = microseconds(reader);
  if (!kind || !detail || !id || !at || *kind > static_cast<std::uint8_t>(Kind::closed))
    return std::nullopt;
  const auto what = whole({static_cast<Kind>(*kind), *detail, *id});
  if (!what) return std::nullopt;
  return Report{*what, base::TimePoint{*at}};
}

}  // namespace portero::door
