#include "apps/station/station.hpp"

#include <algorithm>
#include <utility>

#include "apps/station/ids.hpp"
#include "apps/station/words.hpp"
#include "base/assert.hpp"
#include "base/overloaded.hpp"
#include "core/call/screen_of_state.hpp"
#include "core/display/level.hpp"
#include "core/display/view.hpp"
#include "core/sip/cancel.hpp"

namespace portero::station {

using base::overloaded;

namespace {

constexpr int not_acceptable_here = 488;  // RFC 3261 section 21.4.26

constexpr std::string_view not_callable =
    "This is neither an extension nor a SIP address that can be called.";

}  // namespace

Station::Station(loop::EventLoop& loop, log::Log& log, StationSettings settings,
                 const MakeMedia& make_media)
    : loop_(loop),
      log_(log),
      settings_(std::move(settings)),
      run_(new_run()),
      call_(run_, settings_.policy),
      timer_(loop),
      drain_(loop),
      media_(make_media([this](const media::Event& event) {
        std::visit([this](const auto& what) { on(what); }, event);
      })),
      memory_(loop, log, run_, *media_, settings_.recorder),
      sound_check_(loop, *media_, settings_.sound_check),
      panel_(loop, log, settings_.panel,
             {.failed =
                  [this](access::CommandId command, access::CredentialFailure why) {
                    receive(call::CredentialFailed{command, why});
                  },
              .answered = [this] { receive(call::PanelAnswered{.granted = true}); },
              .changed = [this] { tell_status(); },
              .denied = [this] { receive(call::PanelAnswered{.granted = false}); },
              .key_set =
                  [this](const std::string& key) {
                    if (keep_panel_key_) keep_panel_key_(key);
                  }}),
      relay_(
          loop, log, settings_.relay,
          [this](access::CommandId command, access::RelayFailure why) {
            receive(call::RelayFailed{command, why});
          },
          [this] { tell_status(); }),
      browsers_(
          loop, settings_.browsers, some_number(),
          {.unanswered = [this](media::ViewerId viewer) { unanswered(viewer); },
           .given_up =
               [this](call::LegId leg) { receive(call::LegEnded{leg, call::LegEnd::vanished}); }}),
      still_(loop),
      shown_(call_.shown()) {
  media_->send(media::Configure{settings_.media});
  if (!settings_.display.program) return;
  display_.emplace(
      loop, log, *settings_.display.program,
      DisplayProcess::Handler{.touched = [this] { press(); },
                              .chosen = [this](const std::string& contact) { choose(contact); },
                              .changed = [this] { tell_status(); }});
  display_->configure(settings_.display.shown);
  display_->show(display::show_of(call_, loop.now()));
}

std::expected<std::unique_ptr<Station>, std::string> Station::open(loop::EventLoop& loop,
                                                                   log::Log& log,
                                                                   StationSettings settings,
                                                                   const MakeMedia& make_media) {
  std::unique_ptr<Station> station{new Station{loop, log, std::move(settings), make_media}};
  Station* const self = station.get();
  self->log_.info("call", std::string{"starting as "} + std::string{name(self->shown_.screen)});
  auto phone = phone::Phone::open(loop, self->settings_.phone, [self](const phone::News& news) {
    std::visit([self](const auto& what) { self->on(what); }, news);
  });
  if (!phone) return std::unexpected{std::move(phone.error())};
  self->phone_ = *std::move(phone);
  for (const base::Endpoint& endpoint : self->phone_->listening())
    log.info("sip", "listening", {{"at", base::to_string(endpoint)}});
  self->up_without_account();
  self->tell_route_of_browsers();
  self->phone_->start();
  self->foresee_calls();
  return station;
}

// An input may come while actions are carried out: it waits, so that the call never finds half of
// what it wanted done.
void Station::receive(call::Input input) {
  inputs_.push_back(std::move(input));
  if (busy_) return;
  busy_ = true;
  while (!inputs_.empty()) carry_out();
  busy_ = false;
  await_deadline();
  stop_tone_in_call();
  tell_camera();
  tell_status();
  use_account_when_idle();
  leave_when_idle();
}

void Station::carry_out() {
  const call::Input input = std::move(inputs_.front());
  inputs_.pop_front();
  const call::Show before = call::screen_of(call_.state());
  const media::Moment moment_before = moment();
  const call::Actions actions = call_.handle(input, loop_.now());
  log_change(before, call::screen_of(call_.state()));
  for (const call::Action& action : actions)
    std::visit([this](const auto& what) { on(what); }, action);
  play_cue(moment_before);
}

// A line for each change of the call, also of one that a notice hides on the display.
void Station::log_change(const call::Show& from, const call::Show& to) {
  if (from == to) return;
  const std::string line = std::string{name(from.screen)} + " -> " + std::string{name(to.screen)};
  if (to.outage)
    log_.info("call", line, {{"code", std::string{code(*to.outage)}}});
  else
    log_.info("call", line);
}

void Station::await_deadline() {
  const auto next = call_.next_deadline();
  if (!next) return timer_.cancel();
  timer_.start_at(next->at, [this] { receive(call::TimePassed{}); });
}

// 1. The visitor presses, or an administrator rings as if he did.
void Station::press() {
  if (!presses_.counts(loop_.now())) return;
  receive(call::ButtonPressed{});
  play_cue_of_press();
}

// In the order of the names, which is that of the policy's contacts.
void Station::choose(const std::string& contact) {
  if (shown_.screen != call::Screen::directory) return;
  const std::vector<std::string>& names = settings_.display.shown.contacts;
  const auto found = std::ranges::find(names, contact);
  if (found == names.end()) return;
  presses_.understood(loop_.now());
  const auto number = static_cast<std::uint64_t>(found - names.begin()) + 1;
  receive(call::ContactChosen{call::ContactId{number}});
}

void Station::asked(const control::PressButton&, const Browsers::Answer& answer) {
  receive(call::ButtonPressed{});
  answer(control::Done{});
}

control::Reply Station::dial(const std::string& extension) {
  if (!uri_of(extension, settings_.phone))
    return control::Refused{"no_such_extension", std::string{not_callable}};
  if (const auto objection = call_.objection_to_dialling())
    return control::Refused{std::string{code(*objection)}, std::string{explanation(*objection)}};
  receive(call::Dialled{extension});
  return control::Done{};
}

// 3a. Phones ring, once there are ports to offer them.
void Station::on(const call::StartLeg& start) {
  last_end_.clear();
  auto target = uri_of(start.party.name, settings_.phone);
  if (!target) {
    last_end_ = not_callable;
    return receive(call::LegEnded{start.leg, call::LegEnd::failed});
  }
  const media::LegId media = media_ids_.next();
  const base::IpAddress own = phone_->own_address_towards(*target);
  legs_.emplace(start.leg, Leg{.media = media, .target = std::move(target)});
  media_->send(media::OpenLeg{
      .leg = media, .own = own, .dtls = settings_.preferences.srtp != sdp::SrtpPolicy::off});
}

void Station::on(const call::StopLeg& stop) {
  if (const auto viewer = browsers_.viewer_of(stop.leg)) return stop_browser(*viewer, stop.why);
  if (const auto session = drop(stop.leg))
    phone_->tell(*session, sip::HangUp{stop.why == call::StopReason::answered_elsewhere
                                           ? std::vector{sip::completed_elsewhere()}
                                           : std::vector<sip::Reason>{}});
}

void Station::on(const phone::RegistrationTold& told) {
  std::visit(overloaded{
                 [&](const sip::registration::Registered& registered) {
                   if (!registered_) log_.info("sip", "registered");
                   registered_ = registered;
                   trouble_.reset();
                   receive(call::RouteUp{call::Route::sip});
                 },
                 [&](const sip::registration::Unregistered& failed) {
                   registered_.reset();
                   trouble_ = failed.why;
                   const call::Outage outage = outage_of(failed.why.trouble);
                   log_.warning(
                       "sip", "not registered",
                       {{"code", std::string{code(outage)}}, {"why", failed.why.sentence}});
                   receive(call::RouteDown{call::Route::sip, outage});
                 },
             },
             told.what);
}

// 3b. Operators are asked to join: whoever says to be ready sees in the status that it rings.
void Station::asked(const control::Ready& ready, const Browsers::Answer& answer) {
  ready_ = ready.names;
  tell_route_of_browsers();
  answer(control::Done{});
}

void Station::tell_route_of_browsers() {
  if (ready_.empty())
    receive(call::RouteDown{call::Route::webrtc, call::Outage::nobody_ready});
  else
    receive(call::RouteUp{call::Route::webrtc});
}

// 4. Picture and sound.
void Station::on(const call::SetFlow& set) {
  log_.debug("media", "flow",
             {{"leg", std::to_string(set.leg.value())}, {"flow", std::string{word_for(set.flow)}}});
  if (const auto viewer = browsers_.viewer_of(set.leg)) {
    browsers_.set_flow(*viewer, set.flow);
    remember_codecs(*viewer);
    return media_->send(media::SetViewerFlow{*viewer, set.flow});
  }
  const auto leg = legs_.find(set.leg);
  if (leg == legs_.end()) return;
  leg->second.flow = set.flow;
  // A call to the door is answered before it has ports.
  if (leg->second.local) media_->send(media::SetFlow{leg->second.media, set.flow});
}

// The media process tells when a browser is gone: until then it is there.
void Station::on(const call::ProbeLeg& probe) {
  if (browsers_.viewer_of(probe.leg)) return receive(call::LegHeard{probe.leg});
  const auto leg = legs_.find(probe.leg);
  if (leg == legs_.end()) return;
  if (const auto& session = leg->second.session) phone_->tell(*session, sip::Probe{});
}

void Station::prepare_media(const Leg& leg, sip::SessionId session) {
  if (leg.local)
    phone_->tell(session, sip::MediaReady{*leg.local, settings_.preferences});
  else
    media_->send(media::OpenLeg{.leg = leg.media,
                                .own = phone_->own_address(session),
                                .dtls = settings_.preferences.srtp != sdp::SrtpPolicy::off});
}

void Station::on(const media::LegReady& ready) {
  const auto id = leg_of(ready.leg);
  if (!id) return;
  Leg& leg = legs_.at(*id);
  const bool again = std::exchange(leg.local, ready.local).has_value();
  media_->send(media::SetFlow{leg.media, leg.flow});
  if (again) return describe_anew(leg);
  if (leg.session) return prepare_media(leg, *leg.session);
  PORTERO_ASSERT(leg.target, "a leg without a session is one that we begin");
  leg.session = phone_->call({.target = *leg.target,
                              .local = ready.local,
                              .preferences = settings_.preferences,
                              .label = label_});
}

// The media process that shook hands with the far side is gone, and with it their keys: another
// certificate stands for another handshake (RFC 8842 section 3.1).
void Station::describe_anew(const Leg& leg) {
  if (!leg.session || !leg.local || !leg.certificate || leg.certificate == leg.local->fingerprint)
    return;
  log_.info("media", "a phone is told another certificate");
  phone_->tell(*leg.session, sip::Renegotiate{*leg.local, settings_.preferences});
}

void Station::on(const media::LegFailed& failed) {
  const auto id = leg_of(failed.leg);
  if (!id) return;
  log_.error("media", "no sound and no picture for a call", {{"why", failed.why}});
  last_end_ = "There is no sound and no picture: " + failed.why;
  const Leg& leg = legs_.at(*id);
  if (leg.session && !leg.local) return phone_->tell(*leg.session, sip::MediaFailed{});
  if (const auto session = drop(*id)) phone_->tell(*session, sip::HangUp{});
  receive(call::LegEnded{*id, call::LegEnd::failed});
}

void Station::on(const media::LegHeard& sign) {
  if (const auto leg = leg_of(sign.leg)) heard(*leg);
}

void Station::on(const media::LegUnreadable& unreadable) {
  log_.warning("media", "nothing of the far side can be read", {{"why", unreadable.why}});
}

void Station::on(const media::ViewerConnected& connected) {
  log_.info("media", "a browser is connected",
            {{"viewer", std::to_string(connected.viewer.value())}});
  tell(control::ViewerConnected{connected.viewer});
}

void Station::on(const media::TextLost& lost) {
  log_.warning("media", "a text did not reach a browser",
               {{"viewer", std::to_string(lost.viewer.value())}, {"why", lost.why}});
}

void Station::on(const media::ViewerSees& sees) {
  log_.debug("media", "what a browser sees",
             {{"viewer", std::to_string(sees.viewer.value())},
              {"sight", std::string{word_for(sees.sight)}}});
  browsers_.see(sees.viewer, sees.sight);
  tell_camera();
}

void Station::on(const media::ViewerGone& gone) {
  log_.info("media", "a browser is gone",
            {{"viewer", std::to_string(gone.viewer.value())}, {"why", gone.sentence}});
  tell(control::ViewerLeft{gone.viewer, std::string{word_for(gone.why)}, gone.sentence});
  remember_quality(gone.viewer);
  if (gone.why != media::ViewerEnd::closed && browsers_.lose(gone.viewer)) return tell_camera();
  const auto leg = browsers_.leg_of(gone.viewer);
  browsers_.forget(gone.viewer, {"no_media", "There is no sound and no picture: " + gone.sentence});
  if (leg) receive(call::LegEnded{*leg, leg_end_of(gone.why)});
}

// The media process neither described it nor said that it cannot.
void Station::unanswered(media::ViewerId viewer) {
  media_->send(media::CloseViewer{viewer});
  on(media::ViewerGone{viewer, media::ViewerEnd::failed, "the media process does not answer"});
}

void Station::stop_browser(media::ViewerId viewer, call::StopReason why) {
  remember_quality(viewer);
  media_->send(media::CloseViewer{viewer});
  const control::ViewerLeft left{viewer, std::string{name(why)}, std::string{explanation(why)}};
  browsers_.forget(viewer, {left.code, left.sentence});
  tell(left);
}

void Station::on(const media::SnapshotTaken& photo) {
  if (photo.snapshot != picture_) return memory_.photographed(photo);
  tell_picture(control::Picture{photo.jpeg});
  still_left();
}

void Station::on(const media::SnapshotFailed& failed) {
  if (failed.snapshot == picture_)
    tell_picture(control::Refused{"no_picture", "There is no picture: " + failed.why});
}

// One at a time, for all who want to see.
void Station::asked(const control::AskPicture&, const Browsers::Answer& answer) {
  pictures_awaited_.push_back(answer);
  if (picture_) return;
  picture_ = memory_.new_photo_id();
  media_->send(media::TakeSnapshot{*picture_});
}

void Station::tell_picture(const control::ToOperator& told) {
  picture_.reset();
  for (const Browsers::Answer& answer : std::exchange(pictures_awaited_, {})) answer(told);
}

void Station::on(const media::DeviceFound& found) {
  note(found);
  log_.info("media", std::string{word_for(found.device)} + " found", {{"name", found.name}});
}

void Station::on(const media::DeviceLost& lost) {
  devices_[lost.device].lost = lost.why;
  log_.warning("media", std::string{word_for(lost.device)} + " lost", {{"why", lost.why}});
  // Whoever is heard is measured again within a second; bars that stand still would tell a lie.
  if (display_ && lost.device != media::Device::camera) display_->show(display::Levels{});
}

void Station::on(const media::Statistics& figures) {
  memory_.measured(figures);
  sound_check_.measured(figures);
  if (!display_ || call::conversation_of(call_.state()) == nullptr) return;
  display_->show(display::Levels{display::level_percent(figures.loudspeaker_dbfs),
                                 display::level_percent(figures.microphone_dbfs)});
}

void Station::heard(call::LegId id) {
  Leg& leg = legs_.at(id);
  if (leg.heard && loop_.now() < *leg.heard + heard_at_most_every) return;
  leg.heard = loop_.now();
  receive(call::LegHeard{id});
}

// 5. An operator answers, or calls. Only the account's server knows who a caller is; anybody else
// is named with the address that he calls from.
void Station::on(const phone::CallComes& comes) {
  const std::string& user = comes.caller.user;
  const call::InvitationId invitation = invitation_ids_.next();
  invitations_.emplace(invitation, comes.session);
  receive(
      call::Invited{.invitation = invitation,
                    .party = {call::Route::sip,
                              comes.by_server ? user : user + "@" + base::to_string(comes.from)},
                    .intent = call::Intent::talk});
}

void Station::asked(const control::Join& join, const Browsers::Answer& answer) {
  const media::ViewerId viewer = browsers_.add(join.offer, answer);
  if (join.replaces && browsers_.leg_of(*join.replaces)) return take_over(*join.replaces, viewer);
  const call::InvitationId invitation = invitation_ids_.next();
  invitations_.emplace(invitation, viewer);
  receive(call::Invited{
      .invitation = invitation, .party = {call::Route::webrtc, join.name}, .intent = join.intent});
}

void Station::on(const call::Accept& accept) {
  last_end_.clear();
  const auto invited = invitations_.extract(accept.invitation);
  PORTERO_ASSERT(invited, "an invitation is accepted once, and only one that came");
  std::visit(overloaded{
                 [&](sip::SessionId session) {
                   legs_.emplace(accept.leg, Leg{.media = media_ids_.next(), .session = session});
                   phone_->tell(session, sip::AnswerCall{});
                 },
                 [&](media::ViewerId viewer) { let_in(viewer, accept.leg); },
             },
             invited.mapped());
}

// The network of a browser changed, or the media process ended: the call goes on.
void Station::take_over(media::ViewerId old_viewer, media::ViewerId viewer) {
  const auto leg = browsers_.leg_of(old_viewer);
  if (!leg) return;
  browsers_.take_over(old_viewer, viewer);
  media_->send(media::CloseViewer{old_viewer});
  let_in(viewer, *leg);
  media_->send(media::SetViewerFlow{viewer, browsers_.flow_of(viewer)});
  browsers_.forget(old_viewer, {"replaced", "Another connection took the place of this one."});
}

void Station::let_in(media::ViewerId viewer, call::LegId leg) {
  media::OpenViewer open{.viewer = viewer, .offer = browsers_.let_in(viewer, leg)};
  if (!settings_.browsers_see) open.video.clear();
  media_->send(open);
}

void Station::on(const call::Reject& reject) {
  const auto invited = invitations_.extract(reject.invitation);
  PORTERO_ASSERT(invited, "an invitation is refused once, and only one that came");
  std::visit(overloaded{
                 [&](sip::SessionId session) {
                   phone_->tell(session, sip::RejectCall{.status = status_for(reject.why)});
                 },
                 [&](media::ViewerId viewer) {
                   browsers_.forget(viewer, {std::string{name(reject.why)},
                                             std::string{explanation(reject.why)}});
                 },
             },
             invited.mapped());
}

template <class Input>
void Station::in_leg_of(media::ViewerId viewer, const Browsers::Answer& answer) {
  const auto leg = browsers_.leg_of(viewer);
  if (!leg) return answer(no_such_viewer());
  receive(Input{*leg});
  answer(control::Done{});
}

// Who watches the door comes into the call.
void Station::asked(const control::Answer& wish, const Browsers::Answer& answer) {
  in_leg_of<call::LegAnswered>(wish.viewer, answer);
}

void Station::asked(const control::Pause& wish, const Browsers::Answer& answer) {
  in_leg_of<call::LegHeld>(wish.viewer, answer);
}

void Station::asked(const control::Resume& wish, const Browsers::Answer& answer) {
  in_leg_of<call::LegResumed>(wish.viewer, answer);
}

void Station::asked(const control::Leave& wish, const Browsers::Answer& answer) {
  const auto leg = browsers_.leg_of(wish.viewer);
  if (!leg) return answer(no_such_viewer());
  remember_quality(wish.viewer);
  media_->send(media::CloseViewer{wish.viewer});
  browsers_.forget(wish.viewer, {"closed", "The browser has left."});
  receive(call::LegEnded{*leg, call::LegEnd::hung_up});
  answer(control::Done{});
}

// A session without a leg was refused, or is on its way out.
void Station::on(const sip::FromSession& from) {
  if (const auto leg = leg_of(from.session)) in_leg(*leg, from.session, from.action);
}

void Station::in_leg(call::LegId id, sip::SessionId session, const sip::SessionAction& action) {
  std::visit(overloaded{
                 [&](const sip::PrepareMedia&) { prepare_media(legs_.at(id), session); },
                 [&](const sip::UseAgreement& use) {
                   Leg& leg = legs_.at(id);
                   media_->send(media::UseAgreement{leg.media, use.agreement});
                   const auto& video = use.agreement.video;
                   leg.sends_picture = video && sdp::sends(video->direction);
                   leg.certificate = sdp::our_certificate(use.agreement);
                   tell_camera();
                   agreed_ = {.codecs = in_words(use.agreement)};
                   memory_.agreed(agreed_.codecs);
                   log_.info("media", "agreed",
                             {{"leg", std::to_string(id.value())}, {"formats", agreed_.codecs}});
                 },
                 [&](const sip::SessionProgressed& progress) {
                   receive(call::LegProgressed{id, progress.early_media});
                 },
                 [&](const sip::SessionAnswered&) {
                   describe_anew(legs_.at(id));
                   receive(call::LegAnswered{id});
                 },
                 [&](const sip::SessionHeld&) { receive(call::LegHeld{id}); },
                 [&](const sip::SessionResumed&) { receive(call::LegResumed{id}); },
                 [&](const sip::SessionHeard&) { heard(id); },
                 [&](const sip::KeyReported& reported) { key_reported(id, reported.key); },
                 [&](const sip::KeyFrameWanted&) {
                   media_->send(media::RequestKeyFrame{legs_.at(id).media});
                 },
                 [&](const sip::RenegotiationFailed& failed) {
                   log_.warning("sip", "other media refused",
                                {{"status", std::to_string(failed.status)}});
                 },
                 [&](const sip::SessionEnded& end) { ended(id, end); },
                 [](const auto&) {},
             },
             action);
}

void Station::ended(call::LegId id, const sip::SessionEnded& end) {
  // What the far side says of it may hold a number.
  log_.info("sip", "leg ended",
            {{"leg", std::to_string(id.value())},
             {"code", std::string{word_for(end.why)}},
             {"status", end.status == 0 ? "" : std::to_string(end.status)}});
  last_end_ = end.words;
  if (end.status == not_acceptable_here) agreed_ = {.none_in_common = true};
  std::ignore = drop(id);
  receive(call::LegEnded{id, leg_end_of(end.why)});
}

void Station::on(const call::Show& show) {
  shown_ = show;
  log_.info("display", std::string{name(show.screen)});
  if (display_) display_->show(display::show_of(call_, loop_.now()));
}

// 9. It is remembered.
void Station::on(const call::Record& record) {
  if (const auto* requested = std::get_if<call::CallRequested>(&record.fact))
    label_ = call_label(run_, requested->call);
  memory_.remember(record.fact);
}

std::optional<call::LegId> Station::leg_of(sip::SessionId session) const {
  const auto leg = std::ranges::find_if(
      legs_, [&](const auto& entry) { return entry.second.session == session; });
  return leg == legs_.end() ? std::nullopt : std::optional{leg->first};
}

std::optional<call::LegId> Station::leg_of(media::LegId media) const {
  const auto leg =
      std::ranges::find_if(legs_, [&](const auto& entry) { return entry.second.media == media; });
  return leg == legs_.end() ? std::nullopt : std::optional{leg->first};
}

std::optional<sip::SessionId> Station::drop(call::LegId id) {
  const auto leg = legs_.find(id);
  if (leg == legs_.end()) return std::nullopt;
  const std::optional<sip::SessionId> session = leg->second.session;
  memory_.closes(leg->second.media);
  media_->send(media::CloseLeg{leg->second.media});
  legs_.erase(leg);
  return session;
}

}  // namespace portero::station
