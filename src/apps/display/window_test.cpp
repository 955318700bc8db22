#include "apps/display/window.hpp"

#include <QAccessible>
#include <QEventPoint>
#include <QGuiApplication>
#include <QImage>
#include <QPointingDevice>
#include <QTouchEvent>
#include <QWindow>

#include "apps/display/qt_for_tests.hpp"
#include "apps/display/sample.hpp"

namespace portero::screen {
namespace {

using settings::DisplayLayout;

struct WindowTest : QtTest {};

QSize size_of(Window& window) {
  const auto png = window.png();
  return QImage::fromData(png.data(), static_cast<int>(png.size())).size();
}

// On a desk, where the console shows the screen, a layout that is chosen has its own proportions.
TEST_F(WindowTest, HasTheSizeOfTheLayoutThatIsChosen) {
  Window window{full_size, {}};
  window.show(scene_of(Sample{display::View::waiting, DisplayLayout::automatic}));
  EXPECT_EQ(size_of(window), QSize(full_size.width, full_size.height));
  window.show(scene_of(Sample{display::View::waiting, DisplayLayout::mullion}));
  EXPECT_EQ(size_of(window), QSize(mullion.width, mullion.height));
  window.show(scene_of(Sample{display::View::waiting, DisplayLayout::automatic}));
  EXPECT_EQ(size_of(window), QSize(full_size.width, full_size.height));
}

// DSP-10: who does not see the mark of the camera is told of it by its name.
TEST_F(WindowTest, NamesTheMarkOfTheCamera) {
  for (const DisplayLayout layout : {DisplayLayout::full_size, DisplayLayout::mullion})
    for (const display::View view : {display::View::waiting, display::View::directory}) {
      Window window{usual_size(layout), {}};
      window.show(scene_of(Sample{.view = view,
                                  .layout = layout,
                                  .language = settings::Language::french,
                                  .camera_seen = true}));
      auto* const mark =
          QGuiApplication::topLevelWindows().first()->findChild<QObject*>("cameraMark");
      ASSERT_NE(mark, nullptr);
      auto* const told = QAccessible::queryAccessibleInterface(mark);
      ASSERT_NE(told, nullptr);
      EXPECT_EQ(told->text(QAccessible::Name).toStdString(), "Caméra allumée");
      EXPECT_FALSE(told->state().invisible);
      window.show(scene_of(Sample{view, layout}));
      EXPECT_TRUE(told->state().invisible);
    }
}

// The event that Qt makes of a touch panel on which one thing lies and another one is so.
void touch_panel_tells(QEvent::Type type, std::initializer_list<QEventPoint::State> points) {
  static const QPointingDevice panel{"panel",
                                     1,
                                     QInputDevice::DeviceType::TouchScreen,
                                     QPointingDevice::PointerType::Finger,
                                     QInputDevice::Capability::Position,
                                     10,
                                     0};
  QList<QEventPoint> told;
  for (const QEventPoint::State state : points)
    told.append(QEventPoint{static_cast<int>(told.size()), state, {9, 200}, {9, 200}});
  QTouchEvent event{type, &panel, Qt::NoModifier, told};
  QCoreApplication::sendEvent(QGuiApplication::topLevelWindows().first(), &event);
}

// A drop of rain, a sticker or a palm on the screen: all that a finger did was an update of it, and
// the call button was dead.
TEST_F(WindowTest, IsTouchedWhileSomethingLiesOnIt) {
  using enum QEventPoint::State;
  int touches = 0;
  Window window{full_size, {.pressed = [&](display::Place) { ++touches; }}};
  window.show(scene_of(Sample{display::View::waiting}));
  touch_panel_tells(QEvent::TouchBegin, {Pressed});
  EXPECT_EQ(touches, 1);
  touch_panel_tells(QEvent::TouchUpdate, {Stationary, Pressed});
  EXPECT_EQ(touches, 2);
  touch_panel_tells(QEvent::TouchUpdate, {Stationary, Updated});
  touch_panel_tells(QEvent::TouchUpdate, {Stationary, Released});
  EXPECT_EQ(touches, 2) << "neither moving nor letting go is a touch";
  touch_panel_tells(QEvent::TouchUpdate, {Updated, Pressed});
  EXPECT_EQ(touches, 3);
  touch_panel_tells(QEvent::TouchEnd, {Released, Released});
  EXPECT_EQ(touches, 3);
}

// What trembles beside a finger neither scrolls a list nor lets a name go.
TEST_F(WindowTest, FollowsTheFingerThatCameLast) {
  using enum QEventPoint::State;
  int moves = 0;
  int releases = 0;
  Window window{full_size,
                {.moved = [&](display::Place) { ++moves; }, .released = [&] { ++releases; }}};
  window.show(scene_of(Sample{display::View::waiting}));
  touch_panel_tells(QEvent::TouchBegin, {Pressed});
  touch_panel_tells(QEvent::TouchUpdate, {Stationary, Pressed});
  touch_panel_tells(QEvent::TouchUpdate, {Updated, Stationary});
  EXPECT_EQ(moves, 0);
  touch_panel_tells(QEvent::TouchUpdate, {Updated, Updated});
  EXPECT_EQ(moves, 1);
  touch_panel_tells(QEvent::TouchUpdate, {Released, Stationary});
  EXPECT_EQ(releases, 0);
}

TEST_F(WindowTest, TellsWhenTheFingerLetsGo) {
  using enum QEventPoint::State;
  int releases = 0;
  Window window{full_size, {.released = [&] { ++releases; }}};
  window.show(scene_of(Sample{display::View::waiting}));
  touch_panel_tells(QEvent::TouchBegin, {Pressed});
  touch_panel_tells(QEvent::TouchUpdate, {Stationary, Pressed});
  touch_panel_tells(QEvent::TouchUpdate, {Updated, Released});
  EXPECT_EQ(releases, 1);
}

}  // namespace
}  // namespace portero::screen
