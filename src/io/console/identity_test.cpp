#include "io/console/identity.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "io/net/certificates_for_tests.hpp"
#include "io/store/file.hpp"
#include "io/store/interrupted_for_tests.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::console {
namespace {

using testing::HasSubstr;

const net::CertificatePlan plan{.common_name = "door",
                                .alternative_names = "DNS:door.example.org,IP:192.0.2.7"};

std::chrono::sys_seconds now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

struct IdentityTest : testing::Test {
  store::TemporaryFolder folder;
  net::IssuedCertificate root{{.common_name = "Root", .is_authority = true}};
  net::IssuedCertificate issued{plan, &root};
  net::TlsIdentity given = issued.identity(root.pem());
};

TEST_F(IdentityTest, IsMadeOnceAndKept) {
  const auto first = identity_in(folder.path());
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->told.self_made);
  const auto again = identity_in(folder.path());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->told, first->told);
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
  EXPECT_NE(second->told.fingerprint, first->told.fingerprint);
}

TEST_F(IdentityTest, SaysWhatIsWrongWithAFileOfOthers) {
  ASSERT_TRUE(identity_in(folder.path()));
  std::ofstream{folder.path() / certificate_file} << "no certificate";
  const auto broken = identity_in(folder.path());
  ASSERT_FALSE(broken);
  EXPECT_THAT(broken.error(), HasSubstr(certificate_file));
}

TEST_F(IdentityTest, IsTheGivenOneUntilThatIsTakenBack) {
  const auto own = identity_in(folder.path());
  ASSERT_TRUE(keep_given(folder.path(), {given.certificates_pem, given.key_pem}, now()));
  const auto kept = identity_in(folder.path());
  ASSERT_TRUE(kept);
  EXPECT_FALSE(kept->told.self_made);
  EXPECT_THAT(kept->told.names, testing::ElementsAre("door.example.org", "192.0.2.7"));
  EXPECT_EQ(kept->told.issuer, "Root");
  EXPECT_EQ(kept->told.fingerprint, net::to_string(issued.fingerprint()));
  EXPECT_NE(validity_in(folder.path())->until.time_since_epoch().count(), 0);
  struct stat about{};
  ASSERT_EQ(::stat((folder.path() / given_file).c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  ASSERT_TRUE(forget_given(folder.path()));
  EXPECT_EQ(identity_in(folder.path())->told, own->told);
  EXPECT_EQ(store::read_file(folder.path() / given_file, 1), "");
}

TEST_F(IdentityTest, StaysAsItIsWhereTheGivenOneIsWrong) {
  const auto own = identity_in(folder.path());
  const auto other = net::IssuedCertificate{plan}.identity();
  const auto refused = keep_given(folder.path(), {given.certificates_pem, other.key_pem}, now());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "wrong_certificate");
  ASSERT_THAT(refused.error().fields, testing::SizeIs(1));
  EXPECT_EQ(refused.error().fields[0].field, "key");
  EXPECT_EQ(keep_given(folder.path(), {"x", given.key_pem}, now()).error().fields[0].field,
            "certificate");
  EXPECT_EQ(identity_in(folder.path())->told, own->told);
}

// The console stays in reach, and the log says why.
TEST_F(IdentityTest, IsTheStationsOwnWhereTheGivenOneIsDamaged) {
  const auto own = identity_in(folder.path());
  std::ofstream{folder.path() / given_file} << given.certificates_pem;
  const auto instead = identity_in(folder.path());
  ASSERT_TRUE(instead);
  EXPECT_EQ(instead->told, own->told);
  EXPECT_THAT(instead->trouble, HasSubstr(given_file));
  EXPECT_THAT(own->trouble, testing::IsEmpty());
}

// The power fails while it is given: afterwards it is there with its key, or not at all.
TEST_F(IdentityTest, IsGivenWholeOrNotAtAll) {
  const auto own = identity_in(folder.path());
  ASSERT_TRUE(own);
  bool own_seen = false;
  store::Fate fate = store::Fate::killed;
  for (int step = 0; fate == store::Fate::killed;) {
    fate = store::killed_at(++step, [&] {
      std::ignore = keep_given(folder.path(), {given.certificates_pem, given.key_pem}, now());
    });
    const auto served = identity_in(folder.path());
    ASSERT_TRUE(served);
    ASSERT_THAT(served->trouble, testing::IsEmpty()) << "killed at step " << step;
    own_seen = own_seen || served->told == own->told;
  }
  if (fate == store::Fate::not_permitted) GTEST_SKIP() << "no process may be traced here";
  EXPECT_TRUE(own_seen);
  EXPECT_FALSE(identity_in(folder.path())->told.self_made);
}

}  // namespace
}  // namespace portero::console
