#include "core/dtmf/key.hpp"

#include <string_view>

#include <gtest/gtest.h>

namespace portero::dtmf {
namespace {

constexpr std::string_view keys = "0123456789*#ABCD";

TEST(Key, EventNumbersAreThoseOfRfc4733) {
  for (std::uint8_t event = 0; event < keys.size(); ++event) {
    EXPECT_EQ(Key::from_event(event)->character(), keys[event]);
    EXPECT_EQ(Key::from_character(keys[event])->event(), event);
  }
}

TEST(Key, LettersMayBeSmall) { EXPECT_EQ(Key::from_character('c'), Key::from_character('C')); }

TEST(Key, NothingElseIsAKey) {
  for (int character = -128; character < 128; ++character) {
    const char c = static_cast<char>(character);
    const bool is_key = keys.contains(c) || (c >= 'a' && c <= 'd');
    EXPECT_EQ(Key::from_character(c).has_value(), is_key) << character;
  }
  for (int event = 16; event < 256; ++event)
    EXPECT_FALSE(Key::from_event(static_cast<std::uint8_t>(event))) << event;
}

}  // namespace
}  // namespace portero::dtmf
