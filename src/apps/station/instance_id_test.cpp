#include "apps/station/instance_id.hpp"

#include <fstream>
#include <unistd.h>

#include <gmock/gmock.h>

namespace portero::station {
namespace {

using testing::Eq;
using testing::MatchesRegex;
using testing::Ne;

constexpr const char* shape =
    "urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}";

class InstanceIdTest : public testing::Test {
 protected:
  ~InstanceIdTest() override { std::filesystem::remove(file_); }

  std::string of(const std::string& machine_id) {
    std::ofstream{file_} << machine_id;
    return instance_id(file_);
  }

  std::filesystem::path file_ = std::filesystem::path{testing::TempDir()} /
                                ("portero-machine-id-" + std::to_string(::getpid()));
};

// HMAC-SHA256 by another program; it must not change, or servers take the station for another one.
TEST_F(InstanceIdTest, IsMadeOfTheMachinesOwnId) {
  EXPECT_THAT(of("0123456789abcdef0123456789abcdef\n"),
              Eq("urn:uuid:57e7f12c-bf3c-44d0-a6ae-a5cffeaa3dd6"));
  EXPECT_THAT(of("1123456789abcdef0123456789abcdef\n"), MatchesRegex(shape));
}

TEST_F(InstanceIdTest, IsAnotherOneForEachMachine) {
  EXPECT_THAT(of("0123456789abcdef0123456789abcdef\n"),
              Ne(of("1123456789abcdef0123456789abcdef\n")));
}

TEST_F(InstanceIdTest, IsDrawnWhereTheMachineHasNone) {
  const std::string first = of("uninitialized\n");
  EXPECT_THAT(first, MatchesRegex(shape));
  EXPECT_THAT(of("uninitialized\n"), Ne(first));
  EXPECT_THAT(instance_id("/nowhere"), MatchesRegex(shape));
}

}  // namespace
}  // namespace portero::station
