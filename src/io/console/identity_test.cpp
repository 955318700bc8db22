#include "io/console/identity.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::console {
namespace {

using testing::HasSubstr;

struct IdentityTest : testing::Test {
  store::TemporaryFolder folder;
};

TEST_F(IdentityTest, IsMadeOnceAndKept) {
  const auto first = identity_in(folder.path());
  ASSERT_TRUE(first);
  EXPECT_TRUE(net::TlsServer::make(first->tls).has_value());
  const auto again = identity_in(folder.path());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->fingerprint, first->fingerprint);
  EXPECT_EQ(again->tls.key_pem, first->tls.key_pem);
}

TEST_F(IdentityTest, ItsKeyIsForTheStationAlone) {
  ASSERT_TRUE(identity_in(folder.path()));
  struct stat about{};
  ASSERT_EQ(::stat((folder.path() / key_file).c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
}

// The power failed between the two files.
TEST_F(IdentityTest, IsMadeAnewWhereAHalfIsMissing) {
  const auto first = identity_in(folder.path());
  std::filesystem::remove(folder.path() / certificate_file);
  const auto second = identity_in(folder.path());
  ASSERT_TRUE(second);
  EXPECT_NE(second->fingerprint, first->fingerprint);
  EXPECT_TRUE(net::TlsServer::make(second->tls).has_value());
}

TEST_F(IdentityTest, SaysWhatIsWrongWithAFileOfOthers) {
  ASSERT_TRUE(identity_in(folder.path()));
  std::ofstream{folder.path() / certificate_file} << "no certificate";
  const auto broken = identity_in(folder.path());
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error(), HasSubstr(certificate_file));
}

}  // namespace
}  // namespace portero::console
