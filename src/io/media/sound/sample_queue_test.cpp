#include "io/media/sound/sample_queue.hpp"

#include <memory>
#include <numeric>
#include <thread>
#include <vector>

#include <gmock/gmock.h>

namespace portero::sound {
namespace {

std::vector<std::int16_t> counted(std::size_t count) {
  std::vector<std::int16_t> samples(count);
  std::iota(samples.begin(), samples.end(), std::int16_t{0});
  return samples;
}

TEST(SampleQueue, GivesWhatWasWrittenInOrder) {
  const auto queue = std::make_unique<SampleQueue>();
  EXPECT_EQ(queue->write(counted(100)), 100U);
  std::vector<std::int16_t> read(3);
  queue->drop(5);
  queue->peek(1, read);
  EXPECT_THAT(read, testing::ElementsAre(6, 7, 8));
  EXPECT_EQ(queue->size(), 95U);
}

TEST(SampleQueue, TakesNoMoreThanFits) {
  const auto queue = std::make_unique<SampleQueue>();
  EXPECT_EQ(queue->write(counted(SampleQueue::capacity - 10)), SampleQueue::capacity - 10);
  EXPECT_EQ(queue->write(counted(100)), 10U);
  EXPECT_EQ(queue->write(counted(100)), 0U);
}

TEST(SampleQueue, LosesNothingBetweenTwoThreads) {
  constexpr std::size_t total = 100'000;
  const auto queue = std::make_unique<SampleQueue>();
  std::thread writer([&] {
    for (std::size_t sent = 0; sent < total;) {
      const auto sample = static_cast<std::int16_t>(sent % 1000);
      sent += queue->write({&sample, 1});
    }
  });
  std::size_t wrong = 0;
  for (std::size_t seen = 0; seen < total;) {
    if (queue->size() == 0) continue;
    std::int16_t sample = 0;
    queue->peek(0, {&sample, 1});
    queue->drop(1);
    if (sample != static_cast<std::int16_t>(seen++ % 1000)) ++wrong;
  }
  writer.join();
  EXPECT_EQ(wrong, 0U);
}

}  // namespace
}  // namespace portero::sound
