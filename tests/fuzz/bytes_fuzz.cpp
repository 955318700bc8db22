// The input is a program for ByteReader: the low three bits of each byte choose a read, the high
// five its length. What is read goes into a ByteWriter, which must end with the bytes taken.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "base/bytes.hpp"

namespace {

using portero::base::ByteReader;
using portero::base::ByteView;
using portero::base::ByteWriter;

enum class Step : std::uint8_t { u8, u16, u32, u64, bytes };
constexpr std::uint8_t step_count = 5;

// Whether the read found its bytes and the write had room for them.
bool copy(Step step, std::size_t length, ByteReader& from, ByteWriter& to) {
  switch (step) {
    case Step::u8: {
      const auto value = from.u8();
      return value && to.u8(*value);
    }
    case Step::u16: {
      const auto value = from.u16();
      return value && to.u16(*value);
    }
    case Step::u32: {
      const auto value = from.u32();
      return value && to.u32(*value);
    }
    case Step::u64: {
      const auto value = from.u64();
      return value && to.u64(*value);
    }
    case Step::bytes: {
      const auto value = from.bytes(length);
      return value && to.bytes(*value);
    }
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView all(data, size);
  ByteReader reader(all);
  ByteWriter writer(size);
  while (const auto choice = reader.u8()) {
    PORTERO_ASSERT(writer.u8(*choice), "the writer has room for all that there is to read");
    const auto before = reader.rest().size();
    const auto step = static_cast<Step>((*choice & 7U) % step_count);
    if (!copy(step, *choice >> 3U, reader, writer))
      PORTERO_ASSERT(reader.rest().size() == before, "a failed read takes nothing");
  }
  PORTERO_ASSERT(std::ranges::equal(writer.written(), all),
                 "what was read and written again is what was there");
  return 0;
}
