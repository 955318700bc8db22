#include "io/media/ilbc/residual.hpp"

#include <algorithm>

#include "io/media/ilbc/codebook.hpp"
#include "io/media/ilbc/codebook_search.hpp"
#include "io/media/ilbc/gain.hpp"
#include "io/media/ilbc/prediction_order.hpp"

namespace portero::ilbc {
namespace {

std::vector<float> compose(const Codebook& codebook, const CodebookChoice& choice) {
  std::vector<float> sum(codebook.length());
  std::vector<float> vector(codebook.length());
  float gain = 1;
  for (std::size_t stage = 0; stage < codebook_stages; ++stage) {
    gain = gain_of(stage, choice.gain[stage], gain);
    codebook.vector(choice.index[stage], vector);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += gain * vector[i];
  }
  // No sound is so loud, but a damaged frame may say so.
  for (float& sample : sum) sample = std::clamp(sample, -32768.0F, 32767.0F);
  return sum;
}

// Both sides go the same way; only the encoder chooses before each step.
template <class Choose>
std::vector<float> go(Mode mode, const Parameters& parameters, const Lpcs& synthesis,
                      Choose choose) {
  std::vector<float> decoded(frame_samples(mode));
  decode_start_state(mode, parameters, synthesis, decoded);
  std::size_t at = 0;
  for (const Predicted& part :
       prediction_order(mode, parameters.start, parameters.state_first == 1)) {
    const Codebook codebook(part.memory(decoded), part.length);
    part.write(compose(codebook, choose(at++, part, codebook)), decoded);
  }
  return decoded;
}

}  // namespace

void encode_residual(Mode mode, std::span<const float> residual, const Lpcs& synthesis,
                     const Lpcs& weighting, Parameters& parameters) {
  place_start_state(mode, residual, parameters);
  quantize_start_state(mode, residual, synthesis, weighting, parameters);
  go(mode, parameters, synthesis,
     [&](std::size_t at, const Predicted& part, const Codebook& codebook) {
       return parameters.predicted[at] =
                  search(codebook, part.read(residual), weighting[part.sub_block()],
                         [&](std::size_t stage, std::size_t index) {
                           return can_be_sent(mode, at, stage, index);
                         });
     });
}

std::vector<float> decode_residual(Mode mode, const Parameters& parameters, const Lpcs& synthesis) {
  return go(mode, parameters, synthesis, [&](std::size_t at, const Predicted&, const Codebook&) {
    return parameters.predicted[at];
  });
}

}  // namespace portero::ilbc
