#include "io/store/photos.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "core/events/event.hpp"

namespace portero::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view ending = ".jpg";
constexpr std::size_t digits = 10;

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= events::max_label_bytes &&
         std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
         });
}

// 0000000012-LABEL.jpg
struct Name {
  std::uint64_t number;
  std::string call;
};

std::optional<Name> name_of(std::string_view file) {
  if (!file.ends_with(ending)) return std::nullopt;
  file.remove_suffix(ending.size());
  const std::size_t dash = file.find('-');
  if (dash == std::string_view::npos || !is_label(file.substr(dash + 1))) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = file.data() + dash;
  const auto read = std::from_chars(file.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return Name{number, std::string{file.substr(dash + 1)}};
}

}  // namespace

std::expected<Photos, std::string> Photos::open(const fs::path& folder, const PhotoLimits& limits) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error)
    return std::unexpected{fmt::format("{} cannot be used: {}", folder.string(), error.message())};
  Photos photos{folder, limits};
  photos.list();
  return photos;
}

void Photos::list() {
  std::vector<Photo> found;
  std::error_code error;
  for (fs::directory_iterator entry{folder_, error}, end; !error && entry != end;
       entry.increment(error)) {
    const std::string file = entry->path().filename().string();
    std::error_code ignored;
    if (file.ends_with(unfinished)) fs::remove(entry->path(), ignored);
    const auto name = name_of(file);
    if (!name) continue;
    const std::uintmax_t bytes = entry->file_size(ignored);
    if (!ignored) found.push_back({name->number, name->call, bytes});
  }
  std::ranges::sort(found, {}, &Photo::number);
  photos_.assign(found.begin(), found.end());
  bytes_ = 0;
  for (const Photo& photo : photos_) bytes_ += photo.bytes;
}

fs::path Photos::file_of(const Photo& photo) const {
  return folder_ / fmt::format("{:0{}}-{}{}", photo.number, digits, photo.call, ending);
}

std::expected<void, FileFailure> Photos::keep(std::string_view call, base::ByteView jpeg) {
  if (!is_label(call) || jpeg.empty() || jpeg.size() > max_photo_bytes ||
      jpeg.size() > limits_.most_bytes || has(call))
    return std::unexpected{FileFailure{EINVAL, "This is no photo that can be kept."}};
  while (bytes_ + jpeg.size() > limits_.most_bytes && drop_oldest()) {
  }
  const Photo photo{photos_.empty() ? 1 : photos_.back().number + 1, std::string{call},
                    jpeg.size()};
  const std::string_view text{reinterpret_cast<const char*>(jpeg.data()), jpeg.size()};
  auto kept = replace_file(file_of(photo), text);
  while (!kept && is_full(kept.error()) && drop_oldest()) kept = replace_file(file_of(photo), text);
  if (!kept) return kept;
  photos_.push_back(photo);
  bytes_ += photo.bytes;
  return {};
}

bool Photos::drop_oldest() {
  if (photos_.empty()) return false;
  std::error_code ignored;
  fs::remove(file_of(photos_.front()), ignored);
  bytes_ -= photos_.front().bytes;
  photos_.pop_front();
  return true;
}

void Photos::trim(Time now) {
  while (!photos_.empty()) {
    std::error_code error;
    const Time taken = fs::last_write_time(file_of(photos_.front()), error);
    if (!error && now - taken <= limits_.longest) return;
    drop_oldest();
  }
}

const Photos::Photo* Photos::find(std::string_view call) const {
  const auto found = std::ranges::find(photos_, call, &Photo::call);
  return found == photos_.end() ? nullptr : &*found;
}

bool Photos::has(std::string_view call) const { return find(call) != nullptr; }

std::optional<std::string> Photos::read(std::string_view call) const {
  const Photo* const photo = find(call);
  if (photo == nullptr) return std::nullopt;
  auto text = read_file(file_of(*photo), max_photo_bytes);
  if (!text) return std::nullopt;
  return *std::move(text);
}

}  // namespace portero::store
