#include "io/media/sound/alsa_pcm.hpp"

#include <cerrno>
#include <mutex>
#include <utility>

namespace portero::sound {
namespace {

// ALSA would print each failed try to open a card; the failure is told by an event.
void keep_quiet(const char* /*file*/, int /*line*/, const char* /*function*/, int /*error*/,
                const char* /*format*/, ...) {}

struct FreeParameters {
  void operator()(snd_pcm_hw_params_t* parameters) const { snd_pcm_hw_params_free(parameters); }
  void operator()(snd_pcm_sw_params_t* parameters) const { snd_pcm_sw_params_free(parameters); }
};

int set_hardware(OpenPcm& open) {
  snd_pcm_t* const pcm = open.pcm.get();
  snd_pcm_hw_params_t* raw = nullptr;
  if (const int error = snd_pcm_hw_params_malloc(&raw); error < 0) return error;
  const std::unique_ptr<snd_pcm_hw_params_t, FreeParameters> parameters(raw);
  unsigned int rate = sample_rate_hz;
  open.period = frame_samples;
  open.buffer = 16 * frame_samples;
  int error = snd_pcm_hw_params_any(pcm, raw);
  if (error >= 0) error = snd_pcm_hw_params_set_access(pcm, raw, SND_PCM_ACCESS_RW_INTERLEAVED);
  if (error >= 0) error = snd_pcm_hw_params_set_format(pcm, raw, SND_PCM_FORMAT_S16);
  if (error >= 0) error = snd_pcm_hw_params_set_channels(pcm, raw, 1);
  if (error >= 0) error = snd_pcm_hw_params_set_rate(pcm, raw, rate, 0);
  if (error >= 0) error = snd_pcm_hw_params_set_period_size_near(pcm, raw, &open.period, nullptr);
  if (error >= 0) error = snd_pcm_hw_params_set_buffer_size_near(pcm, raw, &open.buffer);
  if (error >= 0) error = snd_pcm_hw_params(pcm, raw);
  return error;
}

int set_software(OpenPcm& open) {
  snd_pcm_t* const pcm = open.pcm.get();
  snd_pcm_sw_params_t* raw = nullptr;
  if (const int error = snd_pcm_sw_params_malloc(&raw); error < 0) return error;
  const std::unique_ptr<snd_pcm_sw_params_t, FreeParameters> parameters(raw);
  int error = snd_pcm_sw_params_current(pcm, raw);
  if (error >= 0) error = snd_pcm_sw_params_set_avail_min(pcm, raw, frame_samples);
  // Started by hand.
  if (error >= 0) error = snd_pcm_sw_params_set_start_threshold(pcm, raw, 2 * open.buffer);
  if (error >= 0) error = snd_pcm_sw_params(pcm, raw);
  return error;
}

}  // namespace

std::expected<OpenPcm, DeviceFailure> open_pcm(const std::string& name, snd_pcm_stream_t stream) {
  static std::once_flag once;
  std::call_once(once, [] { snd_lib_error_set_handler(&keep_quiet); });
  snd_pcm_t* raw = nullptr;
  const int opened = snd_pcm_open(&raw, name.c_str(), stream, SND_PCM_NONBLOCK);
  if (opened < 0) return alsa_failure(opened);
  OpenPcm open{.pcm = Pcm(raw)};
  if (const int error = set_hardware(open); error < 0) return alsa_failure(error);
  if (const int error = set_software(open); error < 0) return alsa_failure(error);
  return open;
}

bool recover(snd_pcm_t* pcm, int error) {
  if (error == -ESTRPIPE && snd_pcm_resume(pcm) == 0) return true;
  if (error != -EPIPE && error != -ESTRPIPE && error != -EINTR) return false;
  return snd_pcm_prepare(pcm) == 0;
}

std::unexpected<DeviceFailure> alsa_failure(int error) {
  return std::unexpected(DeviceFailure{snd_strerror(error)});
}

}  // namespace portero::sound
