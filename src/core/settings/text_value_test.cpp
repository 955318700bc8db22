#include "core/settings/text_value.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::settings {
namespace {

TEST(TextValue, IsReadAsTheTypeOfItsSetting) {
  EXPECT_EQ(change_from_text("sip.enabled", "true"), Change{Value{true}});
  EXPECT_EQ(change_from_text("sip.enabled", "off"), Change{Value{false}});
  EXPECT_EQ(change_from_text("call.ring_timeout_s", "60"), Change{Value{std::int64_t{60}}});
  EXPECT_EQ(change_from_text("sip.transport", "tls"), Change{Value{std::string{"tls"}}});
  EXPECT_EQ(change_from_text("sip.limit_incoming_to_extensions", "201, 202"),
            (Change{Value{TextList{"201", "202"}}}));
}

TEST(TextValue, OfTheWrongTypeIsUnreadable) {
  EXPECT_EQ(change_from_text("sip.enabled", "maybe"), Change{Unreadable{}});
  EXPECT_EQ(change_from_text("call.ring_timeout_s", "60 s"), Change{Unreadable{}});
  EXPECT_EQ(change_from_text("call.ring_timeout_s", "99999999999999999999"), Change{Unreadable{}});
}

TEST(TextValue, ThatIsEmptyResets) {
  EXPECT_EQ(change_from_text("sip.extension", ""), Change{Reset{}});
  EXPECT_EQ(change_from_text("sip.limit_incoming_to_extensions", ""), Change{Reset{}});
}

TEST(TextValue, OfAnUnknownSettingIsLeftForMergeToName) {
  EXPECT_EQ(change_from_text("sip.transprot", "tls"), Change{Value{std::string{"tls"}}});
}

}  // namespace
}  // namespace portero::settings
