#include "core/sdp/candidates.hpp"

namespace portero::sdp {
namespace {

constexpr std::string_view next_media = "\r\nm=";

std::string attributes_of(std::size_t line, const std::vector<GatheredCandidate>& candidates) {
  std::string attributes;
  for (const GatheredCandidate& candidate : candidates)
    if (candidate.line == line) attributes += "a=" + candidate.text + "\r\n";
  return attributes + "a=end-of-candidates\r\n";
}

}  // namespace

std::string with_candidates(std::string_view description,
                            const std::vector<GatheredCandidate>& candidates) {
  constexpr std::size_t end_of_line = 2;
  std::string whole;
  std::size_t begin = description.find(next_media);
  if (begin == std::string_view::npos) return std::string{description};
  begin += end_of_line;
  whole = description.substr(0, begin);
  for (std::size_t line = 0; begin < description.size(); ++line) {
    std::size_t end = description.find(next_media, begin);
    end = end == std::string_view::npos ? description.size() : end + end_of_line;
    whole += description.substr(begin, end - begin);
    whole += attributes_of(line, candidates);
    begin = end;
  }
  return whole;
}

}  // namespace portero::sdp
