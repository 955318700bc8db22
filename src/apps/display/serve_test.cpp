// The whole of the process on one thread: the test speaks for the station.
#include "apps/display/serve.hpp"

#include <QGuiApplication>
#include <QMouseEvent>
#include <QTimer>
#include <QTouchEvent>
#include <QWindow>
#include <array>
#include <fcntl.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <sys/socket.h>

#include "apps/display/line_reader.hpp"
#include "apps/display/qt_for_tests.hpp"
#include "apps/display/sample_photo.hpp"
#include "base/overloaded.hpp"
#include "core/display/light.hpp"
#include "io/ipc/display_json.hpp"

namespace portero::screen {
namespace {

using call::Screen;

constexpr int patience_ms = 30'000;
constexpr int look_every_ms = 5;

struct ServeTest : QtTest {
  ServeTest() {
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
    QObject::connect(&timer, &QTimer::timeout, &timer, [this] { look(); });
  }
  ~ServeTest() override { ::close(pair[0]); }

  void say(const display::Command& command) { write_line(pair[1], ipc::to_json(command)); }

  // Serves until what the test has been told is enough.
  void serve_until(std::function<bool()> what) {
    done = std::move(what);
    timer.start(look_every_ms);
    QTimer::singleShot(patience_ms, &timer, [this] { leave(); });
    serve(pair[0], mullion);
    EXPECT_TRUE(came_true);
  }

  void look() {
    const auto socket = reader.read(pair[1], [this](std::string_view line) {
      std::visit(base::overloaded{
                     [&](const display::Ready&) { ready = true; },
                     [&](const display::Touched&) { ++touches; },
                     [&](const display::LightChanged&) { ++lights; },
                     [&](const display::Chosen& name) { chosen.push_back(name.contact); },
                     [&](const display::PictureTaken& taken) { pictures.push_back(taken.png); },
                     [&](const display::Alive&) { ++alive; }},
                 ipc::display_event(line).value());
    });
    EXPECT_EQ(socket, LineReader::Socket::open);
    came_true = done();
    if (came_true) leave();
  }

  void dims_and_wakes_by(const display::Command& what) {
    say(display::Configure{});
    say(display::Show{Screen::waiting});
    say(display::TakePicture{});
    say(display::Show{Screen::waiting, {}, display::dims_after_ms - 1});
    bool dimmed = false;
    serve_until([&] {
      if (lights == 1 && !std::exchange(dimmed, true)) {
        say(display::TakePicture{});
        say(what);
        say(display::TakePicture{});
        say(display::AskAlive{});
      }
      return alive == 1;
    });
    ASSERT_EQ(pictures.size(), 3U);
    EXPECT_NE(pictures[1], pictures[0]);
    EXPECT_EQ(pictures[2], pictures[0]);
    EXPECT_EQ(lights, 2);
  }

  void leave() {
    timer.stop();
    ::close(pair[1]);
  }

  std::array<int, 2> pair{};
  QTimer timer;
  LineReader reader;
  std::function<bool()> done;
  bool came_true = false;
  bool ready = false;
  int touches = 0;
  int lights = 0;  // changes of it
  int alive = 0;
  std::vector<std::vector<std::uint8_t>> pictures;
  std::vector<std::string> chosen;
};

QWindow* window() { return QGuiApplication::topLevelWindows().first(); }

TEST_F(ServeTest, TellsThatItDrawsAndThatItLives) {
  say(display::Configure{.station_name = "North Gate"});
  say(display::Show{Screen::waiting});
  say(display::AskAlive{});
  serve_until([&] { return ready && alive == 1; });
}

TEST_F(ServeTest, TakesAPictureOfWhatItShows) {
  say(display::Configure{});
  say(display::Show{Screen::waiting});
  say(display::TakePicture{});
  serve_until([&] { return !pictures.empty(); });
  ASSERT_GT(pictures[0].size(), 500U);
  EXPECT_EQ(pictures[0][1], 'P');
}

// The levels were kept: the next call began with the bars of the one before.
TEST_F(ServeTest, ACallBeginsWithoutTheLevelsOfTheOneBefore) {
  say(display::Configure{.layout = settings::DisplayLayout::full_size});
  say(display::Show{Screen::in_call});
  say(display::TakePicture{});
  say(display::Levels{.operator_percent = 90, .visitor_percent = 90});
  say(display::TakePicture{});
  say(display::Show{Screen::waiting});
  say(display::Show{Screen::in_call});
  say(display::TakePicture{});
  serve_until([&] { return pictures.size() == 3; });
  EXPECT_NE(pictures[1], pictures[0]);
  EXPECT_EQ(pictures[2], pictures[0]);
}

// Whatever of the screen is touched, by a finger or where a mouse stands for one.
TEST_F(ServeTest, TellsEachTouchOnce) {
  say(display::Configure{});
  say(display::Show{Screen::waiting});
  bool touched = false;
  serve_until([&] {
    if (ready && !std::exchange(touched, true)) {
      QMouseEvent press{QEvent::MouseButtonPress, {9, 200},       {9, 200},
                        Qt::LeftButton,           Qt::LeftButton, Qt::NoModifier};
      QMouseEvent release{QEvent::MouseButtonRelease,
                          {9, 200},
                          {9, 200},
                          Qt::LeftButton,
                          Qt::NoButton,
                          Qt::NoModifier};
      const QEventPoint point{1, QEventPoint::State::Pressed, {9, 200}, {9, 200}};
      QTouchEvent finger{QEvent::TouchBegin, nullptr, Qt::NoModifier, {point}};
      QCoreApplication::sendEvent(window(), &press);
      QCoreApplication::sendEvent(window(), &release);
      QCoreApplication::sendEvent(window(), &finger);
      say(display::AskAlive{});
    }
    return alive == 1;
  });
  EXPECT_EQ(touches, 2);
}

// From the console, by the way that a finger takes.
TEST_F(ServeTest, IsTouchedFromAfar) {
  say(display::Configure{});
  say(display::Show{Screen::waiting});
  say(display::Touch{.x_permille = 500, .y_permille = 750});
  say(display::Touch{.x_permille = 2'000'000'000, .y_permille = -1});
  say(display::AskAlive{});
  serve_until([&] { return alive == 1; });
  EXPECT_EQ(touches, 2);
}

// Nobody has to touch it twice: the touch that wakes it is told, too.
TEST_F(ServeTest, DimsByItselfAndWakesByATouchThatCounts) {
  dims_and_wakes_by(display::Touch{.x_permille = 500, .y_permille = 750});
  EXPECT_EQ(touches, 1);
}

// The visitor who comes nearer has not pressed yet.
TEST_F(ServeTest, WakesByMotionWhichCallsNobody) {
  dims_and_wakes_by(display::Wake{});
  EXPECT_EQ(touches, 0);
}

// A call to the door needs no touch, and what comes after it begins bright.
TEST_F(ServeTest, IsBrightWithWhateverHappens) {
  say(display::Configure{});
  say(display::Show{Screen::waiting});
  say(display::TakePicture{});
  say(display::Show{Screen::waiting, {}, display::dims_after_ms});
  say(display::Show{Screen::in_call});
  say(display::Show{Screen::waiting});
  say(display::TakePicture{});
  serve_until([&] { return pictures.size() == 2; });
  EXPECT_EQ(pictures[1], pictures[0]);
  EXPECT_EQ(lights, 1) << "the station knows what it has told";
}

TEST_F(ServeTest, MarksThatTheCameraIsSeenAlsoOnADimmedScreen) {
  say(display::Configure{});
  say(display::Show{Screen::waiting, {}, display::dims_after_ms});
  say(display::TakePicture{});
  say(display::Camera{.seen = true});
  say(display::TakePicture{});
  say(display::Camera{.seen = false});
  say(display::TakePicture{});
  serve_until([&] { return pictures.size() == 3; });
  EXPECT_NE(pictures[1], pictures[0]);
  EXPECT_EQ(pictures[2], pictures[0]);
  EXPECT_EQ(lights, 1) << "who watches wakes nobody";
}

constexpr std::int64_t settled_ms = 1000;

// On the mullion's display: where the first name stands, the field, and the first two keys.
constexpr display::Touch first_name{.x_permille = 400, .y_permille = 300};
constexpr display::Touch field{.x_permille = 400, .y_permille = 100};

TEST_F(ServeTest, TellsTheNameThatIsTouched) {
  say(display::Configure{.contacts = {"Zo\u00EB", "Anna"}});
  say(display::Show{Screen::directory, {}, settled_ms});
  say(first_name);
  say(field);
  say(display::AskAlive{});
  serve_until([&] { return alive == 1; });
  EXPECT_THAT(chosen, testing::ElementsAre("Anna"));
  EXPECT_EQ(touches, 1) << "which holds it open";
}

// The second touch of two on the call button rang whoever stood there in the list.
TEST_F(ServeTest, ChoosesNobodyBeforeTheListWasSeen) {
  say(display::Configure{.contacts = {"Anna"}});
  say(display::Show{Screen::directory});
  say(first_name);
  say(display::AskAlive{});
  serve_until([&] { return alive == 1; });
  EXPECT_THAT(chosen, testing::IsEmpty());
}

// A finger that comes before the list and leaves after it has chosen nobody.
TEST_F(ServeTest, ChoosesNobodyByAFingerThatCameBefore) {
  say(display::Configure{.contacts = {"Anna"}});
  say(display::Show{Screen::waiting});
  int step = 0;
  const auto send = [](QEvent::Type type, Qt::MouseButtons buttons) {
    QMouseEvent mouse{type, {96, 72}, {96, 72}, Qt::LeftButton, buttons, Qt::NoModifier};
    QCoreApplication::sendEvent(window(), &mouse);
  };
  serve_until([&] {
    if (ready && step == 0) {
      ++step;
      send(QEvent::MouseButtonPress, Qt::LeftButton);
      say(display::Show{Screen::directory, {}, settled_ms});
      say(display::AskAlive{});
    } else if (alive == 1 && step == 1) {
      ++step;
      send(QEvent::MouseButtonRelease, Qt::NoButton);
      say(display::AskAlive{});
    }
    return alive == 2;
  });
  EXPECT_THAT(chosen, testing::IsEmpty());
  EXPECT_EQ(touches, 1);
}

// CALL-9: they come after the list, go with their contacts, and one that is broken costs no more
// than itself.
TEST_F(ServeTest, ShowsThePhotosOfContacts) {
  const display::ContactPhoto photo{"Anna", *sample_photo(0x1F5C4A, 0xC8D4E0)};
  const display::ContactPhoto broken{"Anna", {0xFF, 0xD8, 0xFF, 0xD9}};
  const auto configure = [&](const std::vector<std::string>& contacts) {
    say(display::Configure{.contacts = contacts});
  };
  const auto show = [&] {
    say(display::Show{Screen::directory, {}, settled_ms});
    say(display::TakePicture{});
  };
  configure({"Anna", "Ben"});
  show();  // 0
  say(photo);
  say(display::TakePicture{});  // 1
  say(display::ContactPhoto{"Nobody", photo.jpeg});
  say(display::TakePicture{});  // 2
  say(broken);
  say(display::TakePicture{});  // 3
  say(photo);
  say(display::TakePicture{});  // 4
  say(display::ContactPhoto{"Anna"});
  say(display::TakePicture{});  // 5
  say(photo);
  configure({"Ben"});
  configure({"Anna", "Ben"});
  say(display::TakePicture{});  // 6
  say(display::ContactPhoto{"Ben", photo.jpeg});
  say(display::TakePicture{});  // 7
  say(broken);
  say(display::TakePicture{});  // 8
  serve_until([&] { return pictures.size() == 9; });
  EXPECT_NE(pictures[1], pictures[0]);
  EXPECT_EQ(pictures[2], pictures[1]);
  EXPECT_NE(pictures[3], pictures[1]);
  EXPECT_EQ(pictures[4], pictures[1]);
  EXPECT_EQ(pictures[5], pictures[0]);
  EXPECT_EQ(pictures[6], pictures[0]);
  EXPECT_EQ(pictures[8], pictures[7]) << "letters in its place, as for whoever has none";
}

TEST_F(ServeTest, AnEmptyListIsTouchedAsEverythingElse) {
  say(display::Configure{});
  say(display::Show{Screen::directory, {}, settled_ms});
  say(first_name);
  say(display::AskAlive{});
  serve_until([&] { return alive == 1; });
  EXPECT_EQ(touches, 1);
}

// As a finger scrolls: what it tells is a touch, and what it leaves is another picture.
TEST_F(ServeTest, ScrollsWithTheFinger) {
  std::vector<std::string> names;
  for (int i = 1; i <= 30; ++i) names.push_back("Flat " + std::to_string(i));
  say(display::Configure{.contacts = names});
  say(display::Show{Screen::directory, {}, settled_ms});
  say(display::TakePicture{});
  bool scrolled = false;
  const auto finger = [](QEvent::Type type, QEventPoint::State state, QPointF at) {
    const QEventPoint point{1, state, at, at};
    QTouchEvent touch{type, nullptr, Qt::NoModifier, {point}};
    QCoreApplication::sendEvent(window(), &touch);
  };
  serve_until([&] {
    if (!pictures.empty() && !std::exchange(scrolled, true)) {
      using enum QEventPoint::State;
      finger(QEvent::TouchBegin, Pressed, {96, 200});
      finger(QEvent::TouchUpdate, Updated, {96, 80});
      finger(QEvent::TouchEnd, Released, {96, 80});
      say(display::TakePicture{});
      say(display::AskAlive{});
    }
    return alive == 1;
  });
  ASSERT_EQ(pictures.size(), 2U);
  EXPECT_NE(pictures[1], pictures[0]);
  EXPECT_EQ(touches, 1);
  EXPECT_THAT(chosen, testing::IsEmpty());
}

TEST_F(ServeTest, IgnoresWhatItDoesNotUnderstand) {
  write_line(pair[1], "{\"dance\":{}}");
  say(display::AskAlive{});
  serve_until([&] { return alive == 1; });
}

}  // namespace
}  // namespace portero::screen
