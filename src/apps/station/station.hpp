#pragma once

#include <deque>
#include <expected>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "apps/station/account.hpp"
#include "apps/station/browsers.hpp"
#include "apps/station/display_process.hpp"
#include "apps/station/media.hpp"
#include "apps/station/memory.hpp"
#include "apps/station/panel_process.hpp"
#include "apps/station/relay_process.hpp"
#include "apps/station/sound_check.hpp"
#include "core/call/call.hpp"
#include "core/control/message.hpp"
#include "core/control/operator_message.hpp"
#include "core/diagnostics/finding.hpp"
#include "core/door/presses.hpp"
#include "core/dtmf/key_presses.hpp"
#include "core/media/cue.hpp"
#include "io/log/log.hpp"
#include "io/phone/phone.hpp"

namespace portero::station {

struct DisplaySettings {
  std::optional<process::Program> program{};  // none: no screen
  display::Configure shown{};
  bool sounds = true;  // with each step of a call, in the loudspeaker
};

struct StationSettings {
  call::Policy policy;
  phone::PhoneSettings phone;
  sdp::Preferences preferences;
  RelaySettings relay;
  media::Settings media{};
  DisplaySettings display{};
  bool browsers_see = true;  // the camera's picture
  Browsers::Times browsers{};
  SoundCheck::Times sound_check{};
  PanelSettings panel{};
  store::Recorder* recorder = nullptr;  // outlives the station; none where nothing can be kept
};

// Makes the station's media, which tells the handler.
using MakeMedia = std::function<std::unique_ptr<Media>(Media::Handler)>;

// One door. Its decisions are core/call's; here is every arrow of the flow once, in the order of
// docs/life-of-a-call.md.
class Station {
 public:
  // At most one LegHeard of a leg in this time.
  static constexpr base::Duration heard_at_most_every = std::chrono::seconds{1};
  // Whoever asks for stills asks again meanwhile.
  static constexpr base::Duration a_still_is_seen_for = std::chrono::seconds{3};
  // A call may go on for so long after leave().
  static constexpr base::Duration drain_limit = std::chrono::seconds{20};

  // An error is a sentence.
  [[nodiscard]] static std::expected<std::unique_ptr<Station>, std::string> open(
      loop::EventLoop& loop, log::Log& log, StationSettings settings, const MakeMedia& make_media);
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;

  [[nodiscard]] control::Reply obey(const control::ToStation& request);
  // Answered once, at once or later from within the loop.
  void obey(const control::FromOperator& request, const Browsers::Answer& answer);
  // Tells each change of the call, and what becomes of browsers and unlocks.
  void listen(std::function<void(const control::News&)> listener);
  // In force at once; another account of the phone once no call goes on. The record, and where
  // relay and screen are, stay as they were.
  enum class Account : std::uint8_t { kept, changed };
  void configure(StationSettings settings, Account account);
  // Another account was given, and is not in force yet.
  [[nodiscard]] bool account_waits() const { return account_changed_; }
  // The visitor presses the call button, whichever of them.
  void press();
  // A contact of the directory, by its name; of one that is not in it, nothing follows.
  void choose(const std::string& contact);
  // None where there is no screen.
  [[nodiscard]] DisplayProcess* display() { return display_ ? &*display_ : nullptr; }
  [[nodiscard]] const std::vector<base::Endpoint>& listening() const { return phone_->listening(); }
  // What diagnostics look at; nothing of the call changes (health.cpp).
  [[nodiscard]] diagnostics::SignIn sign_in() const;
  [[nodiscard]] const diagnostics::Agreed& agreed() const { return agreed_; }
  [[nodiscard]] diagnostics::RelayLook relay() const;
  [[nodiscard]] diagnostics::PanelLook panel() const;
  [[nodiscard]] diagnostics::DeviceKnown device(media::Device device) const;
  // What an OSDP panel has set as access.osdp_secure_channel_key.
  void keep_panel_key(std::function<void(const std::string&)> keep) {
    keep_panel_key_ = std::move(keep);
  }
  // Lets a call end, signs off from the server, then tells.
  void leave(std::function<void()> gone);

 private:
  // A leg that we begin has no session until its ports are there.
  struct Leg {
    media::LegId media;
    std::optional<sip::SessionId> session{};
    std::optional<sip::Uri> target{};
    std::optional<sdp::LocalMedia> local{};
    call::Flow flow = call::Flow::none;
    bool sends_picture = false;                     // as agreed, while it flows
    std::optional<sdp::Fingerprint> certificate{};  // ours, where DTLS was agreed
    dtmf::KeyPresses keys{};
    std::optional<base::TimePoint> heard{};
  };

  Station(loop::EventLoop& loop, log::Log& log, StationSettings settings,
          const MakeMedia& make_media);

  void receive(call::Input input);
  void carry_out();
  void log_change(const call::Show& from, const call::Show& to);
  void await_deadline();

  // 1: the visitor presses, or an administrator does
  void asked(const control::PressButton&, const Browsers::Answer& answer);
  [[nodiscard]] control::Reply dial(const std::string& extension);
  // 3a: phones ring
  void on(const call::StartLeg& start);
  void on(const call::StopLeg& stop);
  void stop_browser(media::ViewerId viewer, call::StopReason why);
  void unanswered(media::ViewerId viewer);
  void on(const phone::RegistrationTold& told);
  void on(const phone::SignedOff&);
  // 3b: operators are asked to join: their browsers see in the status that it rings
  void on(const call::AskToJoin&) {}
  void on(const call::StopAsking&) {}
  void asked(const control::Ready& ready, const Browsers::Answer& answer);
  void tell_route_of_browsers();
  // 4: picture and sound
  void on(const call::SetFlow& set);
  void on(const call::ProbeLeg& probe);
  void prepare_media(const Leg& leg, sip::SessionId session);
  void describe_anew(const Leg& leg);
  void on(const media::LegReady& ready);
  void on(const media::LegFailed& failed);
  void on(const media::LegHeard& sign);
  void on(const media::LegUnreadable& unreadable);
  void on(const media::IndexReached&) {}
  void on(const media::KeysAgreed&) {}
  void on(const media::ViewerDescribed& ours);
  void on(const media::ViewerCandidate& ours) { browsers_.found(ours); }
  void on(const media::ViewerGathered& ours) { browsers_.gathered(ours.viewer); }
  void on(const media::ViewerConnected& connected);
  void on(const media::ViewerChannelOpened&) {}
  void on(const media::ViewerText&) {}
  void on(const media::TextLost& lost);
  void on(const media::ViewerSees& sees);
  void on(const media::ViewerGone& gone);
  void on(const media::DeviceFound& found);
  void on(const media::DeviceLost& lost);
  void on(const media::MotionSeen&);
  void on(const media::SnapshotTaken& photo);
  void on(const media::SnapshotFailed& failed);
  void on(const media::Statistics& figures);
  void asked(const control::AskPicture&, const Browsers::Answer& answer);
  void tell_picture(const control::ToOperator& told);
  void heard(call::LegId id);
  // 5: an operator answers, or calls
  void on(const phone::CallComes& comes);
  void asked(const control::Join& join, const Browsers::Answer& answer);
  void asked(const control::Answer& wish, const Browsers::Answer& answer);
  void asked(const control::Pause& wish, const Browsers::Answer& answer);
  void asked(const control::Resume& wish, const Browsers::Answer& answer);
  void asked(const control::Leave& wish, const Browsers::Answer& answer);
  void let_in(media::ViewerId viewer, call::LegId leg);
  void take_over(media::ViewerId old_viewer, media::ViewerId viewer);
  void on(const call::Accept& accept);
  void on(const call::Reject& reject);
  void on(const sip::FromSession& from);
  void in_leg(call::LegId id, sip::SessionId session, const sip::SessionAction& action);
  void ended(call::LegId id, const sip::SessionEnded& end);
  // 6: an operator asks to open, by a key or a click
  void asked(const control::Unlock& click, const Browsers::Answer& answer);
  void on(const media::KeyHeard& key);
  void on(const media::ToneHeard& tone);
  void key_reported(call::LegId id, const dtmf::KeyReport& report);
  // 7: the door opens
  void on(const call::PulseDoor& pulse);
  void on(const call::SendCredential& send);
  // 8: the panel answers, the display tells
  void on(const call::UnlockAnswer& answer);
  void tell_unlock(const control::UnlockTold& told);
  void on(const call::Show& show);
  // 9: it is remembered
  void on(const call::Record& record);

  // configuring.cpp
  void use_account_when_idle();
  void foresee_calls();
  void up_without_account();

  // cues.cpp
  [[nodiscard]] media::Moment moment() const;
  void play_cue(const media::Moment& before);
  void play_cue_of_press();

  // screen.cpp
  void asked(const control::AskScreen&, const Browsers::Answer& answer);
  void asked(const control::TouchScreen& touch, const Browsers::Answer& answer);
  [[nodiscard]] std::optional<control::Status::Screen> screen() const;
  void tell_camera();
  [[nodiscard]] bool camera_is_seen() const;
  void still_left();

  // status.cpp
  [[nodiscard]] control::Status status() const;
  [[nodiscard]] control::Status::Party told_of(const call::Leg& leg) const;
  [[nodiscard]] std::optional<control::Status::OngoingCall> ongoing_call() const;
  void tell_status();
  void tell(const control::News& news) const;

  template <class Input>
  void in_leg_of(media::ViewerId viewer, const Browsers::Answer& answer);

  // browser_figures.cpp
  void remember_codecs(media::ViewerId viewer);
  void remember_quality(media::ViewerId viewer);

  // health.cpp
  void note(const media::DeviceFound& found);
  void asked(const control::AskLevels&, const Browsers::Answer& answer);
  [[nodiscard]] control::Levels::Side side(media::Device device, double dbfs) const;
  void asked(const control::PlayTone&, const Browsers::Answer& answer);
  void asked(const control::StopTone&, const Browsers::Answer& answer);
  void stop_tone_in_call();

  [[nodiscard]] std::optional<call::LegId> leg_of(sip::SessionId session) const;
  [[nodiscard]] std::optional<call::LegId> leg_of(media::LegId media) const;
  [[nodiscard]] std::optional<sip::SessionId> drop(call::LegId id);
  void leave_when_idle();

  loop::EventLoop& loop_;
  log::Log& log_;
  StationSettings settings_;
  access::RunId run_;
  call::Call call_;
  loop::Timer timer_;
  loop::Timer drain_;
  std::unique_ptr<Media> media_;
  Memory memory_;
  SoundCheck sound_check_;
  std::optional<DisplayProcess> display_;
  // These end before the others, whose ends may take their time: they put their lines to rest.
  PanelProcess panel_;
  RelayProcess relay_;
  Browsers browsers_;
  std::unique_ptr<phone::Phone> phone_;

  door::Presses presses_;
  // Callers who have not been let in or refused yet.
  std::map<call::InvitationId, std::variant<sip::SessionId, media::ViewerId>> invitations_;
  base::IdSequence<call::InvitationId> invitation_ids_;
  std::vector<std::string> ready_;  // to answer in a browser: their names
  std::multimap<access::CommandId, Browsers::Answer> unlocks_awaited_;
  std::vector<Browsers::Answer> pictures_awaited_;
  std::optional<media::SnapshotId> picture_;  // that is being taken for them
  loop::Timer still_;
  bool a_still_is_seen_ = false;
  std::function<void(const control::News&)> listener_;
  std::function<void(const std::string&)> keep_panel_key_;
  control::Status told_;

  std::string label_;  // of the call that rings, for X-Portero-Call-Id
  std::deque<call::Input> inputs_;
  bool busy_ = false;
  call::Show shown_;
  std::map<call::LegId, Leg> legs_;
  base::IdSequence<media::LegId> media_ids_;
  std::optional<sip::registration::Registered> registered_;
  std::optional<sip::RegistrationFailure> trouble_;  // while it fails
  std::map<media::Device, diagnostics::DeviceKnown> devices_;
  diagnostics::Agreed agreed_;
  std::string last_end_;  // why the leg that ended last did; of none that we ended
  bool account_changed_ = false;
  std::function<void()> gone_;
  bool signing_off_ = false;
};

}  // namespace portero::station
