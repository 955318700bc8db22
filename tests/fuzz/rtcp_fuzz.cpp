// The input is a compound packet of RTCP from a browser. Whatever it holds, what is read of it is
// bounded by its size, and a sender that hears it repeats only what it has sent.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "core/rtp/outgoing_stream.hpp"
#include "core/rtp/reception.hpp"
#include "core/rtp/rtcp.hpp"

using namespace portero;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto told = rtp::parse_rtcp({data, size});
  if (!told) return 0;
  constexpr std::uint32_t ssrc = 7;
  constexpr std::size_t sent = 100;
  const base::TimePoint now{std::chrono::hours(1)};
  rtp::TransportWideNumbers numbers;
  rtp::OutgoingStream stream{{.ssrc = ssrc, .repetition = rtp::Repetition{.ssrc = 8}}, {}};
  const auto payload = std::make_shared<const rtp::Bytes>(10);
  for (std::size_t i = 0; i < sent; ++i)
    static_cast<void>(stream.packet(payload, false, now, numbers, now));
  std::size_t asked = 0;
  for (const rtp::Missing& missing : told->missing)
    for (const std::uint16_t number : missing.sequence_numbers) {
      ++asked;
      PORTERO_ASSERT(stream.repeat(number, numbers, now).has_value() == (number < sent),
                     "what was sent, and nothing else");
    }
  PORTERO_ASSERT(asked <= size / 4 * 17, "a word names 17 packets at most");
  PORTERO_ASSERT(told->reports.size() <= size / 24, "blocks are there");
  PORTERO_ASSERT(told->key_frame_wanted.size() <= size / 8, "entries are there");
  for (const rtp::ReportBlock& block : told->reports) {
    stream.take(block);
    const auto trip = rtp::round_trip(block.last_report, block.since_last_report, now);
    PORTERO_ASSERT(!trip || *trip >= base::Duration::zero(), "no time goes back");
  }
  rtp::Reception reception{48'000};
  static_cast<void>(reception.take(rtp::ReceivedPacket{.ssrc = ssrc}, now));
  for (const rtp::TheirReport& report : told->their_reports) reception.take(report, now);
  static_cast<void>(reception.due_report(now));
  return 0;
}
