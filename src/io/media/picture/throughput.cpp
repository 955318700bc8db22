#include "io/media/picture/throughput.hpp"

namespace portero::picture {
namespace {

constexpr auto window = std::chrono::seconds{1};

}  // namespace

void Throughput::add(std::uint64_t bytes, Time now) {
  const std::chrono::duration<double, std::milli> passed = now - since_;
  if (passed >= window) {
    // Bits a millisecond are kilobits a second.
    kbps_ = passed < 2 * window ? static_cast<double>(bytes_ * 8) / passed.count() : 0;
    since_ = now;
    bytes_ = 0;
  }
  bytes_ += bytes;
}

double Throughput::kbps(Time now) const { return now - since_ < 2 * window ? kbps_ : 0; }

}  // namespace portero::picture
