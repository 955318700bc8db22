#include <gmock/gmock.h>

#include "io/console/api_for_tests.hpp"

namespace portero::console {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

using BackupApiTest = ApiTest;

TEST_F(BackupApiTest, GivesABackupAsAFile) {
  sign_in();
  reply = control::BackupMade{"portero-settings-2026-11-28.backup", "portero backup 1 ...\n"};
  const std::string told = ask("POST /api/v1/backup", R"({"passphrase":"open sesame, please"})");
  EXPECT_EQ(asked.back(), (control::Request{control::Backup{"open sesame, please"}}));
  EXPECT_THAT(told, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(told, HasSubstr("Content-Disposition: attachment; "
                              "filename=\"portero-settings-2026-11-28.backup\"\r\n"));
  EXPECT_THAT(told, EndsWith("\r\n\r\nportero backup 1 ...\n"));
}

TEST_F(BackupApiTest, RestoresABackup) {
  sign_in();
  reply = control::SettingsInForce{.settings = "{}", .version = "9"};
  EXPECT_THAT(ask("POST /api/v1/restore", R"({"passphrase":"open","backup":"portero backup\n"})"),
              HasSubstr("ETag: \"9\"\r\n"));
  EXPECT_EQ(asked.back(), (control::Request{control::Restore{"open", "portero backup\n"}}));
}

TEST_F(BackupApiTest, SaysWhatIsWrong) {
  sign_in();
  EXPECT_THAT(ask("POST /api/v1/backup", R"({"passphrase":7})"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(ask("POST /api/v1/restore", R"({"passphrase":"open"})"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(asked, testing::IsEmpty());
  reply = control::Refused{"wrong_passphrase", "Not this one."};
  EXPECT_THAT(ask("POST /api/v1/restore", R"({"passphrase":"open","backup":""})"),
              StartsWith("HTTP/1.1 422 "));
  reply = control::Refused{"busy", "Later."};
  EXPECT_THAT(ask("POST /api/v1/backup", R"({"passphrase":"open"})"), StartsWith("HTTP/1.1 503 "));
}

}  // namespace
}  // namespace portero::console
