#include "apps/display/line_reader.hpp"

#include <array>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "io/ipc/line_socket.hpp"

namespace portero::screen {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct LineReaderTest : testing::Test {
  LineReaderTest() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0); }
  ~LineReaderTest() override {
    ::close(pair[0]);
    if (pair[1] >= 0) ::close(pair[1]);
  }
  void write(std::string_view bytes) {
    EXPECT_EQ(::write(pair[1], bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  LineReader::Socket read() {
    return reader.read(pair[0], [&](std::string_view line) { lines.emplace_back(line); });
  }

  std::array<int, 2> pair{};
  LineReader reader;
  std::vector<std::string> lines;
};

TEST_F(LineReaderTest, PutsLinesTogetherHoweverTheyCome) {
  write("on");
  EXPECT_EQ(read(), LineReader::Socket::open);
  EXPECT_THAT(lines, IsEmpty());
  write("e\ntwo\nthr");
  EXPECT_EQ(read(), LineReader::Socket::open);
  write("ee\n");
  EXPECT_EQ(read(), LineReader::Socket::open);
  EXPECT_THAT(lines, ElementsAre("one", "two", "three"));
}

TEST_F(LineReaderTest, DoesNotWaitForWhatIsNotThere) {
  EXPECT_EQ(read(), LineReader::Socket::open);
  EXPECT_THAT(lines, IsEmpty());
}

TEST_F(LineReaderTest, TellsThatTheStationIsGone) {
  ::close(pair[1]);
  pair[1] = -1;
  EXPECT_EQ(read(), LineReader::Socket::closed);
}

TEST_F(LineReaderTest, ClosesWhenALineHasNoEnd) {
  const std::string piece(4096, 'x');
  LineReader::Socket socket = LineReader::Socket::open;
  for (std::size_t sent = 0; sent <= ipc::max_line_bytes; sent += piece.size()) {
    ASSERT_EQ(socket, LineReader::Socket::open);
    write(piece);
    socket = read();
  }
  EXPECT_EQ(socket, LineReader::Socket::closed);
}

TEST_F(LineReaderTest, WritesWholeLines) {
  write_line(pair[1], "hello");
  write_line(pair[1], "again");
  EXPECT_EQ(read(), LineReader::Socket::open);
  EXPECT_THAT(lines, ElementsAre("hello", "again"));
}

}  // namespace
}  // namespace portero::screen
