#include "io/store/sealing_key.hpp"

#include <fstream>

#include <gmock/gmock.h>

#include "io/store/file.hpp"
#include "io/store/temporary_folder_for_tests.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;
using testing::Eq;
using testing::HasSubstr;
using testing::Ne;
using testing::Not;
using testing::Optional;

struct SealingKeyTest : testing::Test {
  [[nodiscard]] std::expected<SealingKey, std::string> obtain() const {
    return SealingKey::obtain(folder.path(), std::nullopt);
  }

  TemporaryFolder folder;
  TemporaryFolder credentials;
  fs::path file = folder.path() / sealing_key_file;
};

TEST_F(SealingKeyTest, OpensWhatItSealed) {
  const SealingKey key = obtain().value();
  const std::string sealed = key.seal("wonderland");
  EXPECT_THAT(sealed, Not(HasSubstr("wonderland")));
  EXPECT_THAT(key.open(sealed), Optional(Eq("wonderland")));
  EXPECT_THAT(key.seal("wonderland"), Ne(sealed));
}

TEST_F(SealingKeyTest, IsTheSameAtTheNextStart) {
  const std::string sealed = obtain().value().seal("wonderland");
  EXPECT_THAT(obtain().value().open(sealed), Optional(Eq("wonderland")));
}

TEST_F(SealingKeyTest, IsAnotherOneOnEachStation) {
  const std::string sealed = obtain().value().seal("wonderland");
  fs::remove(file);
  EXPECT_THAT(obtain().value().open(sealed), Eq(std::nullopt));
}

TEST_F(SealingKeyTest, OpensNothingThatWasChanged) {
  const SealingKey key = obtain().value();
  const std::string sealed = key.seal("wonderland");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto opened = key.open(changed);
    // The last character of Base64 holds bits that mean nothing.
    EXPECT_TRUE(!opened || i + 3 >= sealed.size()) << i;
  }
  for (std::size_t size = 0; size + 4 < sealed.size(); ++size)
    EXPECT_FALSE(key.open(sealed.substr(0, size)));
}

TEST_F(SealingKeyTest, ThatOthersCanReadIsRefused) {
  ASSERT_TRUE(obtain());
  for (const fs::perms open : {fs::perms::group_read, fs::perms::others_read}) {
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | open);
    EXPECT_THAT(obtain().error(), HasSubstr("can be read by others: chmod 600"));
  }
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_TRUE(obtain());
}

TEST_F(SealingKeyTest, ThatIsCutOffIsRefused) {
  ASSERT_TRUE(replace_file(file, "short"));
  EXPECT_THAT(obtain().error(), HasSubstr("is no key"));
}

TEST_F(SealingKeyTest, ComesFromTheCredentialsWhereTheyHaveOne) {
  std::ofstream{credentials.path() / sealing_key_name} << std::string(40, 'k');
  const auto key = SealingKey::obtain(folder.path(), credentials.path());
  ASSERT_TRUE(key);
  EXPECT_FALSE(fs::exists(file));
  const std::string sealed = key->seal("wonderland");
  EXPECT_THAT(SealingKey::obtain(folder.path(), credentials.path())->open(sealed),
              Optional(Eq("wonderland")));
}

TEST_F(SealingKeyTest, IsMadeWhereTheCredentialsHaveNone) {
  EXPECT_TRUE(SealingKey::obtain(folder.path(), credentials.path()));
  EXPECT_TRUE(fs::exists(file));
}

TEST_F(SealingKeyTest, OfTooFewBytesIsRefused) {
  std::ofstream{credentials.path() / sealing_key_name} << "door";
  EXPECT_THAT(SealingKey::obtain(folder.path(), credentials.path()).error(),
              HasSubstr("too short"));
}

TEST_F(SealingKeyTest, CannotBeMadeWhereNothingCanBeWritten) {
  EXPECT_THAT(SealingKey::obtain(folder.path() / "none", std::nullopt).error(),
              HasSubstr("cannot be written"));
}

}  // namespace
}  // namespace portero::store
