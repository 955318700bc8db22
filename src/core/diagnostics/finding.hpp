#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "base/endpoint.hpp"
#include "base/time.hpp"
#include "core/dns/records.hpp"
#include "core/sip/hop.hpp"
#include "core/sip/registration_failure.hpp"
#include "core/transport/failure.hpp"

// What a look showed, before anybody says what it means.
namespace portero::diagnostics {

// The addresses that one name server gave, or why it gave none.
struct NameAnswer {
  base::Endpoint server;
  std::expected<std::vector<base::IpAddress>, dns::Failure> addresses;
  base::Duration took{};
  std::string why_not{};  // where there was no answer: "connection refused"
};

struct NameLookup {
  std::string host;
  bool in_hosts_file = false;  // then nobody is asked
  // In the order in which they were asked; the next one only where one gave no addresses.
  std::vector<NameAnswer> answers{};
};

// An OPTIONS sent to the server by one transport.
struct Reach {
  struct Answer {
    int status;
    base::Duration took{};
  };

  sip::Transport transport;
  bool in_use;  // the transport of the settings
  base::Endpoint server;
  std::expected<Answer, transport::Failure> answer;
  bool verified = true;                  // by TLS: whoever answered had to prove who they are
  std::vector<base::Endpoint> silent{};  // the server's addresses that were tried before
};

struct SignIn {
  bool registered = false;
  bool another_waits = false;  // account, for the end of a call
  std::string server{};
  std::chrono::seconds renewed_in{};
  std::optional<sip::RegistrationFailure> failure{};  // neither: it is being tried
};

// Of the last call with a phone since the station started.
struct Agreed {
  std::string codecs{};         // "PCMU-8000, H.264"; empty where there was no such call
  bool none_in_common = false;  // 488: the phone has none of ours, or wants another encryption
};

// An OPTIONS sent to the extension through the server.
struct ExtensionAsked {
  std::string extension;
  bool by_server;  // else it is called by an address of its own
  std::expected<int, transport::Failure> status;
};

// As the media process tells of it; neither: it has told nothing.
struct DeviceKnown {
  std::optional<std::string> name{};
  std::optional<std::string> lost{};
};

struct CameraLook {
  DeviceKnown device{};
  std::expected<std::size_t, std::string> bytes;  // of the picture that was taken
  base::Duration took{};
};

struct MicrophoneLook {
  DeviceKnown device{};
  double dbfs = -100;
};

struct LoudspeakerLook {
  DeviceKnown device{};
};

struct RelayLook {
  bool attended = false;
  bool simulated = false;
  std::string line{};
};

// Of the output to the panel.
struct PanelLook {
  bool used = false;    // a credential is sent
  bool driven = false;  // a panel would read it: by OSDP, it asks, and as it has to
  bool attended = false;
  bool simulated = false;
  std::string wires{};
};

using CalendarTime = std::chrono::sys_seconds;

struct ClockLook {
  CalendarTime now{};
  std::optional<bool> synchronized{};  // by a time server; none: the kernel does not tell
};

struct CertificateLook {
  CalendarTime from{};
  CalendarTime until{};
  CalendarTime now{};
};

struct DiskLook {
  std::string folder;
  std::expected<std::uintmax_t, std::string> bytes_free;
};

}  // namespace portero::diagnostics
