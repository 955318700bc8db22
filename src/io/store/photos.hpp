#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "io/store/file.hpp"

namespace portero::store {

struct PhotoLimits {
  std::uintmax_t most_bytes = std::uintmax_t{64} * 1024 * 1024;
  std::chrono::days longest{30};
};

inline constexpr std::size_t max_photo_bytes = std::size_t{1} * 1024 * 1024;

// The photos of calls, a JPEG file each, in a folder that never grows beyond its limit: the oldest
// makes room. Order is that of their numbers, so that no clock can disturb it.
class Photos {
 public:
  using Time = std::filesystem::file_time_type;

  [[nodiscard]] static std::expected<Photos, std::string> open(const std::filesystem::path& folder,
                                                               const PhotoLimits& limits);

  // At most one a call: of letters, digits and '-' is its label.
  [[nodiscard]] std::expected<void, FileFailure> keep(std::string_view call, base::ByteView jpeg);
  // False where there is none.
  bool drop_oldest();
  void trim(Time now);

  [[nodiscard]] bool has(std::string_view call) const;
  [[nodiscard]] std::optional<std::string> read(std::string_view call) const;
  [[nodiscard]] std::uintmax_t bytes() const { return bytes_; }

 private:
  struct Photo {
    std::uint64_t number;
    std::string call;
    std::uintmax_t bytes;
  };

  Photos(const std::filesystem::path& folder, const PhotoLimits& limits)
      : folder_(folder), limits_(limits) {}
  [[nodiscard]] std::filesystem::path file_of(const Photo& photo) const;
  [[nodiscard]] const Photo* find(std::string_view call) const;
  void list();

  std::filesystem::path folder_;
  PhotoLimits limits_;
  std::deque<Photo> photos_;  // the oldest first
  std::uintmax_t bytes_ = 0;
};

}  // namespace portero::store
