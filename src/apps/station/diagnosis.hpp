#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "apps/station/configuration.hpp"
#include "apps/station/station.hpp"
#include "core/control/message.hpp"
#include "core/diagnostics/check.hpp"
#include "core/diagnostics/finding.hpp"
#include "io/loop/timer.hpp"
#include "io/net/resolver.hpp"
#include "io/phone/locator.hpp"
#include "io/phone/options_probe.hpp"

namespace portero::station {

// "Check my intercom" (APP-3): one check after the other, each with a time limit, while the station
// goes on. It looks and asks: nothing rings, opens or ends by it. What a look means is said by
// core/diagnostics.
class Diagnosis {
 public:
  // More name servers than these are not asked, as the system's own resolver has it.
  static constexpr std::size_t max_name_servers = 3;

  // Of a server with several addresses, so many are tried.
  static constexpr std::size_t max_tries = 3;

  // So many runs that are over can still be asked for by their numbers.
  static constexpr std::size_t max_past = 4;

  // Where the station keeps what it remembers, if it can.
  struct Folder {
    std::filesystem::path path;
    bool kept = true;
  };

  // Without name servers, the system's are asked. Station and configuration outlive it.
  Diagnosis(loop::EventLoop& loop, Station& station, const Configuration& configuration,
            std::vector<base::Endpoint> name_servers, Folder folder);
  Diagnosis(const Diagnosis&) = delete;
  Diagnosis& operator=(const Diagnosis&) = delete;

  [[nodiscard]] control::Reply obey(const control::ToDiagnostics& request);

 private:
  struct Step {
    diagnostics::CheckId id;
    std::chrono::seconds limit;
    std::function<void()> look;
  };
  // What the checks of SIP learn from each other.
  struct Sip {
    phone::PhoneSettings phone;
    sip::RegistrationAccount account;
    std::shared_ptr<const net::TlsClient> tls{};
    bool verified = true;
    std::vector<base::Endpoint> name_servers{};  // to be asked
    diagnostics::NameLookup lookup{};
    std::unique_ptr<net::Resolver> resolver{};
    std::unique_ptr<phone::Locator> locator{};
    base::TimePoint asked_at{};
    std::unique_ptr<phone::OptionsProbe> probe{};
    std::vector<sip::Candidate> to_try{};  // by the transport that is looked at
    std::vector<base::Endpoint> tried{};
    std::optional<sip::Candidate> reached{};  // by the transport of the settings
  };

  [[nodiscard]] control::Reply told_of(std::uint64_t run) const;
  void begin();
  void plan(diagnostics::CheckId id, std::chrono::seconds limit, void (Diagnosis::*look)());
  void next();
  void finish(diagnostics::Verdict verdict);
  // For an answer that comes later: passed over where the check is over by then.
  template <class What>
  std::function<void(const What&)> later(std::function<void(const What&)> then);

  // diagnosis_of_sip.cpp
  void plan_sip();
  void look_up();
  void ask_name_server(std::size_t which);
  void name_answered(const phone::Locator::Candidates& found);
  void reach(sip::Transport by);
  void try_out(sip::Transport by, const sip::Candidate& server);
  void tried(const diagnostics::Reach& reach);
  void sign_in();
  void ask_for_extension();
  void look_at_codecs();
  [[nodiscard]] const sip::RegistrationAccount& account() const { return sip_->account; }
  [[nodiscard]] phone::OptionsQuestion question(const sip::Candidate& server,
                                                const sip::Uri& target) const;

  // diagnosis_of_station.cpp
  void look_at_camera();
  void look_at_microphone();
  void look_at_loudspeaker();
  void look_at_relay();
  void look_at_panel();
  void look_at_clock();
  void look_at_certificate();
  void look_at_disk();

  loop::EventLoop& loop_;
  Station& station_;
  const Configuration& configuration_;
  std::vector<base::Endpoint> name_servers_;
  Folder folder_;
  diagnostics::Report report_;
  std::deque<diagnostics::Report> past_;  // of the runs before, the newest last
  std::vector<Step> steps_;               // one for each check of the report
  std::size_t step_ = 0;
  bool step_over_ = true;
  loop::Timer limit_;
  loop::Timer next_;
  std::unique_ptr<Sip> sip_;
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

// Passes over what comes when its check is over, and when nobody is there any more.
template <class What>
std::function<void(const What&)> Diagnosis::later(std::function<void(const What&)> then) {
  return [this, alive = std::weak_ptr{alive_}, run = report_.run, step = step_,
          then = std::move(then)](const What& what) {
    if (alive.expired() || run != report_.run || step != step_ || step_over_) return;
    then(what);
  };
}

}  // namespace portero::station
