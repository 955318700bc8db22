#pragma once

#include <expected>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "apps/station/supervised_process.hpp"
#include "core/access/wiegand.hpp"
#include "core/call/action.hpp"
#include "core/panel/message.hpp"
#include "core/panel/place.hpp"
#include "io/log/log.hpp"

namespace portero::station {

struct PanelSettings {
  std::filesystem::path program{};
  panel::PanelPlace place = panel::WiegandPlace{};
  access::WiegandTiming timing{};
  bool used = false;      // a credential is sent there
  panel::UseOsdp osdp{};  // how the line is spoken, where the place is one of OSDP
};

// portero-panel, kept running while a credential goes to the panel, by Wiegand or OSDP: it sends
// each one and tells what the panel answers. When it ends or hangs, another one takes its place. No
// credential is sent twice.
class PanelProcess {
 public:
  // When the station ends, it waits so long for both wires to rest.
  static constexpr base::Duration farewell_limit = std::chrono::milliseconds{50};

  struct Handler {
    // Of a credential that was taken, once.
    std::function<void(access::CommandId, access::CredentialFailure)> failed;
    // The panel says yes, by its LED line or by OSDP, and no credential is under way that it cannot
    // have read yet.
    std::function<void()> answered;
    // Something else is to be seen on the status page.
    std::function<void()> changed;
    // By OSDP, a panel can also say no, as late.
    std::function<void()> denied = [] {};
    // And set another secure channel key, to be kept: 32 hexadecimal digits.
    std::function<void(const std::string&)> key_set = [](const std::string&) {};
  };
  struct LastCard {
    base::TimePoint at;  // of its first bit; by OSDP, of its reading
    base::TimePoint ended;
    access::Bits bits;
    panel::PulseTimes times;
  };

  PanelProcess(loop::EventLoop& loop, log::Log& log, PanelSettings settings, Handler handler);
  ~PanelProcess();
  PanelProcess(const PanelProcess&) = delete;
  PanelProcess& operator=(const PanelProcess&) = delete;

  // Whether there is a process at all, over which lines, and the times of what is sent from now on.
  void use(const PanelSettings& settings);

  // False where nobody is there to send it.
  [[nodiscard]] bool send(const call::SendCredential& send);

  [[nodiscard]] bool used() const { return process_.has_value(); }
  // Whether somebody is there to send.
  [[nodiscard]] bool attends() const { return ready_.has_value(); }
  [[nodiscard]] std::optional<int> pid() const;
  // Whether a panel would take what is sent: by OSDP, it asks, and as it has to.
  [[nodiscard]] bool reaches_panel() const;
  // None where it is no line of OSDP.
  [[nodiscard]] std::optional<panel::OsdpLine> osdp_line() const;
  [[nodiscard]] bool led_active() const { return led_active_; }
  [[nodiscard]] const panel::PanelPlace& place() const { return settings_.place; }
  [[nodiscard]] const std::optional<LastCard>& last_card() const { return last_card_; }

 private:
  void start();
  [[nodiscard]] std::expected<void, std::string> line_came(const std::string& line);
  void told(const panel::Ready& ready);
  void told(const panel::CardSent& sent);
  void told(const panel::CardNotSent& not_sent);
  void told(const panel::LedMoved& led);
  void told(const panel::OsdpLine& line);
  void told(const panel::Answered& answer);
  void told(const panel::KeySet& set);
  [[nodiscard]] bool is_osdp() const {
    return std::holds_alternative<osdp::Place>(settings_.place);
  }
  [[nodiscard]] base::Duration time_on_wires(const access::Bits& bits) const;
  void ended();

  loop::EventLoop& loop_;
  log::Log& log_;
  PanelSettings settings_;
  Handler handler_;
  std::map<access::CommandId, access::Bits> under_way_;
  std::optional<panel::Ready> ready_;
  bool led_active_ = false;
  panel::OsdpLine osdp_line_;
  std::optional<LastCard> last_card_;
  std::optional<SupervisedProcess> process_;
};

}  // namespace portero::station
