#include "apps/display/qt_for_tests.hpp"

#include <QGuiApplication>
#include <cstdlib>
#include <string>

#include "apps/display/window.hpp"

namespace portero::screen {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string complaints;

void remember(QtMsgType, const QMessageLogContext&, const QString& text) {
  complaints += text.toStdString() + "\n";
}

}  // namespace

void QtTest::SetUpTestSuite() {
  static int words = 1;
  static char name[] = "apps_display_test";
  static char* all[] = {name, nullptr};
  ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
  use_software_renderer();
  // To its end the process has it: what Qt keeps in statics wants it when it is destroyed.
  static const auto* const qt = new QGuiApplication{words, static_cast<char**>(all)};
  EXPECT_NE(qt, nullptr);
  qInstallMessageHandler(remember);
}

void QtTest::SetUp() { complaints.clear(); }

void QtTest::TearDown() { EXPECT_THAT(complaints, Not(HasSubstr("qrc:"))); }

}  // namespace portero::screen
