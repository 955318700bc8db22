#include "apps/display/serve.hpp"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "apps/display/line_reader.hpp"
#include "base/overloaded.hpp"
#include "core/display/directory.hpp"
#include "io/ipc/display_json.hpp"

namespace portero::screen {
namespace {

constexpr int frame_ms = 33;
constexpr int step_ms = 100;
constexpr int second_ms = 1000;
constexpr std::int64_t settles_for_ms = 500;

// Draws what it is told, and tells what is touched. Nothing ticks while nothing changes.
class Service {
 public:
  Service(int socket, Size size)
      : socket_(socket),
        window_(size, {.ready = [this] { tell(display::Ready{}); },
                       .pressed = [this](display::Place place) { pressed(place); },
                       .moved = [this](display::Place place) { moved(place); },
                       .released = [this] { released(); }}),
        notifier_(socket, QSocketNotifier::Read) {
    QObject::connect(&notifier_, &QSocketNotifier::activated, &notifier_, [this] { read(); });
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] { draw(); });
    timer_.setSingleShot(true);
  }

 private:
  void read() {
    const auto socket = reader_.read(socket_, [this](std::string_view line) { line_came(line); });
    if (socket == LineReader::Socket::open) return;
    notifier_.setEnabled(false);
    QCoreApplication::quit();
  }

  void line_came(std::string_view line) {
    const auto command = ipc::display_command(line);
    if (!command)
      return fmt::print(stderr, "portero-display: not understood: {}\n", command.error());
    std::visit(base::overloaded{
                   [&](const display::Configure& configure) {
                     if (!configured_ || configured_->contacts != configure.contacts)
                       list(configure.contacts);
                     configured_ = configure;
                     draw();
                   },
                   [&](const display::Show& show) {
                     shown_ = show;
                     shown_since_.start();
                     disturbed_since_.invalidate();
                     light_ = display::Light::full;
                     directory_.open();
                     draw();
                     seen_since_.start();
                   },
                   [&](const display::Levels& levels) {
                     levels_ = levels;
                     draw();
                   },
                   [&](const display::Camera& camera) {
                     camera_ = camera;
                     draw();
                   },
                   [&](const display::TakePicture&) { tell(display::PictureTaken{window_.png()}); },
                   [&](const display::AskAlive&) { tell(display::Alive{}); },
                   [&](const display::Touch& touch) { window_.touch(touch); },
                   [&](const display::ContactPhoto& photo) { take(photo); },
                   [&](const display::Wake&) {
                     disturbed_since_.start();
                     draw();
                   },
               },
               *command);
  }

  void list(const std::vector<std::string>& contacts) {
    std::erase_if(photos_, [&](const auto& photo) {
      return std::ranges::find(contacts, photo.first) == contacts.end();
    });
    directory_ = display::Directory{contacts};
    directory_.use(photos_);
  }

  void take(const display::ContactPhoto& told) {
    if (!configured_ ||
        std::ranges::find(configured_->contacts, told.contact) == configured_->contacts.end())
      return;
    const auto its = photos_.find(told.contact);
    const bool is_known = its == photos_.end() ? told.jpeg.empty() : *its->second == told.jpeg;
    if (is_known) return;
    photos_.erase(told.contact);
    if (!told.jpeg.empty())
      photos_.emplace(told.contact, std::make_shared<const std::vector<std::uint8_t>>(told.jpeg));
    directory_.use(photos_);
    draw();
  }

  bool lists_names() const {
    return shown_ && shown_->screen == call::Screen::directory && !directory_.empty();
  }

  // A touch on a dimmed screen means what it means on a bright one: nobody has to touch it twice.
  void pressed(display::Place place) {
    disturbed_since_.start();
    understand(place);
    draw();
  }

  // The second touch of two in a hurry was meant for what showed before.
  void understand(display::Place place) {
    if (!shown_ || !lists_names()) return tell(display::Touched{});
    if (shown_->elapsed_ms + seen_since_.elapsed() < settles_for_ms) return;
    directory_.press(place);
  }

  void moved(display::Place place) {
    if (!directory_.pressed()) return;
    directory_.move(place);
    draw();
  }

  void released() {
    if (!directory_.pressed()) return;
    const auto chosen = directory_.release();
    draw();
    if (chosen) return tell(display::Chosen{*chosen});
    tell(display::Touched{});
  }

  display::Show by_now(display::Show shown) const {
    shown.elapsed_ms += shown_since_.elapsed();
    return shown;
  }

  std::int64_t undisturbed_ms(const display::Show& now) const {
    return disturbed_since_.isValid()
               ? std::min<std::int64_t>(now.elapsed_ms, disturbed_since_.elapsed())
               : now.elapsed_ms;
  }

  Scene scene(const display::Configure& configured, const display::Show& now) {
    if (!lists_names()) return scene_of(configured, now, levels_);
    directory_.use(window_.canvas(configured.layout, camera_.seen));
    return scene_of(configured, directory_.page());
  }

  void draw() {
    if (!configured_ || !shown_) return;
    const display::Show now = by_now(*shown_);
    const display::View view = view_of(*configured_, now);
    const std::int64_t undisturbed = undisturbed_ms(now);
    const display::Light light = display::light_of(view, undisturbed);
    const Scene scene = seen_in(light, camera_, *configured_, this->scene(*configured_, now));
    if (scene != drawn_) window_.show(scene);
    drawn_ = scene;
    if (std::exchange(light_, light) != light) tell(display::LightChanged{});
    // The next call does not begin with this one's bars.
    if (!scene.look.timed) levels_ = {};
    if (scene.look.moves)
      timer_.start(scene.in_steps ? step_ms : frame_ms);
    else if (scene.look.timed)
      timer_.start(second_ms - static_cast<int>(now.elapsed_ms % second_ms));
    else if (const auto left_ms = display::dims_in_ms(view, undisturbed))
      timer_.start(static_cast<int>(*left_ms));
    else
      timer_.stop();
  }

  void tell(const display::Event& event) { write_line(socket_, ipc::to_json(event)); }

  int socket_;
  LineReader reader_;
  Window window_;
  QSocketNotifier notifier_;
  QTimer timer_;
  display::Directory directory_;
  display::Photos photos_;  // of contacts that are listed
  std::optional<display::Configure> configured_;
  std::optional<display::Show> shown_;
  QElapsedTimer shown_since_;
  QElapsedTimer seen_since_;       // the first time, drawing takes its time
  QElapsedTimer disturbed_since_;  // by a touch or motion while this shows
  display::Levels levels_;
  display::Camera camera_;
  display::Light light_ = display::Light::full;
  std::optional<Scene> drawn_;
};

}  // namespace

void serve(int socket, Size size) {
  ::fcntl(socket, F_SETFL, 0);
  const Service service{socket, size};
  QCoreApplication::exec();
}

}  // namespace portero::screen
