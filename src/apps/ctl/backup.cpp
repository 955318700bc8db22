#include "apps/ctl/backup.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <expected>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

#include <fmt/format.h>

#include "apps/ctl/passphrase.hpp"
#include "apps/ctl/settings.hpp"
#include "apps/ctl/station_link.hpp"
#include "io/ipc/control_json.hpp"

namespace portero::ctl {
namespace {

namespace fs = std::filesystem;

// As much as the station takes in a line, with room for the passphrase.
constexpr std::size_t max_file_bytes = std::size_t{224} * 1024;
// A small station makes a key of a passphrase in seconds, and others may be before us.
constexpr base::Duration patience = std::chrono::minutes{1};

int told(const std::string& sentence, int status = failure) {
  fmt::print(stderr, "porteroctl: {}\n", sentence);
  return status;
}

int refused(const control::Refused& refused) {
  if (refused.fields.empty()) return told(refused.sentence);
  for (const control::WrongField& wrong : refused.fields) told(wrong.sentence);
  return failure;
}

std::expected<control::Reply, int> ask(const fs::path& socket, const control::ToBackup& request) {
  const auto station = StationLink::open(socket);
  const auto line = station ? (*station)->ask(request, patience) : std::unexpected{station.error()};
  if (!line) return std::unexpected{told(line.error(), unavailable)};
  auto reply = ipc::control_reply(*line);
  if (!reply)
    return std::unexpected{told("the station's answer is not understood: " + reply.error())};
  if (const auto* why = std::get_if<control::Refused>(&*reply))
    return std::unexpected{refused(*why)};
  return *std::move(reply);
}

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }
  return ::fsync(fd) == 0;
}

// No folder is too odd for a backup: what cannot be synced is left so.
void sync_folder_of(const fs::path& file) {
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path{"."};
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

// Whole or not at all, and never in the place of another file. False with errno.
bool keep(const fs::path& file, std::string_view text) {
  const fs::path unfinished = file.string() + ".new";
  ::unlink(unfinished.c_str());
  const int fd = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  const bool kept = write_all(fd, text) && ::renameat2(AT_FDCWD, unfinished.c_str(), AT_FDCWD,
                                                       file.c_str(), RENAME_NOREPLACE) == 0;
  const int error = errno;
  ::close(fd);
  if (kept) sync_folder_of(file);
  if (!kept) ::unlink(unfinished.c_str());
  errno = error;
  return kept;
}

}  // namespace

int backup(const fs::path& socket, const fs::path& file) {
  std::error_code none;
  if (fs::exists(file, none))
    return told(fmt::format("{} is there already: name another file.", file.string()));
  auto given = passphrase(Ask::twice);
  if (!given) return told(given.error(), usage);
  const auto reply = ask(socket, control::Backup{*std::move(given)});
  if (!reply) return reply.error();
  const auto* const made = std::get_if<control::BackupMade>(&*reply);
  if (made == nullptr) return told("the station answered something else.");
  if (!keep(file, made->text))
    return told(fmt::format("{} cannot be written: {}.", file.string(), std::strerror(errno)));
  return ok;
}

int restore(const fs::path& socket, const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::string text(max_file_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (in.bad() || text.empty())
    return told(fmt::format("{} cannot be read, or is empty.", file.string()));
  if (text.size() > max_file_bytes || !is_printable(text))
    return told(fmt::format("{} is no backup of a station's settings.", file.string()));
  auto given = passphrase(Ask::once);
  if (!given) return told(given.error(), usage);
  const auto reply = ask(socket, control::Restore{*std::move(given), std::move(text)});
  if (!reply) return reply.error();
  if (const auto* in_force = std::get_if<control::SettingsInForce>(&*reply))
    print_remarks(*in_force);
  return ok;
}

}  // namespace portero::ctl
