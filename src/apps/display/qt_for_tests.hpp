#pragma once

#include <gmock/gmock.h>

namespace portero::screen {

// There is one QGuiApplication for all tests of a program, on the offscreen platform. A test fails
// where Qt complains about our QML.
struct QtTest : testing::Test {
  static void SetUpTestSuite();
  void SetUp() override;
  void TearDown() override;
};

}  // namespace portero::screen
