#include "io/media/webrtc/ice_server.hpp"

#include <gmock/gmock.h>

namespace portero::webrtc {
namespace {

using Kind = IceServer::Kind;
using Over = IceServer::Over;

TEST(IceServer, IsReadFromItsUrl) {
  EXPECT_EQ(parse_ice_server("stun:stun.example.com"),
            (IceServer{.kind = Kind::stun, .host = "stun.example.com", .port = 3478}));
  EXPECT_EQ(parse_ice_server("turn:192.0.2.1:99"),
            (IceServer{.kind = Kind::turn, .host = "192.0.2.1", .port = 99}));
  EXPECT_EQ(
      parse_ice_server("turn:turn.example.com?transport=tcp"),
      (IceServer{.kind = Kind::turn, .over = Over::tcp, .host = "turn.example.com", .port = 3478}));
  EXPECT_EQ(
      parse_ice_server("turns:turn.example.com?transport=tcp"),
      (IceServer{.kind = Kind::turn, .over = Over::tls, .host = "turn.example.com", .port = 5349}));
  EXPECT_EQ(parse_ice_server("turn:[2001:db8::1]:443?transport=udp"),
            (IceServer{.kind = Kind::turn, .host = "2001:db8::1", .port = 443}));
}

TEST(IceServer, IsRefusedWhereItsUrlMakesNoSense) {
  for (const char* const url :
       {"", "http://x", "stun:", "turn:a b", "turn:host:", "turn:host:0", "turn:host:65536",
        "turn:[::1", "turn:[host]", "turn:user@host", "stun:host?transport=tcp",
        "turn:host?transport=sctp", "turn:host?x=y", "turns:host?transport=udp"})
    EXPECT_FALSE(parse_ice_server(url)) << url;
  EXPECT_FALSE(parse_ice_server("turn:" + std::string(256, 'a')));
}

TEST(IceServer, HidesNothingOfItsCredentialsFromWebrtcbin) {
  EXPECT_EQ(webrtcbin_url({.host = "192.0.2.1"}), "stun://192.0.2.1:3478");
  EXPECT_EQ(webrtcbin_url({.kind = Kind::turn,
                           .over = Over::tcp,
                           .host = "2001:db8::1",
                           .port = 443,
                           .user = "1700000000:7",
                           .password = "a/b+c=@\u00e4"}),
            "turn://1700000000%3A7:a%2Fb%2Bc%3D%40%C3%A4@[2001:db8::1]:443?transport=tcp");
}

}  // namespace
}  // namespace portero::webrtc
