#include "io/media/ilbc/parameters.hpp"

#include <span>

#include "base/assert.hpp"
#include "io/media/ilbc/codebook.hpp"
#include "io/media/ilbc/lsf_codebook.hpp"

namespace portero::ilbc {
namespace {

// How many bits of a parameter, from its highest on, are in each of the three classes: a frame is
// all of the first (most sensitive) class, then the second, then the third.
constexpr std::size_t classes = 3;
using Split = std::array<std::uint8_t, classes>;

struct ChoiceSplit {
  std::array<Split, codebook_stages> index;
  std::array<Split, codebook_stages> gain;
};

// RFC 3951 table 3.2 (section 3.8).
struct Layout {
  Split start;
  std::array<ChoiceSplit, max_predicted> predicted;
};

constexpr std::array<Split, lsf_splits> lsf_split{{{6, 0, 0}, {7, 0, 0}, {7, 0, 0}}};
constexpr Split state_first_split{1, 0, 0};
constexpr Split scale_split{6, 0, 0};
constexpr Split state_split{0, 1, 2};

constexpr Layout layout_20ms{
    {2, 0, 0},
    {{{{{{6, 0, 1}, {0, 0, 7}, {0, 0, 7}}}, {{{2, 0, 3}, {1, 1, 2}, {0, 0, 3}}}},
      {{{{7, 0, 1}, {0, 0, 7}, {0, 0, 7}}}, {{{1, 2, 2}, {1, 1, 2}, {0, 0, 3}}}},
      {{{{0, 0, 8}, {0, 0, 8}, {0, 0, 8}}}, {{{1, 1, 3}, {0, 2, 2}, {0, 0, 3}}}}}}};

constexpr Layout layout_30ms{
    {3, 0, 0},
    {{{{{{4, 2, 1}, {0, 0, 7}, {0, 0, 7}}}, {{{1, 1, 3}, {1, 1, 2}, {0, 0, 3}}}},
      {{{{6, 1, 1}, {0, 0, 7}, {0, 0, 7}}}, {{{1, 2, 2}, {1, 2, 1}, {0, 0, 3}}}},
      {{{{0, 7, 1}, {0, 0, 8}, {0, 0, 8}}}, {{{0, 2, 3}, {0, 2, 2}, {0, 0, 3}}}},
      {{{{0, 7, 1}, {0, 0, 8}, {0, 0, 8}}}, {{{0, 1, 4}, {0, 1, 3}, {0, 0, 3}}}},
      {{{{0, 7, 1}, {0, 0, 8}, {0, 0, 8}}}, {{{0, 1, 4}, {0, 1, 3}, {0, 0, 3}}}}}}};

// Visits the parameters in the order in which each class has their bits.
template <class Visit>
void for_each_parameter(Mode mode, Parameters& parameters, Visit visit) {
  const Shape shape = shape_of(mode);
  const Layout& layout = mode == Mode::ms20 ? layout_20ms : layout_30ms;
  for (std::size_t i = 0; i < shape.lsf_sets * lsf_splits; ++i)
    visit(parameters.lsf[i], lsf_split[i % lsf_splits]);
  visit(parameters.start, layout.start);
  visit(parameters.state_first, state_first_split);
  visit(parameters.scale, scale_split);
  for (std::size_t i = 0; i < shape.scalar_samples; ++i) visit(parameters.state[i], state_split);

  const auto indices = [&](std::size_t i) {
    for (std::size_t stage = 0; stage < codebook_stages; ++stage)
      visit(parameters.predicted[i].index[stage], layout.predicted[i].index[stage]);
  };
  const auto gains = [&](std::size_t i) {
    for (std::size_t stage = 0; stage < codebook_stages; ++stage)
      visit(parameters.predicted[i].gain[stage], layout.predicted[i].gain[stage]);
  };
  indices(0);
  gains(0);
  for (std::size_t i = 1; i <= shape.predicted_sub_blocks(); ++i) indices(i);
  for (std::size_t i = 1; i <= shape.predicted_sub_blocks(); ++i) gains(i);
}

// Visits the pieces of the parameters in the order of the frame: which parameter, how many of its
// bits, and how many lower ones it has.
template <class Visit>
void for_each_piece(Mode mode, Parameters& parameters, Visit visit) {
  for (std::size_t sensitivity = 0; sensitivity < classes; ++sensitivity) {
    for_each_parameter(mode, parameters, [&](std::uint8_t& parameter, const Split& split) {
      unsigned lower = 0;
      for (std::size_t i = sensitivity + 1; i < classes; ++i) lower += split[i];
      visit(parameter, split[sensitivity], lower);
    });
  }
}

// The seven bits that name the half of the codebook that can_be_sent has for the first sub-block:
// the plain vectors 0 to 43, then 108 to 171 and 236 to 255.
constexpr unsigned short_index(unsigned index) {
  return index < 108 ? index : index < 236 ? index - 64 : index - 128;
}
constexpr unsigned long_index(unsigned index) {
  return index < 44 ? index : index < 108 ? index + 64 : index + 128;
}

template <class Change>
void change_short_indices(Parameters& parameters, Change change) {
  for (std::size_t stage = 1; stage < codebook_stages; ++stage) {
    std::uint8_t& index = parameters.predicted[1].index[stage];
    index = static_cast<std::uint8_t>(change(index));
  }
}

}  // namespace

bool can_be_sent(Mode mode, std::size_t predicted, std::size_t stage, std::size_t index) {
  if (predicted == 0) {
    const std::size_t length = state_samples - shape_of(mode).scalar_samples;
    return index < codebook_size(start_memory_samples, length);
  }
  if (predicted > 1 || stage == 0) return index < 256;
  return index < 44 || (index >= 108 && index < 172) || (index >= 236 && index < 256);
}

std::vector<std::uint8_t> pack(Mode mode, const Parameters& parameters) {
  Parameters sent = parameters;
  change_short_indices(sent, short_index);
  std::vector<std::uint8_t> frame(frame_bytes(mode));
  std::size_t at = 0;
  for_each_piece(mode, sent, [&](std::uint8_t parameter, unsigned bits, unsigned lower) {
    for (unsigned bit = lower + bits; bit-- > lower; ++at) {
      const unsigned value = (parameter >> bit) & 1U;
      frame[at / 8] = static_cast<std::uint8_t>(frame[at / 8] | value << (7 - at % 8));
    }
  });
  PORTERO_ASSERT(at + 1 == frame.size() * 8, "one bit is left, and says that the frame has sound");
  return frame;
}

std::optional<Parameters> unpack(Mode mode, base::ByteView frame) {
  if (frame.size() != frame_bytes(mode) || (frame.back() & 1U) != 0) return std::nullopt;
  Parameters parameters;
  parameters.start = 0;
  std::size_t at = 0;
  for_each_piece(mode, parameters, [&](std::uint8_t& parameter, unsigned bits, unsigned lower) {
    unsigned value = 0;
    for (unsigned i = 0; i < bits; ++i, ++at)
      value = value << 1U | ((frame[at / 8] >> (7 - at % 8)) & 1U);
    parameter = static_cast<std::uint8_t>(parameter | value << lower);
  });
  change_short_indices(parameters, long_index);

  if (parameters.start < 1 || parameters.start >= shape_of(mode).sub_blocks) return std::nullopt;
  for (std::size_t stage = 0; stage < codebook_stages; ++stage)
    if (!can_be_sent(mode, 0, stage, parameters.predicted[0].index[stage])) return std::nullopt;
  return parameters;
}

}  // namespace portero::ilbc
