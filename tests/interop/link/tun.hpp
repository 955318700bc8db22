#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>

#include "io/loop/descriptor.hpp"

namespace portero::emulated_link {

// A network device whose packets come and go here. It may be given to another network namespace
// and is gone when this is destroyed.
class Tun {
 public:
  // An error is a sentence.
  [[nodiscard]] static std::expected<Tun, std::string> make(loop::EventLoop& loop,
                                                            const std::string& name);

  // The next IP packet that the kernel sends; empty where there is none.
  [[nodiscard]] std::span<const std::uint8_t> read(std::span<std::uint8_t> room);
  // What the kernel does not take is lost, as on a device that is down.
  void write(std::span<const std::uint8_t> packet);
  void when_readable(loop::Task then) { descriptor_.when_readable(std::move(then)); }

 private:
  explicit Tun(loop::Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

  loop::Descriptor descriptor_;
};

}  // namespace portero::emulated_link
