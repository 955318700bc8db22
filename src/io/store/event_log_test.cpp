#include "io/store/event_log.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "io/store/interrupted_for_tests.hpp"
#include "io/store/schema.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using events::CallRecord;
using events::Event;
using events::Kind;
using events::Query;
using events::Time;
using testing::ElementsAre;
using testing::Eq;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Le;
using testing::Not;
using testing::SizeIs;

constexpr Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 12h};

Event answered(int minute, const std::string& who) {
  return {.at = noon + std::chrono::minutes{minute},
          .kind = Kind::call_answered,
          .call = "00f100f100f100f1-" + std::to_string(minute),
          .who = who,
          .how = "sip"};
}

struct EventLogTest : testing::Test {
  [[nodiscard]] EventLog open() const { return EventLog::open(file).value(); }
  [[nodiscard]] static std::vector<std::string> who(EventLog& log, const Query& query) {
    std::vector<std::string> names;
    for (const auto& kept : log.events(query).value().kept) names.push_back(kept.event.who);
    return names;
  }

  TemporaryFolder folder;
  fs::path file = folder.path() / "events.db";
};

// The log of a station that ran with an ordinary umask named every caller to every user.
TEST_F(EventLogTest, IsForItsOwnerAlone) {
  constexpr auto for_its_owner = fs::perms::owner_read | fs::perms::owner_write;
  const auto beside = [&](const char* end) { return fs::path{file.string() + end}; };
  {
    EventLog log = open();
    ASSERT_TRUE(log.add(answered(1, "201")));
    for (const char* const end : {"", "-wal", "-shm"})
      EXPECT_EQ(fs::status(beside(end)).permissions(), for_its_owner) << end;
  }
  fs::permissions(file, fs::perms::others_read | fs::perms::group_read, fs::perm_options::add);
  EventLog again = open();
  ASSERT_TRUE(again.add(answered(2, "202")));
  for (const char* const end : {"", "-wal", "-shm"})
    EXPECT_EQ(fs::status(beside(end)).permissions(), for_its_owner) << end;
}

TEST_F(EventLogTest, GivesBackWhatItWasGiven) {
  const Event event{.at = noon,
                    .kind = Kind::unlock_refused,
                    .call = "f1-1",
                    .who = "201",
                    .how = "dial_key",
                    .outcome = "outside_call"};
  ASSERT_TRUE(open().add(event));
  const auto page = open().events({}).value();
  ASSERT_THAT(page.kept, SizeIs(1));
  EXPECT_THAT(page.kept.front().event, Eq(event));
  EXPECT_THAT(page.next, Eq(std::nullopt));
}

TEST_F(EventLogTest, ShowsTheNewestFirstPageByPage) {
  EventLog log = open();
  for (int i = 1; i <= 5; ++i) ASSERT_TRUE(log.add(answered(i, std::to_string(i))));
  Query query{.limit = 2};
  EXPECT_THAT(who(log, query), ElementsAre("5", "4"));
  query.before = log.events(query)->next;
  // What is added meanwhile moves no page.
  ASSERT_TRUE(log.add(answered(6, "6")));
  EXPECT_THAT(who(log, query), ElementsAre("3", "2"));
  query.before = log.events(query)->next;
  EXPECT_THAT(who(log, query), ElementsAre("1"));
  EXPECT_THAT(log.events(query)->next, Eq(std::nullopt));
}

TEST_F(EventLogTest, FindsByKindTimeAndText) {
  EventLog log = open();
  ASSERT_TRUE(log.add(answered(1, "Ana")));
  ASSERT_TRUE(log.add(answered(2, "Zoe 100%")));
  ASSERT_TRUE(log.add({.at = noon + 3min, .kind = Kind::unlock_granted, .who = "Ana"}));
  EXPECT_THAT(who(log, {.kind = Kind::unlock_granted}), ElementsAre("Ana"));
  EXPECT_THAT(who(log, {.since = noon + 2min, .until = noon + 3min}), ElementsAre("Zoe 100%"));
  EXPECT_THAT(who(log, {.text = "ana"}), ElementsAre("Ana", "Ana"));
  EXPECT_THAT(who(log, {.text = "0%"}), ElementsAre("Zoe 100%"));
  EXPECT_THAT(who(log, {.text = "%"}), ElementsAre("Zoe 100%"));
  EXPECT_THAT(who(log, {.text = "' OR 1=1 --"}), IsEmpty());
}

TEST_F(EventLogTest, ACallIsOneLineFromItsBeginningToItsEnd) {
  EventLog log = open();
  CallRecord call{.call = "f1-1", .began = noon, .who = "201, 202"};
  ASSERT_TRUE(log.note(call));
  call.answered = noon + 5s;
  call.who = "202";
  ASSERT_TRUE(log.note(call));
  ASSERT_TRUE(log.note_media("f1-1", "Opus-48000-2", std::nullopt));
  call.ended = noon + 65s;
  call.why = "operator_hung_up";
  call.unlocks = 2;
  ASSERT_TRUE(log.note(call));
  const events::Quality quality{.loss_percent = 1.5, .jitter_ms = 4};
  ASSERT_TRUE(log.note_media("f1-1", "", quality));

  call.codecs = "Opus-48000-2";
  call.quality = quality;
  const auto page = open().calls({}).value();
  ASSERT_THAT(page.kept, SizeIs(1));
  EXPECT_THAT(page.kept.front().call, Eq(call));
}

TEST_F(EventLogTest, ACallThatThePowerCutOffSaysSo) {
  ASSERT_TRUE(open().note({.call = "f1-1", .began = noon, .who = "201"}));
  const auto page = open().calls({}).value();
  ASSERT_THAT(page.kept, SizeIs(1));
  EXPECT_THAT(page.kept.front().call.why, Eq(events::station_stopped));
}

TEST_F(EventLogTest, TrimsByCountAndNeverGivesANumberTwice) {
  EventLog log = open();
  for (int i = 1; i <= 5; ++i) ASSERT_TRUE(log.add(answered(i, std::to_string(i))));
  ASSERT_TRUE(log.trim({.most = 2, .always = 1}, noon));
  EXPECT_THAT(who(log, {}), ElementsAre("5", "4"));
  ASSERT_TRUE(log.trim({.most = 0, .always = 0}, noon));
  ASSERT_TRUE(log.add(answered(6, "6")));
  EXPECT_EQ(log.events({})->kept.front().number, 6U);
}

TEST_F(EventLogTest, TakesAtMost400BytesAnEvent) {
  constexpr int few = 20;
  constexpr int many = 320;
  const Event longest = events::within_limits({.at = noon,
                                               .kind = Kind::fault,
                                               .call = std::string(1'000, 'c'),
                                               .who = std::string(1'000, 'w'),
                                               .how = std::string(1'000, 'h'),
                                               .outcome = std::string(1'000, 'o')});
  const auto size_with = [&](int more) {
    {
      EventLog log = open();
      for (int i = 0; i < more; ++i) EXPECT_TRUE(log.add(longest));
    }  // closing it writes all into the one file
    return fs::file_size(file);
  };
  const auto before = size_with(few);
  const auto after = size_with(many);
  // A page of 4,096 bytes holds ten of them.
  EXPECT_THAT((after - before) / many, Le(events::max_event_bytes * 103 / 100));
}

// A station that took 10,000 calls had grown by a fiftieth: SQLite kept the pages of its growing
// record, up to half a megabyte of them. Asserted: a longer record takes no more memory.
TEST_F(EventLogTest, TakesNoMoreMemoryForALongerRecord) {
  constexpr int few = 100;
  constexpr int many = 1'500;
  const std::string long_name(events::max_who_bytes, '2');
  EventLog log = open();
  for (int i = 0; i < few; ++i) ASSERT_TRUE(log.add(answered(i, long_name)));
  const auto before = sqlite3_memory_used();
  ASSERT_GT(before, 0);
  for (int i = few; i < many; ++i) ASSERT_TRUE(log.add(answered(i, long_name)));
  ASSERT_THAT(who(log, {}), Not(IsEmpty()));
  EXPECT_THAT(sqlite3_memory_used() - before, Le(16'384));
}

// What add() has returned for is on the disk: the event is there wherever the process dies, and
// one that was being added is there or not.
TEST_F(EventLogTest, KeepsWhatItAcknowledgedWhereverItsWriterDies) {
  int step = 1;
  Fate fate = Fate::killed;
  while (fate == Fate::killed) {
    folder.clear();
    ASSERT_TRUE(open().add(answered(1, "first")));
    fate = killed_at(step, [&] { std::ignore = open().add(answered(2, "second")); });
    if (fate == Fate::not_permitted) GTEST_SKIP() << "no process may be traced here";
    EventLog log = open();
    const auto names = who(log, {});
    ASSERT_FALSE(names.empty()) << "killed at step " << step;
    EXPECT_EQ(names.back(), "first") << "killed at step " << step;
    EXPECT_LE(names.size(), 2U);
    step += 3;  // both before and after calls come by, in different turns
  }
}

TEST_F(EventLogTest, RefusesWhatANewerVersionWrote) {
  ASSERT_TRUE(open().add(answered(1, "kept")));
  {
    Database database = Database::open(file).value();
    ASSERT_TRUE(database.run("PRAGMA user_version=" + std::to_string(schema_version() + 1)));
  }
  const auto refused = EventLog::open(file);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().trouble, Eq(Trouble::newer));
  EXPECT_THAT(refused.error().sentence, HasSubstr("Install that version again"));
}

TEST_F(EventLogTest, NoticesAFileThatIsNone) {
  std::ofstream{file} << std::string(10'000, 'x');
  const auto refused = EventLog::open(file);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().trouble, Eq(Trouble::damaged));
}

}  // namespace
}  // namespace portero::store
