#include "io/media/sound/wav.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

#include <sys/stat.h>

namespace portero::sound {
namespace {

// 12 hours at 48 kHz; WAV counts bytes in 32 bits.
constexpr std::uint32_t max_written = 2'000'000'000;

static_assert(std::endian::native == std::endian::little, "WAV is written as memory has it");

std::unexpected<DeviceFailure> errno_failure(const std::string& path) {
  return std::unexpected(DeviceFailure{path + ": " + std::generic_category().message(errno)});
}

std::unexpected<DeviceFailure> refused(const std::string& path, const char* why) {
  return std::unexpected(DeviceFailure{path + ": " + why});
}

template <typename Number>
std::optional<Number> number_at(std::span<const std::byte> bytes, std::size_t at) {
  if (bytes.size() < at + sizeof(Number)) return std::nullopt;
  Number number;
  std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

// The body of a RIFF chunk, cut where the file ends.
std::optional<std::span<const std::byte>> chunk(std::span<const std::byte> file,
                                                std::string_view name) {
  constexpr std::size_t head = 8;
  std::size_t at = 12;
  while (at + head <= file.size()) {
    const std::size_t length = number_at<std::uint32_t>(file, at + 4).value_or(0);
    if (std::memcmp(file.data() + at, name.data(), 4) == 0) {
      return file.subspan(at + head, std::min(length, file.size() - at - head));
    }
    at += head + length + length % 2;
  }
  return std::nullopt;
}

std::expected<std::vector<std::byte>, DeviceFailure> bytes_of(const std::string& path) {
  constexpr std::size_t max_bytes = 2 * max_wav_samples * 8;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (!file) return errno_failure(path);
  struct stat status{};
  if (fstat(fileno(file.get()), &status) != 0) return errno_failure(path);
  if (!S_ISREG(status.st_mode)) return refused(path, "is no file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size > max_bytes) return refused(path, "is too long");
  std::vector<std::byte> bytes(size);
  bytes.resize(std::fread(bytes.data(), 1, size, file.get()));
  return bytes;
}

}  // namespace

std::expected<WavSound, DeviceFailure> read_wav(const std::string& path) {
  const auto bytes = bytes_of(path);
  if (!bytes) return std::unexpected(bytes.error());
  if (bytes->size() < 12 || std::memcmp(bytes->data(), "RIFF", 4) != 0 ||
      std::memcmp(bytes->data() + 8, "WAVE", 4) != 0) {
    return refused(path, "is no WAV file");
  }
  const auto format = chunk(*bytes, "fmt ");
  const auto data = chunk(*bytes, "data");
  if (!format || !data || format->size() < 16) return refused(path, "has no sound in it");
  constexpr std::uint16_t pcm = 1;
  const auto channels = std::size_t{number_at<std::uint16_t>(*format, 2).value_or(0)};
  const auto rate_hz = number_at<std::uint32_t>(*format, 4).value_or(0);
  if (number_at<std::uint16_t>(*format, 0) != pcm || number_at<std::uint16_t>(*format, 14) != 16) {
    return refused(path, "is not 16-bit PCM");
  }
  if (channels < 1 || channels > 8 || rate_hz < 8000 || rate_hz > 192'000) {
    return refused(path, "has an odd rate or number of channels");
  }
  const std::size_t count = data->size() / (2 * channels);
  if (count == 0 || count > max_wav_samples) return refused(path, "is empty or too long");
  WavSound sound{.rate_hz = static_cast<int>(rate_hz), .samples = {}};
  sound.samples.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    sound.samples.push_back(number_at<std::int16_t>(*data, 2 * channels * i).value_or(0));
  }
  return sound;
}

void WavFile::Close::operator()(std::FILE* file) const { std::fclose(file); }

std::expected<WavFile, DeviceFailure> WavFile::create(const std::string& path, int rate_hz) {
  std::FILE* const opened = std::fopen(path.c_str(), "wb");
  if (opened == nullptr) return errno_failure(path);
  WavFile file(opened, rate_hz);
  if (!file.write_header()) return errno_failure(path);
  return file;
}

WavFile::WavFile(std::FILE* file, int rate_hz) : file_(file), rate_hz_(rate_hz) {}

WavFile::~WavFile() {
  if (file_) static_cast<void>(write_header());
}

std::expected<void, DeviceFailure> WavFile::write(std::span<const std::int16_t> samples) {
  if (samples_ > max_written - samples.size()) return std::unexpected(DeviceFailure{"is full"});
  samples_ += static_cast<std::uint32_t>(samples.size());
  const bool is_written =
      std::fwrite(samples.data(), sizeof samples[0], samples.size(), file_.get()) == samples.size();
  const bool is_told = samples_ - told_ < static_cast<std::uint32_t>(rate_hz_) || write_header();
  if (is_written && is_told) return {};
  return std::unexpected(DeviceFailure{std::generic_category().message(errno)});
}

bool WavFile::write_header() {
  struct Header {
    std::array<char, 4> riff{'R', 'I', 'F', 'F'};
    std::uint32_t after_this;
    std::array<char, 8> wave{'W', 'A', 'V', 'E', 'f', 'm', 't', ' '};
    std::uint32_t format_length = 16;
    std::uint16_t pcm = 1;
    std::uint16_t channels = 1;
    std::uint32_t rate;
    std::uint32_t bytes_a_second;
    std::uint16_t bytes_a_sample = 2;
    std::uint16_t bits = 16;
    std::array<char, 4> data{'d', 'a', 't', 'a'};
    std::uint32_t bytes;
  };
  static_assert(sizeof(Header) == 44);
  const auto rate = static_cast<std::uint32_t>(rate_hz_);
  const Header header{.after_this = 36 + 2 * samples_,
                      .rate = rate,
                      .bytes_a_second = 2 * rate,
                      .bytes = 2 * samples_};
  told_ = samples_;
  // A pipe cannot go back; whoever reads one takes the sound as it comes.
  if (std::fseek(file_.get(), 0, SEEK_SET) != 0 && samples_ > 0) return true;
  return std::fwrite(&header, sizeof header, 1, file_.get()) == 1 &&
         (std::fseek(file_.get(), 0, SEEK_END) == 0 || samples_ == 0) &&
         std::fflush(file_.get()) == 0;
}

}  // namespace portero::sound
