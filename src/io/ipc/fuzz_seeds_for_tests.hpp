#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace portero::ipc {

// What was written for fuzzing to begin with, by the names of its files. A message that gets
// another field leaves its seed behind: one that is not understood leads nowhere, and nobody
// notices.
inline std::map<std::string, std::string> fuzz_seeds(const std::string& target) {
  constexpr std::size_t name_by_the_fuzzer = 40;  // characters of a SHA-1
  std::map<std::string, std::string> seeds;
  const std::filesystem::path folder = PORTERO_SOURCE_DIR "/tests/fuzz/corpus/" + target;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    const std::string name = entry.path().filename();
    if (name.size() == name_by_the_fuzzer) continue;
    std::ifstream file{entry.path(), std::ios::binary};
    seeds[name] = {std::istreambuf_iterator<char>{file}, {}};
  }
  return seeds;
}

}  // namespace portero::ipc
