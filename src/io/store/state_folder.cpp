#include "io/store/state_folder.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <sys/file.h>

namespace portero::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* lock_file = "lock";
constexpr mode_t for_its_owner = 0600;

}  // namespace

std::expected<StateFolder, StateFolder::NotTaken> StateFolder::take(const fs::path& path) {
  std::error_code error;
  if (fs::create_directories(path, error) && !error)
    fs::permissions(path, fs::perms::owner_all, error);
  if (error)
    return std::unexpected{
        NotTaken{fmt::format("{} cannot be made: {}", path.string(), error.message())}};
  const int lock = ::open((path / lock_file).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, for_its_owner);
  if (lock < 0)
    return std::unexpected{
        NotTaken{fmt::format("{} cannot be written to: {}", path.string(), std::strerror(errno))}};
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return std::unexpected{
        NotTaken{fmt::format("{} is in use by another station", path.string()), true}};
  }
  return StateFolder{path, lock};
}

bool StateFolder::is_open_to_others() const {
  std::error_code error;
  const fs::perms allowed = fs::status(path_, error).permissions();
  return (allowed & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none;
}

StateFolder::StateFolder(StateFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

StateFolder::~StateFolder() {
  if (lock_ >= 0) ::close(lock_);
}

}  // namespace portero::store
