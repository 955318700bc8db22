#include "io/log/journal.hpp"

#include <string>

#include <sys/stat.h>

namespace portero::log {

bool is_journal(int descriptor, std::string_view journal_stream) {
  struct stat file{};
  if (::fstat(descriptor, &file) != 0) return false;
  return journal_stream == std::to_string(file.st_dev) + ":" + std::to_string(file.st_ino);
}

}  // namespace portero::log
