// The pictures in tests/data/display, made by the target refresh_display_pictures and looked at.
// docs/decisions/0024-display-process.md says why they are compared as they are.
#include <QImage>

#include <gmock/gmock.h>

#include "apps/display/picture.hpp"
#include "apps/display/qt_for_tests.hpp"
#include "apps/display/sample.hpp"
#include "apps/display/words.hpp"

namespace portero::screen {
namespace {

// Two steps of the 16 levels: what another processor's rounding can do to the edge of a shape.
constexpr int same_within = 2 * picture_step;
// So many of ten thousand pixels may be others: an edge here and there, and no part of a letter.
constexpr int may_differ = 2;

struct GoldenTest : QtTest {};

QImage image_of(const std::vector<std::uint8_t>& png) {
  return QImage::fromData(png.data(), static_cast<int>(png.size()))
      .convertToFormat(QImage::Format_RGB32);
}

QImage drawn(const Scene& scene) {
  Window window{usual_size(scene.layout), {}};
  window.show(scene);
  return image_of(window.png());
}

bool differ(QRgb one, QRgb other) {
  return std::abs(qRed(one) - qRed(other)) > same_within ||
         std::abs(qGreen(one) - qGreen(other)) > same_within ||
         std::abs(qBlue(one) - qBlue(other)) > same_within;
}

bool alike(const QImage& one, const QImage& other) {
  if (one.size() != other.size() || one.isNull()) return false;
  int differing = 0;
  for (int y = 0; y < one.height(); ++y) {
    const auto* const ours = reinterpret_cast<const QRgb*>(one.constScanLine(y));
    const auto* const theirs = reinterpret_cast<const QRgb*>(other.constScanLine(y));
    for (int x = 0; x < one.width(); ++x)
      if (ours[x] != theirs[x] && differ(ours[x], theirs[x])) ++differing;
  }
  return differing * 10'000 <= may_differ * one.width() * one.height();
}

template <class Do>
void for_each_sample(const Do& what) {
  for (const settings::DisplayLayout layout :
       {settings::DisplayLayout::full_size, settings::DisplayLayout::mullion})
    for (const settings::Language language : all_languages)
      for (auto& [name, sample] : samples()) {
        sample.layout = layout;
        sample.language = language;
        what(sample, std::string{screen::name(layout)} + "/" + std::string{code(language)} + "/" +
                         name + ".png");
      }
}

TEST_F(GoldenTest, EveryStateLooksAsItDidInBothLayoutsAndAllLanguages) {
  for_each_sample([](const Sample& sample, const std::string& place) {
    const QImage golden{QString::fromStdString(PORTERO_SOURCE_DIR "/tests/data/display/" + place)};
    ASSERT_FALSE(golden.isNull()) << place << " cannot be read";
    Window window{usual_size(sample.layout), {}};
    window.show(scene_of(sample));
    EXPECT_TRUE(alike(image_of(window.png()), golden.convertToFormat(QImage::Format_RGB32)))
        << place << " has changed; build refresh_display_pictures and look at it";
    EXPECT_FALSE(window.cuts_text_off()) << place;
  });
}

TEST_F(GoldenTest, TheComparisonNoticesALetterAndAMark) {
  for (const settings::DisplayLayout layout :
       {settings::DisplayLayout::full_size, settings::DisplayLayout::mullion}) {
    const Scene scene = scene_of(Sample{display::View::busy, layout});
    EXPECT_TRUE(alike(drawn(scene), drawn(scene)));
    Scene letter = scene;
    letter.title.back() = 'v';
    letter.word.back() = 'v';
    EXPECT_FALSE(alike(drawn(scene), drawn(letter))) << name(layout);
    Scene mark = scene;
    mark.look.icon = display::Icon::phone_with_exclamation;
    EXPECT_FALSE(alike(drawn(scene), drawn(mark))) << name(layout);
  }
}

// DSP-10: without words and colours, each state still has a picture of its own.
TEST_F(GoldenTest, StatesAreToldByShapeAlone) {
  std::vector<std::pair<display::View, QImage>> shapes;
  for (const display::View view : display::all_views) {
    if (view == display::View::still_ringing) continue;
    Scene scene = scene_of(Sample{view, settings::DisplayLayout::mullion});
    scene.look.icon_colour = display::white;
    scene.look.background = display::night;
    scene.word = scene.address = scene.code = "";
    const QImage shape = drawn(scene);
    for (const auto& [other, image] : shapes)
      EXPECT_FALSE(alike(shape, image)) << name(view) << " is drawn like " << name(other);
    shapes.emplace_back(view, shape);
  }
}

// Whether the mark of the camera lies where nothing else was: all that it changes was ground, and
// nothing beside it is another.
bool covers_nothing(const QImage& without, const QImage& with, QRgb ground) {
  QRect changed;
  for (int y = 0; y < with.height(); ++y)
    for (int x = 0; x < with.width(); ++x)
      if (differ(with.pixel(x, y), without.pixel(x, y))) changed |= QRect{x, y, 1, 1};
  if (changed.isEmpty() || changed.width() > with.width() / 8) return false;
  for (int y = changed.top(); y <= changed.bottom(); ++y)
    for (int x = changed.left(); x <= changed.right(); ++x)
      if (differ(without.pixel(x, y), ground)) return false;
  return true;
}

// Privacy: a browser may watch whatever the visitor sees.
TEST_F(GoldenTest, TheMarkOfTheCameraIsSeenInEachStateAndCoversNothing) {
  for_each_sample([](Sample sample, const std::string& place) {
    // No words come near it.
    if (sample.camera_seen || sample.language != settings::Language::english) return;
    const Scene without = scene_of(sample);
    if (without.page) return;  // the page makes room for it
    sample.camera_seen = true;
    EXPECT_TRUE(covers_nothing(drawn(without), drawn(scene_of(sample)), without.look.background))
        << place;
  });
}

// Where the directory has made room for it, the mark lies on its ground.
TEST_F(GoldenTest, TheDirectoryMakesRoomForTheMarkOfTheCamera) {
  for_each_sample([](Sample sample, const std::string& place) {
    sample.camera_seen = true;
    const Scene with = scene_of(sample);
    if (!with.page) return;
    Scene without = with;
    without.camera.clear();
    Window window{usual_size(sample.layout), {}};
    window.show(with);
    EXPECT_TRUE(covers_nothing(drawn(without), image_of(window.png()), with.look.background))
        << place;
    EXPECT_FALSE(window.cuts_text_off()) << place;
  });
}

TEST_F(GoldenTest, WhatMovesMoves) {
  for (const bool in_steps : {false, true})
    for (const display::View view :
         {display::View::starting, display::View::ringing, display::View::access_pending}) {
      Scene scene = scene_of(Sample{view});
      scene.in_steps = in_steps;
      scene.phase = 0;
      const QImage first = drawn(scene);
      scene.phase = 1.0 / steps;
      EXPECT_FALSE(alike(first, drawn(scene))) << name(view);
    }
}

}  // namespace
}  // namespace portero::screen
