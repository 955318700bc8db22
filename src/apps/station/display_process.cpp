#include "apps/station/display_process.hpp"

#include <algorithm>
#include <utility>

#include "base/overloaded.hpp"
#include "core/display/look.hpp"
#include "io/ipc/display_json.hpp"

namespace portero::station {
namespace {

// Qt looks for the screen before its first sign of life.
constexpr SupervisedProcess::Manner manner{.name = "portero-display",
                                           .area = "display",
                                           .lack = "nothing on the screen",
                                           .longest_delay = std::chrono::seconds{30},
                                           .first_sign_limit = std::chrono::seconds{15}};

}  // namespace

DisplayProcess::DisplayProcess(loop::EventLoop& loop, log::Log& log, process::Program program,
                               Handler handler)
    : loop_(loop),
      log_(log),
      handler_(std::move(handler)),
      pictures_([this] { send(display::TakePicture{}); }),
      process_(loop, log, std::move(program), manner,
               {.started = [this] { tell_what_shows(); },
                .line_came = [this](const std::string& line) { return line_came(line); },
                .ended = [this] { ended(); },
                .beats = [this] { beats(); }}) {
  process_.start();
}

void DisplayProcess::configure(display::Configure configured) {
  configured.setup = configured_.setup;
  if (configured == configured_) return;
  const auto before = std::exchange(configured_, std::move(configured));
  send(configured_);
  follow_contacts(before.contacts);
  pictures_.changed();
}

void DisplayProcess::show_setup(AskSetup ask) {
  ask_setup_ = std::move(ask);
  look_for_setup();
}

void DisplayProcess::show(const display::Show& show) {
  shown_ = show;
  shown_since_ = loop_.now();
  send(show);
  pictures_.changed();
}

void DisplayProcess::show(const display::Levels& levels) { send(levels); }

void DisplayProcess::show(const display::Camera& camera) {
  if (camera == camera_) return;
  camera_ = camera;
  send(camera);
  pictures_.changed();
}

// Nothing but what waits dims.
void DisplayProcess::wake() {
  if (shown_ && shown_->screen == call::Screen::waiting) send(display::Wake{});
}

void DisplayProcess::show_photos(AskPhoto ask) {
  ask_photo_ = std::move(ask);
  all_photos_are_due();
}

void DisplayProcess::photo_changed(const std::string& contact) {
  if (!lists(contact)) return;
  photos_due_.insert(contact);
  send_photos();
}

bool DisplayProcess::lists(const std::string& contact) const {
  return std::ranges::find(configured_.contacts, contact) != configured_.contacts.end();
}

void DisplayProcess::all_photos_are_due() {
  photos_due_.insert(configured_.contacts.begin(), configured_.contacts.end());
  send_photos();
}

// The process keeps the photos of those that are listed still, and no others.
void DisplayProcess::follow_contacts(const std::vector<std::string>& before) {
  const auto is_gone = [this](const std::string& contact) { return !lists(contact); };
  std::erase_if(photos_due_, is_gone);
  std::erase_if(photos_told_, is_gone);
  for (const std::string& contact : configured_.contacts)
    if (std::ranges::find(before, contact) == before.end()) photos_due_.insert(contact);
  send_photos();
}

// A process that begins may take its time to read.
void DisplayProcess::send_photos() {
  const int sent_before = photos_sent_;
  while (ready_ && !photos_due_.empty() && photos_sent_ < max_photos)
    send_photo(photos_due_.extract(photos_due_.begin()).value());
  const bool seen = shown_ && shown_->screen == call::Screen::directory;
  if (seen && photos_sent_ > sent_before) changed_by_itself();
}

// To have none needs no word where none was told.
void DisplayProcess::send_photo(const std::string& contact) {
  auto jpeg = ask_photo_(contact);
  const bool had_one = photos_told_.erase(contact) > 0;
  if (jpeg.empty() && !had_one) return;
  if (!jpeg.empty()) photos_told_.insert(contact);
  send(display::ContactPhoto{contact, std::move(jpeg)});
  ++photos_sent_;
}

void DisplayProcess::ask_picture(ScreenPictures::Told told) {
  if (!ready_) return told(std::nullopt);
  pictures_.ask(std::move(told), loop_.now());
}

std::optional<std::chrono::milliseconds> DisplayProcess::renewal() const {
  if (!shown_) return std::nullopt;
  return display::renewal_of(display::look_of(display::view_of(configured_, *shown_)));
}

void DisplayProcess::changed_by_itself() {
  pictures_.changed();
  handler_.changed();
}

void DisplayProcess::tell_what_shows() {
  send(configured_);
  send(camera_);
  photos_told_.clear();
  all_photos_are_due();
  if (!shown_) return;
  const auto since =
      std::chrono::duration_cast<std::chrono::milliseconds>(loop_.now() - shown_since_);
  send(display::Show{shown_->screen, shown_->outage, shown_->elapsed_ms + since.count()});
}

std::expected<void, std::string> DisplayProcess::line_came(const std::string& line) {
  auto event = ipc::display_event(line);
  if (!event) return std::unexpected(std::move(event.error()));
  std::visit(base::overloaded{
                 [&](const display::Ready&) {
                   ready_ = true;
                   log_.info("display", "ready");
                   send_photos();
                   changed_by_itself();
                 },
                 [&](const display::Touched&) {
                   if (counts_touch()) handler_.touched();
                 },
                 [&](const display::Chosen& chosen) {
                   if (counts_touch()) handler_.chosen(chosen.contact);
                 },
                 [&](const display::LightChanged&) { changed_by_itself(); },
                 [&](display::PictureTaken& picture) {
                   pictures_.taken(std::move(picture.png), loop_.now());
                 },
                 [](const display::Alive&) {},
             },
             *event);
  return {};
}

// The directory looks different after each touch, though nobody told it to.
bool DisplayProcess::counts_touch() {
  const bool counts = ++touches_ <= max_touches;
  if (counts && shown_ && shown_->screen == call::Screen::directory) changed_by_itself();
  return counts;
}

void DisplayProcess::ended() {
  ready_ = false;
  pictures_.lost();
  handler_.changed();
}

void DisplayProcess::beats() {
  photos_sent_ = 0;
  send_photos();
  if (std::exchange(touches_, 0) > max_touches) changed_by_itself();
  look_for_setup();
  send(display::AskAlive{});
}

void DisplayProcess::look_for_setup() {
  if (!ask_setup_) return;
  auto setup = ask_setup_();
  if (setup == configured_.setup) return;
  configured_.setup = std::move(setup);
  send(configured_);
  changed_by_itself();
}

void DisplayProcess::send(const display::Command& command) { process_.send(ipc::to_json(command)); }

}  // namespace portero::station
