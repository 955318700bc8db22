#include "io/log/journal.hpp"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "io/log/log.hpp"

namespace portero::log {
namespace {

using testing::ElementsAre;
using testing::MatchesRegex;

std::string name_of(int descriptor) {
  struct stat file{};
  EXPECT_EQ(::fstat(descriptor, &file), 0);
  return std::to_string(file.st_dev) + ":" + std::to_string(file.st_ino);
}

// Standard error goes to a file, which systemd would name if it was the journal.
struct Journal : testing::Test {
  Journal() {
    std::fflush(stderr);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ::dup2(file, STDERR_FILENO);
    ::close(file);
  }
  ~Journal() override {
    restore();
    ::unsetenv("JOURNAL_STREAM");
    ::close(terminal);
    ::unlink(path.c_str());
  }
  void restore() {
    std::fflush(stderr);
    ::dup2(terminal, STDERR_FILENO);
  }
  static void systemd_names(const std::string& stream) {
    ::setenv("JOURNAL_STREAM", stream.c_str(), 1);
  }
  static void log_at_every_level(Format format) {
    Log log{Level::debug, format};
    log.debug("sip", "sent");
    log.info("sip", "registered");
    log.warning("sip", "not registered");
    log.error("door", "relay failed");
  }
  std::vector<std::string> lines() {
    restore();
    std::vector<std::string> all;
    std::ifstream file{path};
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }

  std::string path = testing::TempDir() + "portero-journal-" + std::to_string(::getpid());
  const int terminal = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
};

TEST_F(Journal, IsTheDescriptorThatSystemdNames) {
  EXPECT_TRUE(is_journal(STDERR_FILENO, name_of(STDERR_FILENO)));
  EXPECT_FALSE(is_journal(STDERR_FILENO, name_of(terminal)));
  EXPECT_FALSE(is_journal(STDERR_FILENO, ""));
  EXPECT_FALSE(is_journal(-1, name_of(STDERR_FILENO)));
}

// sd-daemon(3): journalctl -p warning finds what an administrator should see.
TEST_F(Journal, IsToldHowGraveEachLineIs) {
  systemd_names(name_of(STDERR_FILENO));
  log_at_every_level(Format::text);
  EXPECT_THAT(lines(), ElementsAre(MatchesRegex("<7>[0-9T:.-]+Z debug sip: sent"),
                                   MatchesRegex("<6>[0-9T:.-]+Z info sip: registered"),
                                   MatchesRegex("<4>[0-9T:.-]+Z warning sip: not registered"),
                                   MatchesRegex("<3>[0-9T:.-]+Z error door: relay failed")));
}

TEST_F(Journal, IsToldBeforeTheObject) {
  systemd_names(name_of(STDERR_FILENO));
  log_at_every_level(Format::json);
  EXPECT_THAT(lines()[2], MatchesRegex(R"(<4>\{"ts":"[^"]+","level":"warning",.*\})"));
}

TEST_F(Journal, IsNotWhatStandsInItsPlace) {
  systemd_names(name_of(terminal) + "0");
  log_at_every_level(Format::text);
  EXPECT_THAT(lines()[3], MatchesRegex("[0-9T:.-]+Z error door: relay failed"));
}

}  // namespace
}  // namespace portero::log
