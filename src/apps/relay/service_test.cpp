// The service in a thread of its own, with a line that fails or tells, and the test as its station.
#include "apps/relay/service.hpp"

#include <atomic>
#include <cstdlib>
#include <new>
#include <poll.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "core/door/message.hpp"

namespace {
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): operator new has no place
// else
thread_local std::size_t* allocations_here = nullptr;
}  // namespace

void* operator new(std::size_t size) {
  if (allocations_here != nullptr) ++*allocations_here;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace portero::relay {
namespace {

using namespace std::chrono_literals;
using door::CommandId;
using testing::Eq;

class WatchedLine final : public door::Line {
 public:
  bool set(bool open) override {
    if (fails) return false;
    is_open = open;
    openings += open;
    return true;
  }

  std::atomic<bool> fails = false;
  std::atomic<bool> is_open = false;
  std::atomic<int> openings = 0;
};

base::TimePoint now() {
  return base::TimePoint{std::chrono::duration_cast<base::Duration>(
      std::chrono::steady_clock::now().time_since_epoch())};
}

CommandId command(std::uint8_t number) { return CommandId{{number}}; }

struct ServiceTest : testing::Test {
  ServiceTest() {
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair.data()), 0);
    service = std::thread{[this] {
      allocations_here = &allocations;
      end = serve(pair[1], line, {.memory_locked = true});
      allocations_here = nullptr;
    }};
  }
  ~ServiceTest() override {
    std::ignore = ends();
    ::close(pair[1]);
  }

  End ends() {
    if (pair[0] >= 0) ::close(std::exchange(pair[0], -1));
    return ends_by_itself();
  }
  End ends_by_itself() {
    if (service.joinable()) service.join();
    return end;
  }
  void send(base::ByteView bytes) const {
    EXPECT_EQ(::send(pair[0], bytes.data(), bytes.size(), 0), std::ssize(bytes));
  }
  void asks(std::uint8_t number, base::Duration hold) const {
    send(to_bytes(door::Pulse{command(number), hold, now() + door::longest_way}));
  }
  std::optional<door::Report> told() const {
    pollfd readable{.fd = pair[0], .events = POLLIN, .revents = 0};
    if (::poll(&readable, 1, 10'000) <= 0) return std::nullopt;
    door::ReportBytes bytes{};
    const auto size = ::recv(pair[0], bytes.data(), bytes.size(), 0);
    return size <= 0
               ? std::nullopt
               : door::read_report(base::ByteView{bytes}.first(static_cast<std::size_t>(size)));
  }
  using What = decltype(door::Report::what);
  // When it happened.
  base::TimePoint is_told(const What& what) const {
    const auto report = told();
    if (!report) {
      ADD_FAILURE() << "nothing is told";
      return {};
    }
    EXPECT_THAT(report->what, Eq(what));
    return report->at;
  }
  std::vector<What> told_of_two() const {
    std::vector<What> what;
    for (int number = 0; number < 2; ++number)
      if (const auto report = told()) what.push_back(report->what);
    return what;
  }
  // In whichever order: the hold time is short.
  static auto refused_and_closed(std::uint8_t number) {
    return testing::UnorderedElementsAre(
        What{door::PulseRefused{command(number), door::Objection::repeated}},
        What{door::LineClosed{}});
  }

  std::array<int, 2> pair{};
  WatchedLine line;
  End end{};
  std::size_t allocations = 0;
  std::thread service;
};

TEST_F(ServiceTest, OpensForItsHoldTimeAndTellsBoth) {
  is_told(door::Ready{.memory_locked = true});
  EXPECT_FALSE(line.is_open);
  asks(1, 50ms);
  const base::TimePoint opened = is_told(door::LineOpened{command(1)});
  const base::TimePoint closed = is_told(door::LineClosed{});
  EXPECT_GE(closed - opened, 49ms);
  EXPECT_FALSE(line.is_open);
}

TEST_F(ServiceTest, ObeysACommandOnce) {
  is_told(door::Ready{.memory_locked = true});
  asks(1, 20ms);
  is_told(door::LineOpened{command(1)});
  asks(1, 20ms);
  EXPECT_THAT(told_of_two(), refused_and_closed(1));
  EXPECT_EQ(line.openings, 1);
}

TEST_F(ServiceTest, ALongerPulseKeepsItOpen) {
  is_told(door::Ready{.memory_locked = true});
  asks(1, 1s);
  is_told(door::LineOpened{command(1)});
  asks(2, 1s);
  is_told(door::HoldLengthened{command(2)});
  EXPECT_EQ(line.openings, 1);
}

TEST_F(ServiceTest, FallsBackAtOnceWhenTheStationIsGone) {
  is_told(door::Ready{.memory_locked = true});
  asks(1, 60s);
  is_told(door::LineOpened{command(1)});
  EXPECT_THAT(ends(), Eq(End::station_gone));
  EXPECT_FALSE(line.is_open);
}

TEST_F(ServiceTest, FallsBackWhenItDoesNotUnderstand) {
  is_told(door::Ready{.memory_locked = true});
  asks(1, 60s);
  is_told(door::LineOpened{command(1)});
  send(std::array<std::uint8_t, 3>{1, 2, 3});
  EXPECT_THAT(ends_by_itself(), Eq(End::not_understood));
  EXPECT_FALSE(line.is_open);
}

TEST_F(ServiceTest, TellsWhenTheLineDoesNotMove) {
  is_told(door::Ready{.memory_locked = true});
  line.fails = true;
  asks(1, 1s);
  is_told(door::PulseRefused{command(1), door::Objection::line_failed});
  EXPECT_THAT(ends_by_itself(), Eq(End::line_failed));
}

// A station that was stopped reads nothing: its socket fills up, and the line moves all the same.
TEST_F(ServiceTest, MovesForAStationThatDoesNotListen) {
  const int small = 1;
  ::setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  for (int round = 0; round < 200; ++round) send(to_bytes(door::Pulse{command(1), 1s, {}}));
  asks(2, 1ms);
  while (line.openings == 0 || line.is_open) std::this_thread::yield();
  EXPECT_EQ(line.openings, 1);
}

TEST_F(ServiceTest, AllocatesNothing) {
  is_told(door::Ready{.memory_locked = true});
  for (std::uint8_t number = 1; number <= 10; ++number) {
    asks(number, 1ms);
    is_told(door::LineOpened{command(number)});
    asks(number, 1ms);
    EXPECT_THAT(told_of_two(), refused_and_closed(number));
  }
  EXPECT_THAT(ends(), Eq(End::station_gone));
  EXPECT_EQ(allocations, 0U);
}

}  // namespace
}  // namespace portero::relay
