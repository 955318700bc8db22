#include "io/store/recorder.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "io/store/small_disk_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using events::Event;
using events::Kind;
using testing::ElementsAre;
using testing::Eq;
using testing::Gt;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr base::Duration patience = 30s;
constexpr events::Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 12h};

Event event(std::string who) {
  return {.at = noon, .kind = Kind::call_requested, .call = "f1-1", .who = std::move(who)};
}

// A station's loop beside a recorder.
struct Desk {
  explicit Desk(const fs::path& folder, const RecorderLimits& limits = {})
      : recorder(std::make_unique<Recorder>(
            loop, folder, limits,
            Recorder::Handler{.failing = [this](const auto& why) { failures.push_back(why); },
                              .well_again = [this](auto count) { lost_then.push_back(count); }})) {}

  std::vector<events::KeptEvent> events() {
    std::optional<std::expected<events::Page<events::KeptEvent>, std::string>> answer;
    recorder->find_events({.limit = events::max_page}, [&](const auto& page) { answer = page; });
    EXPECT_TRUE(loop.run_until([&] { return answer.has_value(); }, patience));
    if (!answer || !*answer) return {};
    return (*answer)->kept;
  }
  bool fails() {
    return loop.run_until([&] { return !failures.empty(); }, patience);
  }

  loop::EventLoop loop;
  std::vector<std::string> failures;
  std::vector<std::uint64_t> lost_then;
  std::unique_ptr<Recorder> recorder;
};

struct RecorderTest : testing::Test {
  TemporaryFolder folder;
};

TEST_F(RecorderTest, RemembersAcrossRestarts) {
  {
    Desk desk{folder.path()};
    for (int i = 0; i < 100; ++i) desk.recorder->keep(event(std::to_string(i)));
  }
  Desk desk{folder.path()};
  EXPECT_THAT(desk.events(), SizeIs(100));
  EXPECT_THAT(desk.failures, IsEmpty());
  EXPECT_EQ(desk.recorder->lost(), 0U);
}

TEST_F(RecorderTest, SaysWhichCallHasAPhoto) {
  Desk desk{folder.path()};
  desk.recorder->keep(event("201"));
  desk.recorder->keep(events::CallRecord{.call = "f1-1", .began = noon});
  desk.recorder->keep_photo("f1-1", {0xff, 0xd8, 0xff});
  const auto found = desk.events();
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_TRUE(found.front().photo);
  std::optional<events::Page<events::KeptCall>> calls;
  desk.recorder->find_calls({}, [&](const auto& page) { calls = page.value(); });
  ASSERT_TRUE(desk.loop.run_until([&] { return calls.has_value(); }, patience));
  EXPECT_TRUE(calls && calls->kept.front().photo);
}

TEST_F(RecorderTest, WhatCannotWaitIsCountedAndToldOnce) {
  Desk desk{folder.path(), {.waiting = 4}};
  // Far more at once than a disk can take.
  for (int i = 0; i < 20'000; ++i) desk.recorder->keep(event("201"));
  EXPECT_THAT(desk.recorder->lost(), Gt(0U));
  ASSERT_TRUE(desk.fails());
  EXPECT_THAT(desk.failures, SizeIs(1));
}

TEST_F(RecorderTest, BeginsAnewWhereTheLogIsDamaged) {
  std::ofstream{folder.path() / "events.db"} << std::string(10'000, 'x');
  Desk desk{folder.path()};
  desk.recorder->keep(event("201"));
  EXPECT_THAT(desk.events(), SizeIs(1));
  EXPECT_THAT(desk.failures, ElementsAre(HasSubstr("events.db.damaged-1")));
  EXPECT_TRUE(fs::exists(folder.path() / "events.db.damaged-1"));
  EXPECT_EQ(desk.recorder->lost(), 0U);
}

TEST_F(RecorderTest, AnswersThatThereIsNothingToLookInto) {
  std::ofstream{folder.path() / "file"} << "no folder";
  Desk desk{folder.path() / "file"};
  std::string why;
  desk.recorder->find_events({}, [&](const auto& page) { why = page ? "found" : page.error(); });
  ASSERT_TRUE(desk.loop.run_until([&] { return !why.empty(); }, patience));
  EXPECT_THAT(why, HasSubstr("events.db"));
}

TEST_F(RecorderTest, TellsNobodyAfterItsEnd) {
  bool told = false;
  Desk desk{folder.path()};
  desk.recorder->find_events({}, [&](const auto&) { told = true; });
  desk.recorder.reset();
  desk.loop.run_for(1ms);
  EXPECT_FALSE(told);
}

TEST(RecorderDisk, ThatIsFullLosesPhotosBeforeEvents) {
  const auto outcome = on_small_disk(std::size_t{1} * 1024 * 1024, [](const fs::path& folder) {
    Desk desk{folder};
    for (int i = 0; i < 20; ++i) {
      desk.recorder->keep_photo("f1-" + std::to_string(i), std::vector<std::uint8_t>(90'000, 7));
      EXPECT_THAT(desk.events(), IsEmpty());
    }
    ASSERT_THAT(fs::space(folder).available, testing::Lt(90'000U));
    for (int i = 0; i < 300; ++i) desk.recorder->keep(event(std::string(100, 'w')));
    EXPECT_THAT(desk.events(), SizeIs(300));
    EXPECT_EQ(desk.recorder->lost(), 0U);
    EXPECT_THAT(desk.failures, IsEmpty());
  });
  if (outcome == Isolation::not_permitted) GTEST_SKIP() << "no disk may be mounted here";
}

TEST(RecorderDisk, ThatStaysFullIsToldOnceAndSoIsItsEnd) {
  const auto outcome = on_small_disk(std::size_t{256} * 1024, [](const fs::path& folder) {
    Desk desk{folder};
    EXPECT_THAT(desk.events(), IsEmpty());
    // Somebody else takes the rest of the disk.
    std::ofstream{folder / "hog"} << std::string(std::size_t{256} * 1024, 'x');
    for (int i = 0; i < 200; ++i) desk.recorder->keep(event(std::string(100, 'w')));
    ASSERT_TRUE(desk.fails());
    std::ignore = desk.events();
    EXPECT_THAT(desk.failures, SizeIs(1));
    const std::uint64_t lost = desk.recorder->lost();
    EXPECT_THAT(lost, Gt(0U));

    fs::remove(folder / "hog");
    desk.recorder->keep(event("after"));
    const auto kept = desk.events();
    EXPECT_THAT(desk.lost_then, ElementsAre(lost));
    ASSERT_FALSE(kept.empty());
    EXPECT_THAT(kept.front().event.kind, Eq(Kind::fault));
    EXPECT_THAT(kept.front().event.outcome, Eq(std::to_string(lost) + " records were lost"));
    EXPECT_THAT(kept.at(1).event.who, Eq("after"));
  });
  if (outcome == Isolation::not_permitted) GTEST_SKIP() << "no disk may be mounted here";
}

TEST(RecorderDisk, ThatIsReadOnlyIsToldOnce) {
  const auto outcome = on_read_only_disk(
      [](const fs::path& folder) {
        Desk desk{folder};
        desk.recorder->keep(event("before"));
      },
      [](const fs::path& folder) {
        Desk desk{folder};
        for (int i = 0; i < 10; ++i) desk.recorder->keep(event("after"));
        ASSERT_TRUE(desk.fails());
        std::ignore = desk.events();
        EXPECT_THAT(desk.failures, SizeIs(1));
        EXPECT_EQ(desk.recorder->lost(), 10U);
      });
  if (outcome == Isolation::not_permitted) GTEST_SKIP() << "no disk may be mounted here";
}

}  // namespace
}  // namespace portero::store
