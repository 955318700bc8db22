// Runs a fuzz target once over every file of a folder, in place of libFuzzer's main.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::uint8_t> content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::filesystem::path> inputs_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2 || !std::filesystem::is_directory(words[1])) {
    std::cerr << "usage: " << words[0] << " FOLDER-OF-INPUTS\n";
    return 2;
  }
  const auto inputs = inputs_in(words[1]);
  for (const auto& path : inputs) {
    // Named first and flushed: a crash says no more than a signal.
    std::cout << path.filename().string() << std::endl;
    const auto input = content(path);
    LLVMFuzzerTestOneInput(input.data(), input.size());
  }
  std::cout << inputs.size() << " inputs replayed\n";
  return inputs.empty() ? 1 : 0;
}
