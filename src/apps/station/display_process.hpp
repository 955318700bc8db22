#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "apps/station/screen_pictures.hpp"
#include "apps/station/supervised_process.hpp"
#include "core/display/message.hpp"
#include "io/log/log.hpp"

namespace portero::station {

// portero-display, kept running: when it ends or hangs, another one takes its place and is told
// what to show. Nothing waits for it.
class DisplayProcess {
 public:
  // A second. Fingers are slower; a panel that touches itself is passed over.
  static constexpr int max_touches = 20;
  // Also a second: all of a whole directory at once were more than may wait for the process.
  static constexpr int max_photos = 8;

  struct Handler {
    std::function<void()> touched = [] {};
    // In the directory, a name.
    std::function<void(const std::string& contact)> chosen = [](const std::string&) {};
    // It shows something else, or nothing any more, though nobody told it to.
    std::function<void()> changed = [] {};
  };
  // How a new station is set up, for as long as it is to be shown; asked at every beat.
  using AskSetup = std::function<std::optional<display::Setup>()>;
  // The photo of a contact, asked when it is sent, so that nobody holds them all; empty is none.
  using AskPhoto = std::function<std::vector<std::uint8_t>(const std::string& contact)>;

  DisplayProcess(loop::EventLoop& loop, log::Log& log, process::Program program, Handler handler);

  void configure(display::Configure configured);
  void show_setup(AskSetup ask);
  // elapsed_ms is that of now.
  void show(const display::Show& show);
  void show(const display::Levels& levels);
  void show(const display::Camera& camera);
  // Somebody moves before the door.
  void wake();
  void show_photos(AskPhoto ask);
  // It has another one, or none any more.
  void photo_changed(const std::string& contact);
  // What is on the screen, told once; at once where nothing is drawn.
  void ask_picture(ScreenPictures::Told told);
  // As if a finger did; nothing happens where nothing is drawn.
  void touch(const display::Touch& touch) { send(touch); }

  [[nodiscard]] std::optional<int> pid() const { return process_.pid(); }
  // Something was drawn since this process began.
  [[nodiscard]] bool ready() const { return ready_; }
  // Another one for each change of what it shows, but for what moves and counts by itself.
  [[nodiscard]] std::int64_t change() const { return pictures_.change(); }
  [[nodiscard]] const display::Camera& camera() const { return camera_; }
  // How often it looks different without one.
  [[nodiscard]] std::optional<std::chrono::milliseconds> renewal() const;

 private:
  void tell_what_shows();
  [[nodiscard]] std::expected<void, std::string> line_came(const std::string& line);
  void ended();
  void beats();
  void look_for_setup();
  void changed_by_itself();
  [[nodiscard]] bool counts_touch();
  [[nodiscard]] bool lists(const std::string& contact) const;
  void all_photos_are_due();
  void follow_contacts(const std::vector<std::string>& before);
  void send_photos();
  void send_photo(const std::string& contact);
  void send(const display::Command& command);

  loop::EventLoop& loop_;
  log::Log& log_;
  Handler handler_;
  AskSetup ask_setup_;
  ScreenPictures pictures_;
  display::Configure configured_;
  std::optional<display::Show> shown_;
  display::Camera camera_;
  AskPhoto ask_photo_ = [](const std::string&) { return std::vector<std::uint8_t>{}; };
  std::set<std::string> photos_due_;   // of these contacts, which are listed
  std::set<std::string> photos_told_;  // the process has one of these, which are listed, too
  int photos_sent_ = 0;                // since the last beat
  int touches_ = 0;                    // since the last beat
  base::TimePoint shown_since_{};
  bool ready_ = false;
  SupervisedProcess process_;
};

}  // namespace portero::station
