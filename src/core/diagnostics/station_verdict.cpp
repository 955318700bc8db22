#include <fmt/format.h>

#include "core/diagnostics/verdict.hpp"

namespace portero::diagnostics {
namespace {

using enum Outcome;

std::string date(CalendarTime at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string date_and_time(CalendarTime at) {
  const std::chrono::hh_mm_ss time{at - std::chrono::floor<std::chrono::days>(at)};
  return fmt::format("{} {:02}:{:02}:{:02}", date(at), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace

Verdict verdict(const ClockLook& look) {
  const std::string now = date_and_time(look.now);
  if (look.now < clock_begins || look.now >= clock_ends)
    return {fail, fmt::format("The clock says {} UTC, which cannot be.", now),
            "Set the time, and name a time server (NTP): certificates are refused till then."};
  if (!look.synchronized)
    return {pass, fmt::format("The clock says {} UTC. Compare it with yours.", now)};
  if (!*look.synchronized)
    return {warn, fmt::format("The clock says {} UTC, and no time server keeps it right.", now),
            "Name a time server (NTP) that the station reaches."};
  return {pass, fmt::format("The clock says {} UTC, kept right by a time server.", now)};
}

Verdict verdict(const CertificateLook& look) {
  if (look.now < look.from)
    return {fail, fmt::format("The certificate is valid from {} on only.", date(look.from)),
            "Check the clock of the station, else replace the certificate."};
  if (look.now >= look.until)
    return {fail,
            fmt::format("The certificate has ended on {}: browsers refuse it.", date(look.until)),
            "Replace the certificate."};
  if (look.until - look.now < certificate_ends_soon)
    return {warn, fmt::format("The certificate ends on {}.", date(look.until)),
            "Replace the certificate before that day."};
  return {pass, fmt::format("The certificate is valid until {}.", date(look.until))};
}

Verdict verdict(const DiskLook& look) {
  if (!look.bytes_free)
    return {fail, fmt::format("{}: {}.", look.folder, look.bytes_free.error()),
            "The door works; nothing is remembered. Name a folder with --state."};
  const std::uintmax_t megabytes = *look.bytes_free / (1024 * 1024);
  const std::string found = fmt::format("{} MB are free in {}.", megabytes, look.folder);
  if (*look.bytes_free < no_room_bytes)
    return {fail, found, "Make room: events and photos cannot be kept."};
  if (*look.bytes_free < little_room_bytes)
    return {warn, found, "Make room before events and photos cannot be kept any more."};
  return {pass, found};
}

Verdict too_slow(CheckId id, std::chrono::seconds limit) {
  return {fail, fmt::format("{}: nothing came of it within {} s.", title(id), limit.count()),
          "Test again; the log may say more."};
}

}  // namespace portero::diagnostics
