// The first byte chooses the codec. After it, each byte says what comes next: nothing, for a packet
// that is lost, the packet after a lost one, or a packet, of so many of the bytes behind it as the
// next byte says. Whatever they hold, there is no more sound than a packet may have.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "io/media/codec/audio_decoder.hpp"
#include "tests/fuzz/program.hpp"

namespace {

using namespace portero;
using fuzz::Program;

// More than what is remembered, and no more: a codec takes its time.
constexpr int max_steps = 24;

codec::Samples next_sound(Program& program, codec::AudioDecoder& decoder) {
  constexpr std::size_t long_ones = 8;
  const std::uint8_t step = program.byte();
  if (step % 4 == 0) return decoder.conceal();
  const std::size_t length = program.byte() * (step % 4 == 3 ? long_ones : 1);
  const base::ByteView payload = program.bytes(length);
  return step % 4 == 1 ? decoder.recover(payload) : decoder.decode(payload);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Program program({data, size});
  if (program.ended()) return 0;
  const auto codecs = sdp::every_audio_codec();
  const sdp::AudioCodec codec = codecs[program.byte() % codecs.size()];
  const std::size_t most = sdp::info(codec).sampling_rate / 1000 * codec::max_packet_ms;
  const auto decoder = codec::make_decoder(codec);
  for (int step = 0; step < max_steps && !program.ended(); ++step)
    PORTERO_ASSERT(next_sound(program, *decoder).size() <= most, "as long as a packet at most");
  return 0;
}
