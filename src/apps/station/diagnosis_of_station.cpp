// The checks of the station itself: what sees, hears and opens, and what it all stands on.
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include <sys/statvfs.h>
#include <sys/timex.h>

#include "apps/station/diagnosis.hpp"
#include "base/overloaded.hpp"
#include "core/diagnostics/verdict.hpp"
#include "io/console/identity.hpp"

namespace portero::station {

using diagnostics::Outcome;

namespace {

diagnostics::CalendarTime calendar_now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// "There is no picture: it is busy.": what comes behind it is why.
std::string without_beginning(const std::string& sentence) {
  const std::size_t colon = sentence.find(": ");
  return colon == std::string::npos ? sentence : sentence.substr(colon + 2);
}

// A service that may not set the clock may not ask the kernel either; systemd leaves a sign.
std::optional<bool> is_clock_synchronized() {
  timex state{};
  const int status = ::adjtimex(&state);
  if (status < 0) {
    std::error_code unreadable;
    if (std::filesystem::exists("/run/systemd/timesync/synchronized", unreadable)) return true;
    return std::nullopt;
  }
  return status != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

}  // namespace

void Diagnosis::look_at_camera() {
  const base::TimePoint began = loop_.now();
  station_.obey(control::AskPicture{}, later<control::ToOperator>([this, began](const auto& told) {
                  diagnostics::CameraLook look{
                      .device = station_.device(media::Device::camera),
                      .bytes = std::unexpected{std::string{"the media process says nothing of it"}},
                      .took = loop_.now() - began};
                  if (const auto* picture = std::get_if<control::Picture>(&told))
                    look.bytes = picture->jpeg.size();
                  if (const auto* why = std::get_if<control::Refused>(&told))
                    look.bytes = std::unexpected{without_beginning(why->sentence)};
                  finish(diagnostics::verdict(look));
                }));
}

void Diagnosis::look_at_microphone() {
  const diagnostics::DeviceKnown device = station_.device(media::Device::microphone);
  if (device.lost || !device.name)
    return finish(diagnostics::verdict(diagnostics::MicrophoneLook{device}));
  station_.obey(control::AskLevels{}, later<control::ToOperator>([this](const auto& told) {
                  if (const auto* levels = std::get_if<control::Levels>(&told))
                    finish(diagnostics::verdict(diagnostics::MicrophoneLook{
                        station_.device(media::Device::microphone), levels->microphone.dbfs}));
                }));
}

void Diagnosis::look_at_loudspeaker() {
  finish(diagnostics::verdict(
      diagnostics::LoudspeakerLook{station_.device(media::Device::loudspeaker)}));
}

void Diagnosis::look_at_relay() { finish(diagnostics::verdict(station_.relay())); }

void Diagnosis::look_at_panel() { finish(diagnostics::verdict(station_.panel())); }

void Diagnosis::look_at_clock() {
  finish(diagnostics::verdict(diagnostics::ClockLook{calendar_now(), is_clock_synchronized()}));
}

void Diagnosis::look_at_certificate() {
  const auto validity = console::validity_in(folder_.path);
  if (!validity)
    return finish({Outcome::skipped, "The console has no certificate: it is not served.",
                   "Start the station with --console-listen for a console."});
  finish(diagnostics::verdict(
      diagnostics::CertificateLook{validity->from, validity->until, calendar_now()}));
}

void Diagnosis::look_at_disk() {
  diagnostics::DiskLook look{.folder = folder_.path.string(), .bytes_free = 0};
  struct statvfs disk{};
  if (!folder_.kept)
    look.bytes_free = std::unexpected{std::string{"nothing can be kept in it"}};
  else if (::statvfs(folder_.path.c_str(), &disk) != 0)
    look.bytes_free = std::unexpected{std::generic_category().message(errno)};
  else if ((disk.f_flag & ST_RDONLY) != 0)
    look.bytes_free = std::unexpected{std::string{"the disk can only be read"}};
  else
    look.bytes_free = std::uintmax_t{disk.f_bavail} * disk.f_frsize;
  finish(diagnostics::verdict(look));
}

}  // namespace portero::station
