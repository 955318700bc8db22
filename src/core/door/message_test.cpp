#include "core/door/message.hpp"

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::Optional;

const CommandId command{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
const Pulse pulse{command, 3s, base::TimePoint{1h}};

TEST(RelayMessage, APulseReadsBackAsItWasWritten) {
  EXPECT_THAT(read_pulse(to_bytes(pulse)), Optional(Eq(pulse)));
}

TEST(RelayMessage, EachReportReadsBackAsItWasWritten) {
  const decltype(Report::what) all[] = {
      Ready{},
      Ready{.memory_locked = true},
      Ready{.realtime = true},
      LineOpened{command},
      HoldLengthened{command},
      PulseRefused{command, Objection::repeated},
      PulseRefused{command, Objection::line_failed},
      LineClosed{},
  };
  for (const auto& what : all) {
    const Report report{what, base::TimePoint{5ms}};
    EXPECT_THAT(read_report(to_bytes(report)), Optional(Eq(report)));
  }
}

TEST(RelayMessage, AnotherSizeIsNotRead) {
  const PulseBytes bytes = to_bytes(pulse);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_THAT(read_pulse(base::ByteView{bytes}.first(size)), Eq(std::nullopt));
  std::vector<std::uint8_t> more{bytes.begin(), bytes.end()};
  more.push_back(0);
  EXPECT_THAT(read_pulse(more), Eq(std::nullopt));
}

TEST(RelayMessage, AnotherVersionIsNotRead) {
  PulseBytes asked = to_bytes(pulse);
  asked[0] = message_version + 1;
  EXPECT_THAT(read_pulse(asked), Eq(std::nullopt));
  ReportBytes told = to_bytes(Report{LineClosed{}, {}});
  told[0] = message_version + 1;
  EXPECT_THAT(read_report(told), Eq(std::nullopt));
}

TEST(RelayMessage, ATimeThatWouldBeNegativeIsNotRead) {
  PulseBytes bytes = to_bytes(pulse);
  bytes[17] = 0x80;
  EXPECT_THAT(read_pulse(bytes), Eq(std::nullopt));
}

TEST(RelayMessage, AKindOrReasonThatThereIsNotIsNotRead) {
  ReportBytes bytes = to_bytes(Report{PulseRefused{command, Objection::line_failed}, {}});
  ++bytes[2];
  EXPECT_THAT(read_report(bytes), Eq(std::nullopt));
  bytes = to_bytes(Report{LineClosed{}, {}});
  ++bytes[1];
  EXPECT_THAT(read_report(bytes), Eq(std::nullopt));
}

}  // namespace
}  // namespace portero::door
