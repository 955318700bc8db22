// The first byte chooses the mode, whether to enhance, and whether to encode what was decoded.
// After it, each byte says what comes next: a lost frame, one of a wrong length, or a frame, made
// of the bytes behind it. Whatever they hold, there is a frame of sound each time, and whatever is
// encoded can be decoded.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/assert.hpp"
#include "io/media/ilbc/decoder.hpp"
#include "io/media/ilbc/encoder.hpp"
#include "io/media/ilbc/parameters.hpp"
#include "tests/fuzz/program.hpp"

namespace {

using namespace portero;
using fuzz::Program;

std::vector<std::int16_t> next_sound(Program& program, ilbc::Mode mode, ilbc::Decoder& decoder) {
  const std::uint8_t step = program.byte();
  if (step % 4 == 0) return decoder.conceal();
  if (step % 4 == 1) return decoder.decode(program.bytes(step / 4U));
  return decoder.decode(program.bytes(ilbc::frame_bytes(mode)));
}

void encode_again(ilbc::Mode mode, ilbc::Encoder& encoder, std::span<const std::int16_t> sound) {
  const auto frame = encoder.encode(sound);
  const auto parameters = ilbc::unpack(mode, frame);
  PORTERO_ASSERT(parameters, "what is encoded can be decoded");
  PORTERO_ASSERT(ilbc::pack(mode, *parameters) == frame, "a frame says one thing only");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Program program({data, size});
  if (program.ended()) return 0;
  const std::uint8_t kind = program.byte();
  const auto mode = (kind & 1U) == 0 ? ilbc::Mode::ms20 : ilbc::Mode::ms30;
  const auto enhancement = (kind & 2U) == 0 ? ilbc::Enhancement::off : ilbc::Enhancement::on;
  ilbc::Decoder decoder(mode, enhancement);
  ilbc::Encoder encoder(mode);
  // More than all that is remembered, and no more, for an encoder takes its time.
  constexpr int max_steps = 16;
  for (int step = 0; step < max_steps && !program.ended(); ++step) {
    const auto sound = next_sound(program, mode, decoder);
    PORTERO_ASSERT(sound.size() == ilbc::frame_samples(mode), "each time a frame of sound");
    if ((kind & 4U) != 0) encode_again(mode, encoder, sound);
  }
  return 0;
}
