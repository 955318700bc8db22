#include "io/media/ilbc/codebook_search.hpp"

#include <gtest/gtest.h>

#include "io/media/ilbc/gain.hpp"
#include "io/media/ilbc/noise_for_tests.hpp"

namespace portero::ilbc {
namespace {

const Sendable any = [](std::size_t, std::size_t) { return true; };
constexpr Lpc weighting{1, -0.5F, 0.1F};

std::vector<float> vector_of(const Codebook& codebook, std::size_t index) {
  std::vector<float> vector(codebook.length());
  codebook.vector(index, vector);
  return vector;
}

std::vector<float> sum_of(const Codebook& codebook, const CodebookChoice& choice) {
  std::vector<float> sum(codebook.length());
  float gain = 1;
  for (std::size_t stage = 0; stage < codebook_stages; ++stage) {
    gain = gain_of(stage, choice.gain[stage], gain);
    const auto vector = vector_of(codebook, choice.index[stage]);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += gain * vector[i];
  }
  return sum;
}

TEST(IlbcCodebookSearch, FindsAVectorThatIsInTheCodebook) {
  const Codebook codebook(noise(memory_samples, 1000), 40);
  for (const std::size_t index : {0U, 5U, 107U, 108U, 127U, 128U, 200U, 236U, 255U}) {
    auto target = vector_of(codebook, index);
    for (float& sample : target) sample *= 0.75F;
    const CodebookChoice choice = search(codebook, target, weighting, any);
    EXPECT_EQ(choice.index[0], index);
    EXPECT_GT(snr(target, sum_of(codebook, choice)), 30);
  }
}

TEST(IlbcCodebookSearch, GetsNearerWithEachStage) {
  const Codebook codebook(noise(memory_samples, 1000), 40);
  auto target = vector_of(codebook, 10);
  const auto second = vector_of(codebook, 60);
  const auto third = vector_of(codebook, 90);
  for (std::size_t i = 0; i < target.size(); ++i) target[i] += 0.6F * second[i] - 0.3F * third[i];
  EXPECT_GT(snr(target, sum_of(codebook, search(codebook, target, weighting, any))), 15);
}

TEST(IlbcCodebookSearch, IsAsLoudAsTheTarget) {
  const Codebook codebook(noise(memory_samples, 1000), 40);
  double loudness = 0;
  for (unsigned key = 2; key < 42; ++key) {
    const auto target = noise(40, 800, key);
    const auto sum = sum_of(codebook, search(codebook, target, flat_lpc, any));
    loudness += snr(target, {std::vector<float>(40)}) - snr(sum, {std::vector<float>(40)});
  }
  EXPECT_NEAR(loudness / 40, 0, 1);
}

TEST(IlbcCodebookSearch, TakesOnlyWhatCanBeSent) {
  const Codebook codebook(noise(memory_samples, 1000), 40);
  const auto target = vector_of(codebook, 100);
  const CodebookChoice choice =
      search(codebook, target, weighting, [](std::size_t, std::size_t i) { return i % 2 == 1; });
  for (const std::uint8_t index : choice.index) EXPECT_EQ(index % 2, 1);
}

TEST(IlbcCodebookSearch, OfSilenceIsSilent) {
  const Codebook codebook(std::vector<float>(memory_samples), 40);
  const CodebookChoice choice = search(codebook, noise(40, 100), weighting, any);
  EXPECT_EQ(sum_of(codebook, choice), std::vector<float>(40));
}

}  // namespace
}  // namespace portero::ilbc
