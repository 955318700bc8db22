#pragma once

#include "core/diagnostics/check.hpp"
#include "core/diagnostics/finding.hpp"

// What a finding means for the intercom, and what to do about it.
namespace portero::diagnostics {

// A lookup that takes longer delays calls after each start.
inline constexpr base::Duration slow_lookup = std::chrono::seconds{1};
inline constexpr double silent_dbfs = -90;
inline constexpr std::uintmax_t little_room_bytes = std::uintmax_t{200} * 1024 * 1024;
inline constexpr std::uintmax_t no_room_bytes = std::uintmax_t{16} * 1024 * 1024;
inline constexpr std::chrono::days certificate_ends_soon{14};
// Nobody ran this program before, nor will anybody run it then: the clock must be wrong.
inline constexpr CalendarTime clock_begins = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
inline constexpr CalendarTime clock_ends = std::chrono::sys_days{std::chrono::year{2050} / 1 / 1};

[[nodiscard]] Verdict verdict(const NameLookup& lookup);
[[nodiscard]] Verdict verdict(const Reach& reach);
[[nodiscard]] Verdict verdict(const SignIn& sign_in);
[[nodiscard]] Verdict verdict(const ExtensionAsked& asked);
[[nodiscard]] Verdict verdict(const Agreed& agreed);
[[nodiscard]] Verdict verdict(const CameraLook& look);
[[nodiscard]] Verdict verdict(const MicrophoneLook& look);
[[nodiscard]] Verdict verdict(const LoudspeakerLook& look);
[[nodiscard]] Verdict verdict(const RelayLook& look);
[[nodiscard]] Verdict verdict(const PanelLook& look);
[[nodiscard]] Verdict verdict(const ClockLook& look);
[[nodiscard]] Verdict verdict(const CertificateLook& look);
[[nodiscard]] Verdict verdict(const DiskLook& look);

// It did not come to an end within its time.
[[nodiscard]] Verdict too_slow(CheckId id, std::chrono::seconds limit);

}  // namespace portero::diagnostics
