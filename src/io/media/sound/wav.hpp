#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "io/media/sound/device.hpp"

namespace portero::sound {

// Ten minutes at 48 kHz, for one channel.
inline constexpr std::size_t max_wav_samples = 10ULL * 60 * 48'000;

struct WavSound {
  int rate_hz = 0;
  std::vector<std::int16_t> samples;  // the first channel
};

// RIFF WAVE with 16-bit PCM of any rate from 8 to 192 kHz and up to 8 channels.
[[nodiscard]] std::expected<WavSound, DeviceFailure> read_wav(const std::string& path);

// Writes 16-bit mono PCM. The header is put right each second and in the end, so that the file can
// be played whatever happens to the process.
class WavFile {
 public:
  static std::expected<WavFile, DeviceFailure> create(const std::string& path, int rate_hz);
  ~WavFile();
  WavFile(WavFile&&) noexcept = default;
  WavFile& operator=(WavFile&&) noexcept = delete;

  std::expected<void, DeviceFailure> write(std::span<const std::int16_t> samples);

 private:
  struct Close {
    void operator()(std::FILE* file) const;
  };
  WavFile(std::FILE* file, int rate_hz);

  [[nodiscard]] bool write_header();

  std::unique_ptr<std::FILE, Close> file_;
  int rate_hz_;
  std::uint32_t samples_ = 0;
  std::uint32_t told_ = 0;  // by the header
};

}  // namespace portero::sound
