#include "io/process/inherited_socket.hpp"

#include <array>
#include <unistd.h>

#include <gmock/gmock.h>
#include <sys/socket.h>

namespace portero::process {
namespace {

using testing::Eq;
using testing::HasSubstr;
using testing::Optional;

struct InheritedSocket : testing::Test {
  InheritedSocket() { ::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()); }
  ~InheritedSocket() override {
    for (const int end : pair) ::close(end);
  }
  std::array<int, 2> pair{-1, -1};
};

TEST_F(InheritedSocket, IsOfTheTypeThatTheStationMakes) {
  EXPECT_THAT(objection_to_socket(pair[0], SocketType::stream), Eq(std::nullopt));
  EXPECT_THAT(objection_to_socket(pair[0], SocketType::packets),
              Optional(HasSubstr("is no packet socket. portero-station starts this program")));
}

TEST_F(InheritedSocket, IsOpen) {
  EXPECT_THAT(objection_to_socket(-1, SocketType::stream),
              Optional(HasSubstr("--socket: -1 is no stream socket.")));
}

TEST_F(InheritedSocket, IsNoPipe) {
  std::array<int, 2> pipe{};
  ASSERT_THAT(::pipe(pipe.data()), Eq(0));
  EXPECT_THAT(objection_to_socket(pipe[0], SocketType::stream), Optional(HasSubstr("is no")));
  for (const int end : pipe) ::close(end);
}

}  // namespace
}  // namespace portero::process
