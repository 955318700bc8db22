#include "io/ipc/line_socket.hpp"

#include <cstdlib>
#include <fstream>
#include <optional>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "io/ipc/line_listener.hpp"

namespace portero::ipc {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

struct Heard {
  std::vector<std::string> lines;
  std::optional<ClosedBy> closed;

  LineSocket::Handler handler() {
    return [this](const LineEvent& event) {
      if (const auto* line = std::get_if<LineArrived>(&event))
        lines.push_back(line->line);
      else
        closed = std::get<Closed>(event).why;
    };
  }
};

class LineSocketTest : public testing::Test {
 protected:
  LineSocketTest() {
    std::string name = std::filesystem::temp_directory_path() / "portero-ipc-XXXXXX";
    folder_ = mkdtemp(name.data());
    path_ = folder_ / "station.sock";
  }
  ~LineSocketTest() override { std::filesystem::remove_all(folder_); }

  void meet() {
    listener_.emplace(LineListener::listen(loop_, path_, [this](int fd) {
                        near_.emplace(loop_, fd, near_heard_.handler());
                      }).value());
    far_.emplace(loop_, connect(path_).value(), far_heard_.handler());
    ASSERT_TRUE(loop_.run_until([this] { return near_.has_value(); }, 5s));
  }

  bool comes_true(const std::function<bool()>& what) { return loop_.run_until(what, 5s); }

  loop::EventLoop loop_;
  std::filesystem::path folder_, path_;
  Heard near_heard_, far_heard_;
  std::optional<LineListener> listener_;
  std::optional<LineSocket> near_, far_;
};

TEST_F(LineSocketTest, LinesArriveWholeAndInOrder) {
  meet();
  far_->send(R"({"call":"201"})");
  far_->send("");
  far_->send("third");
  ASSERT_TRUE(comes_true([&] { return near_heard_.lines.size() == 3; }));
  EXPECT_THAT(near_heard_.lines, ElementsAre(R"({"call":"201"})", "", "third"));
  near_->send("back");
  ASSERT_TRUE(comes_true([&] { return far_heard_.lines.size() == 1; }));
}

TEST_F(LineSocketTest, ALineLongerThanTheSocketsBufferArrives) {
  meet();
  const std::string line(max_line_bytes - 1, 'x');
  far_->send(line);
  ASSERT_TRUE(comes_true([&] { return !near_heard_.lines.empty(); }));
  EXPECT_EQ(near_heard_.lines[0], line);
}

TEST_F(LineSocketTest, ALineWithoutEndClosesTheSocket) {
  meet();
  const std::string endless(2 * max_line_bytes, 'x');
  far_->send(endless);
  ASSERT_TRUE(comes_true([&] { return near_heard_.closed.has_value(); }));
  EXPECT_EQ(near_heard_.closed, ClosedBy::line_too_long);
}

TEST_F(LineSocketTest, ASlowReaderIsGivenUp) {
  const auto path = folder_ / "slow.sock";
  auto listener = LineListener::listen(loop_, path, [this](int fd) {
                    near_.emplace(loop_, fd, near_heard_.handler());
                  }).value();
  const int reader = connect(path).value();
  ASSERT_TRUE(comes_true([&] { return near_.has_value(); }));
  const std::string line(64 * 1024, 'x');
  for (int i = 0; i < 40 && !near_heard_.closed; ++i) near_->send(line);
  ASSERT_TRUE(comes_true([&] { return near_heard_.closed.has_value(); }));
  EXPECT_EQ(near_heard_.closed, ClosedBy::reader_too_slow);
  ::close(reader);
}

TEST_F(LineSocketTest, TheOtherEndsDepartureIsTold) {
  meet();
  far_.reset();
  ASSERT_TRUE(comes_true([&] { return near_heard_.closed.has_value(); }));
  EXPECT_EQ(near_heard_.closed, ClosedBy::other_end);
  near_->send("to nobody");
}

TEST_F(LineSocketTest, AHandlerMayDestroyItsSocket) {
  listener_.emplace(LineListener::listen(loop_, path_, [this](int fd) {
                      near_.emplace(loop_, fd, [this](const LineEvent&) { near_.reset(); });
                    }).value());
  far_.emplace(loop_, connect(path_).value(), far_heard_.handler());
  far_->send("one");
  far_->send("two");
  ASSERT_TRUE(comes_true([&] { return far_heard_.closed.has_value(); }));
  EXPECT_FALSE(near_);
}

TEST_F(LineSocketTest, OnlyUserAndGroupMayCome) {
  meet();
  struct stat found{};
  ASSERT_EQ(::stat(path_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 0777U, 0660U);
}

TEST_F(LineSocketTest, TwoProcessesCannotListenAtOnePlace) {
  meet();
  const auto second = LineListener::listen(loop_, path_, [](int fd) { ::close(fd); });
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("another process listens here already"));
}

TEST_F(LineSocketTest, WhatADeadProcessLeftBehindIsReplaced) {
  const int pid = fork();
  if (pid == 0) {
    loop::EventLoop loop;
    const auto listener = LineListener::listen(loop, path_, [](int fd) { ::close(fd); });
    _exit(listener ? 0 : 1);  // without destructors, as a crash does
  }
  int status = 1;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  ASSERT_EQ(status, 0);
  ASSERT_TRUE(std::filesystem::exists(path_));
  meet();
}

TEST_F(LineSocketTest, AFileThatIsNoSocketIsLeftAlone) {
  std::ofstream{path_} << "precious";
  EXPECT_FALSE(LineListener::listen(loop_, path_, [](int fd) { ::close(fd); }));
  EXPECT_TRUE(std::filesystem::is_regular_file(path_));
}

TEST_F(LineSocketTest, WhereNobodyListensTheErrorNamesThePlace) {
  const auto nobody = connect(path_);
  ASSERT_FALSE(nobody);
  EXPECT_THAT(nobody.error(), testing::AllOf(HasSubstr(path_.string()), HasSubstr("nobody")));
}

TEST_F(LineSocketTest, APathTooLongForASocketIsTold) {
  EXPECT_THAT(connect("/tmp/" + std::string(200, 'x')).error(), HasSubstr("longer than"));
}

}  // namespace
}  // namespace portero::ipc
