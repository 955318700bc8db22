#include "core/sip/outbound_size.hpp"

#include <gtest/gtest.h>

#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

// An INVITE with a body that makes it as large as this on the wire.
Request invite_of(std::size_t bytes) {
  Request invite = invite_for_test();
  invite.body.assign(500, 'x');  // Content-Length keeps its three digits
  invite.body.resize(500 + bytes - to_string(invite).size(), 'x');
  EXPECT_EQ(to_string(invite).size(), bytes);
  return invite;
}

TEST(OutboundSize, TakesAStreamOnlyForMoreThan1300Bytes) {
  EXPECT_FALSE(wants_stream(invite_for_test()));
  EXPECT_FALSE(wants_stream(invite_of(max_udp_request_bytes)));
  EXPECT_TRUE(wants_stream(invite_of(max_udp_request_bytes + 1)));
}

}  // namespace
}  // namespace portero::sip
