#include "io/store/backup.hpp"

#include <gmock/gmock.h>

#include "io/store/sealing_key.hpp"

namespace portero::store {
namespace {

using settings::Value;
using testing::HasSubstr;
using testing::Ne;
using testing::Not;

// As little as libsodium lets it be.
constexpr Argon2Cost cheap{.passes = 1, .memory_kib = 8};

const BackupContent content{.settings = {{"sip.password", Value{"wonderland"}},
                                         {"sip.username", Value{"alice"}},
                                         {"of.a.later.version", Value{true}}},
                            .written_by = "Portero 0.1.0"};

std::string backup() { return make_backup(content, "open sesame", cheap).value(); }

BackupFault fault_of(std::string_view text) {
  const auto read = read_backup(text);
  EXPECT_FALSE(read);
  EXPECT_FALSE(!read && read.error().sentence.empty());
  return read ? BackupFault::no_memory : read.error().fault;
}

TEST(Backup, GivesBackWhatWasPutIn) {
  const auto closed = read_backup(backup());
  ASSERT_TRUE(closed);
  EXPECT_EQ(open_backup(*closed, "open sesame"), content);
}

TEST(Backup, ShowsNothingOfTheSettings) {
  EXPECT_THAT(backup(), Not(HasSubstr("wonderland")));
  EXPECT_THAT(backup(), Not(HasSubstr("alice")));
  EXPECT_THAT(backup(), Not(HasSubstr("sip.")));
  EXPECT_THAT(backup(), Ne(backup()));
}

TEST(Backup, IsMadeAsHardToGuessAsTheHeaderSays) {
  const auto closed = read_backup(make_backup(content, "open sesame").value());
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->cost, backup_cost);
}

TEST(Backup, StaysClosedToAnotherPassphrase) {
  const auto opened = open_backup(read_backup(backup()).value(), "open says me");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, BackupFault::wrong_passphrase);
}

TEST(Backup, ThatIsCutOffOrChangedIsRefused) {
  const std::string whole = backup();
  for (std::size_t size = 16; size < whole.size(); ++size)
    EXPECT_EQ(fault_of(whole.substr(0, size)), BackupFault::damaged) << size;
  for (std::size_t i = 17; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(fault_of(changed), BackupFault::damaged) << i;
  }
}

TEST(Backup, OfAnotherFormIsRefusedAsNewer) {
  std::string newer = backup();
  newer.replace(0, 16, "portero backup 2");
  EXPECT_EQ(fault_of(newer), BackupFault::newer);
}

TEST(Backup, IsKnownFromOtherFiles) {
  EXPECT_EQ(fault_of(""), BackupFault::no_backup);
  EXPECT_EQ(fault_of("portero settings 1 x\n"), BackupFault::no_backup);
}

// A file that asks for gigabytes, or for minutes, would take the station down with it.
TEST(Backup, ThatAsksForTooMuchIsRefusedBeforeItIsTried) {
  for (const std::string how :
       {"argon2id 3 4000000 AAAAAAAAAAAAAAAAAAAAAA==",
        "argon2id 4000000000 65536 AAAAAAAAAAAAAAAAAAAAAA==",
        "argon2id 0 65536 AAAAAAAAAAAAAAAAAAAAAA==", "argon2id 3 0 AAAAAAAAAAAAAAAAAAAAAA==",
        "argon2id 3 65536 AAAA", "scrypt 3 65536 AAAAAAAAAAAAAAAAAAAAAA=="}) {
    const std::string body = how + "\n" + std::string(80, 'A') + "\n";
    EXPECT_EQ(fault_of("portero backup 1 " + digest(body) + "\n" + body), BackupFault::damaged)
        << how;
  }
}

TEST(Backup, HoldsValuesAlone) {
  EXPECT_TRUE(read_backup_content("Portero 9\n{\"sip.video\":false}"));
  EXPECT_FALSE(read_backup_content("Portero 9\n{\"sip.video\":null}"));
  EXPECT_FALSE(read_backup_content("Portero 9\n[]"));
  EXPECT_FALSE(read_backup_content("{}"));
}

}  // namespace
}  // namespace portero::store
