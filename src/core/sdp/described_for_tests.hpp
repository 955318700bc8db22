#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/sdp/parser.hpp"

namespace portero::sdp {

// A description as a test writes it: the lines that it is about, below the head of a phone at
// 192.0.2.9. Text with a v= line of its own is taken as it stands.
inline Session described(std::string_view lines) {
  std::string text{lines};
  if (!lines.starts_with("v="))
    text = "v=0\no=phone 1 1 IN IP4 192.0.2.9\ns=-\nc=IN IP4 192.0.2.9\nt=0 0\n" + text;
  auto session = parse_session(text);
  if (!session) {
    ADD_FAILURE() << "the test's own description is wrong: " << to_text(session.error());
    return {};
  }
  return *std::move(session);
}

}  // namespace portero::sdp
