#include "io/door/contact.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(ContactTest, TellsEachMovement) {
  std::string name = (std::filesystem::temp_directory_path() / "portero-contact-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(name.data());
  const std::string fifo = folder / "led";
  loop::EventLoop loop;
  std::vector<bool> moved;
  const auto contact =
      Contact::open(loop, Simulated{fifo}, ActiveLevel::low, "test",
                    [&](bool closed, base::TimePoint) { moved.push_back(closed); });
  ASSERT_TRUE(contact) << contact.error();
  EXPECT_FALSE(contact->closed());
  std::ofstream{fifo} << "1 0\n1";
  ASSERT_TRUE(loop.run_until([&] { return moved.size() == 3; }, 10s));
  EXPECT_THAT(moved, ElementsAre(true, false, true));
  EXPECT_TRUE(contact->closed());
  std::filesystem::remove_all(folder);
}

TEST(ContactTest, SaysWhichChipIsMissing) {
  loop::EventLoop loop;
  const auto contact = Contact::open(loop, Gpio{"gpiochip999", "4"}, ActiveLevel::low, "test",
                                     [](bool, base::TimePoint) {});
  ASSERT_FALSE(contact);
  EXPECT_THAT(contact.error(), HasSubstr("GPIO chip gpiochip999 cannot be opened"));
}

}  // namespace
}  // namespace portero::door
