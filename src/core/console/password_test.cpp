#include "core/console/password.hpp"

#include <gmock/gmock.h>

namespace portero::console {
namespace {

using testing::HasSubstr;

std::string objection(std::string_view password) {
  return objection_to_password(password).value_or("");
}

TEST(ConsolePassword, MayBeAnyTextThatIsLongEnough) {
  EXPECT_EQ(objection("correct horse"), "");
  EXPECT_EQ(objection("drei Äpfel im"), "");
  EXPECT_EQ(objection(std::string(250, 'x') + "abcdef"), "");
}

TEST(ConsolePassword, IsRefusedWithItsReason) {
  EXPECT_THAT(objection("ÄÖÜäöüßabcd"), HasSubstr("12 characters are the least"));
  EXPECT_THAT(objection(std::string(252, 'x') + "abcde"), HasSubstr("256 bytes are the most"));
  EXPECT_THAT(objection("aaaaaaaaaaaaaaaa"), HasSubstr("5 different"));
  EXPECT_THAT(objection("correct \xFF horse"), HasSubstr("no text"));
}

}  // namespace
}  // namespace portero::console
