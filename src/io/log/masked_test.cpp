#include "io/log/masked.hpp"

#include <gmock/gmock.h>

namespace portero::log {
namespace {

using testing::Eq;

TEST(Masked, ShowsTheEndsOfAPhoneNumber) {
  EXPECT_THAT(masked({"+34600123789"}), Eq("+34******789"));
}

TEST(Masked, ShowsNothingOfWhatIsShort) {
  EXPECT_THAT(masked({"201"}), Eq("***"));
  EXPECT_THAT(masked({"12345678"}), Eq("********"));
  EXPECT_THAT(masked({""}), Eq(""));
}

TEST(Masked, ShowsNoHost) {
  EXPECT_THAT(masked({"sip:+34600123789@192.0.2.7:5060"}), Eq("+34******789"));
  EXPECT_THAT(masked({"201@192.0.2.7"}), Eq("***"));
}

TEST(Masked, StaysShort) { EXPECT_THAT(masked({std::string(5'000, '7')}).size(), Eq(22U)); }

}  // namespace
}  // namespace portero::log
