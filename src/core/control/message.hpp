#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/diagnostics/check.hpp"
#include "core/events/query.hpp"
#include "core/settings/merge.hpp"

// What porteroctl asks of a station, and what it is told.
namespace portero::control {

// Ring this extension as if it were the call button's.
struct Call {
  std::string extension;

  bool operator==(const Call&) const = default;
};

// End the call, or stop ringing.
struct HangUp {
  bool operator==(const HangUp&) const = default;
};

struct AskStatus {
  bool operator==(const AskStatus&) const = default;
};

using ToStation = std::variant<Call, HangUp, AskStatus>;

// What is on record, newest first; by number and limit alone.
struct AskCalls {
  events::Query query{};

  bool operator==(const AskCalls&) const = default;
};

struct AskEvents {
  events::Query query{};

  bool operator==(const AskEvents&) const = default;
};

using ToRecord = std::variant<AskCalls, AskEvents>;

struct AskSettings {
  bool operator==(const AskSettings&) const = default;
};

// All or nothing, in force at once. Where a version is given, only in place of that one.
struct ChangeSettings {
  settings::Patch patch{};
  std::optional<std::string> instead_of{};

  bool operator==(const ChangeSettings&) const = default;
};

using ToSettings = std::variant<AskSettings, ChangeSettings>;

// The stored settings, secrets included, as a text that only the passphrase opens.
struct Backup {
  std::string passphrase;

  bool operator==(const Backup&) const = default;
};

// In the place of all that is stored: all or nothing, in force at once.
struct Restore {
  std::string passphrase;
  std::string backup;

  bool operator==(const Restore&) const = default;
};

using ToBackup = std::variant<Backup, Restore>;

// Where the console is, and what proves to it that somebody is on this machine.
struct AskConsole {
  bool operator==(const AskConsole&) const = default;
};

struct AskCertificate {
  bool operator==(const AskCertificate&) const = default;
};

// Show this certificate to browsers instead of the one that the station made itself: both as PEM,
// in use for whoever comes from now on.
struct UseCertificate {
  std::string certificate;  // and behind it those that issued it
  std::string key;

  bool operator==(const UseCertificate&) const = default;
};

// The one that the station made itself again; the other is forgotten.
struct UseOwnCertificate {
  bool operator==(const UseOwnCertificate&) const = default;
};

using ToConsole = std::variant<AskConsole, AskCertificate, UseCertificate, UseOwnCertificate>;

// Look at everything that a call needs; a run that is under way is joined. Answered at once.
struct Diagnose {
  bool operator==(const Diagnose&) const = default;
};

// Without a number, the run that is under way, or the last one.
struct AskDiagnostics {
  std::optional<std::uint64_t> run{};

  bool operator==(const AskDiagnostics&) const = default;
};

// Both answered with the checks so far.
using ToDiagnostics = std::variant<Diagnose, AskDiagnostics>;
using Request = std::variant<ToStation, ToRecord, ToSettings, ToBackup, ToConsole, ToDiagnostics>;

struct Done {
  bool operator==(const Done&) const = default;
};

struct WrongField {
  std::string field;     // "sip.transport"; empty where the whole request is meant
  std::string sentence;  // what is wrong with it and what is allowed

  bool operator==(const WrongField&) const = default;
};

struct Refused {
  std::string code;      // stable: "no_such_command", "not_ready", "no_record", "wrong_settings"
  std::string sentence;  // what happened, why, what to do
  std::vector<WrongField> fields{};

  bool operator==(const Refused&) const = default;
};

// Words are those of screen and outage names: the one vocabulary of states.
struct Status {
  struct Registration {
    std::string server;
    std::string transport;
    std::chrono::seconds renewed_in{};

    bool operator==(const Registration&) const = default;
  };
  struct Party {
    std::string name;
    std::string route;
    bool held = false;
    std::optional<std::uint64_t> viewer{};  // of a browser

    bool operator==(const Party&) const = default;
  };
  // Times are the station's own clock's, as now is.
  struct OngoingCall {
    std::uint64_t id;
    std::string direction;
    std::chrono::milliseconds began{};
    std::optional<std::chrono::milliseconds> answered{};
    std::vector<Party> parties{};
    std::vector<Party> rung{};
    bool asks_browsers = false;  // and anybody who is ready may answer

    bool operator==(const OngoingCall&) const = default;
  };

  // The line of the door relay, and the last that it did, oldest first.
  struct Door {
    struct Movement {
      std::chrono::milliseconds at{};
      bool open = false;

      bool operator==(const Movement&) const = default;
    };

    std::string line;  // as --relay names it: "gpio:/dev/gpiochip0:17"
    bool simulated = false;
    bool attended = false;  // somebody is there to move it
    std::vector<Movement> movements{};

    bool operator==(const Door&) const = default;
  };
  // The line to the panel, and the last card that went over it.
  struct Panel {
    struct Card {
      std::uint64_t bits = 0;  // so many
      std::string hex{};       // and their number

      bool operator==(const Card&) const = default;
    };
    struct Sent {
      std::chrono::milliseconds at{};
      Card card{};

      bool operator==(const Sent&) const = default;
    };

    std::string wires;  // as --wiegand-d0 and --wiegand-d1 name them, or --osdp
    bool simulated = false;
    bool attended = false;  // somebody is there to send
    bool led_active = false;
    // Of a line of OSDP.
    struct Osdp {
      bool online = false;      // the panel asks
      std::string protection;   // none, default_key or own_key
      bool gets_cards = false;  // it asks, and has the secure channel where one is required

      bool operator==(const Osdp&) const = default;
    };
    std::optional<Osdp> osdp{};
    Card sends{};  // with the next unlock
    std::optional<Sent> last_sent{};

    bool operator==(const Panel&) const = default;
  };
  struct Screen {
    std::int64_t change = 0;  // another one for each change of what it shows
    bool drawn = false;       // its process runs and draws
    std::optional<std::chrono::milliseconds> renewed{};  // so often it looks different without one
    bool camera_on = false;  // it is marked: somebody outside sees what the camera sees

    bool operator==(const Screen&) const = default;
  };

  std::string state;
  std::optional<std::string> reason_code;
  std::optional<std::string> reason;
  std::optional<Registration> registration;
  std::vector<std::string> parties;
  std::optional<std::string> last_end{};  // why the last call is over: "The extension is unknown."
  std::string name{};                     // of the station, as people know it
  std::string run{};                      // of this life of the station
  std::chrono::milliseconds now{};
  std::optional<OngoingCall> call{};
  std::vector<Party> watchers{};
  std::vector<std::string> ready{};  // to answer in a browser: their names
  Door door{};
  std::optional<Panel> panel{};    // none: nothing is sent by such wires
  std::optional<Screen> screen{};  // none: the station runs without one

  bool operator==(const Status&) const = default;
};

struct SettingsInForce {
  std::string settings;  // an object by key, as core/settings/json.hpp writes it without secrets
  std::string version;   // of what is stored on the station
  std::map<std::string, std::string> pinned{};  // by key, where it is set: not to be changed here
  std::vector<std::string> remarks{};           // what was done to the values of a change

  bool operator==(const SettingsInForce&) const = default;
};

struct ConsoleTold {
  std::string address;                      // "https://192.0.2.7:8443"
  std::string fingerprint;                  // of its certificate: SHA-256, as browsers show it
  std::optional<std::string> claim_code{};  // while the station has no password

  bool operator==(const ConsoleTold&) const = default;
};

struct CertificateTold {
  bool self_made = true;
  std::vector<std::string> names{};  // hosts and addresses
  std::string issuer;
  std::string from;         // "2026-11-28", in UTC
  std::string until;        // likewise
  std::string fingerprint;  // SHA-256, as browsers show it

  bool operator==(const CertificateTold&) const = default;
};

struct BackupMade {
  std::string file_name;  // "portero-settings-2026-11-28.backup"
  std::string text;

  bool operator==(const BackupMade&) const = default;
};

using CallsKept = events::Page<events::KeptCall>;
using EventsKept = events::Page<events::KeptEvent>;
using Reply = std::variant<Done, Refused, Status, CallsKept, EventsKept, SettingsInForce,
                           BackupMade, ConsoleTold, CertificateTold, diagnostics::Report>;

}  // namespace portero::control
