#include "apps/display/window.hpp"

#include <QImage>

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

}  // namespace
}  // namespace portero::screen
