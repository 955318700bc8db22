// How long it takes from the station's decision to the movement of the line: the station's own
// RelayProcess and the real portero-relay with the simulated line, whose record tells when it
// moved. At rest, and with four busy threads for each processor.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "apps/station/relay_process.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t pulses = 2000;
constexpr base::Duration hold = 2ms;
// So few are remembered at a time that none is refused.
constexpr base::Duration obeyable = 100ms;
constexpr unsigned threads_a_processor = 4;

class Load {
 public:
  explicit Load(unsigned threads) {
    for (unsigned number = 0; number < threads; ++number)
      threads_.emplace_back([this] {
        while (!over_) busy_ = busy_ + 1;
      });
  }
  ~Load() {
    over_ = true;
    for (std::thread& thread : threads_) thread.join();
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

 private:
  std::atomic<bool> over_ = false;
  std::atomic<std::uint64_t> busy_ = 0;
  std::vector<std::thread> threads_;
};

access::CommandId command(std::size_t number) {
  access::CommandId::value_type bytes{1};
  for (std::size_t place = 8; place < bytes.size(); ++place, number >>= 8)
    bytes[place] = static_cast<std::uint8_t>(number);
  return access::CommandId{bytes};
}

// When the line opened, each time.
std::vector<std::int64_t> openings(const std::filesystem::path& record) {
  std::vector<std::int64_t> times;
  std::ifstream file{record};
  for (std::string line; std::getline(file, line);) {
    const auto movement = boost::json::parse(line);
    if (movement.at("open").as_bool())
      times.push_back(movement.at("at_us").to_number<std::int64_t>());
  }
  return times;
}

boost::json::object measure(const char* program, const std::filesystem::path& record) {
  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  // A pulse that fails is missing from the record.
  RelayProcess relay{loop,
                     log,
                     {.program = program, .line = door::Simulated{record.string()}},
                     [](access::CommandId, access::RelayFailure) {},
                     [] {}};
  std::vector<std::int64_t> asked;
  while (asked.size() < pulses) {
    const base::TimePoint now = loop.now();
    if (!relay.pulse(door::Pulse{command(asked.size()), hold, now + obeyable})) break;
    asked.push_back(now.time_since_epoch().count());
    if (!loop.run_until([&] { return !relay.may_be_open(); }, 5s)) break;
  }
  const auto moved = openings(record);
  if (asked.size() != pulses || moved.size() != pulses)
    return {{"error", fmt::format("{} asked, {} opened", asked.size(), moved.size())}};
  std::vector<std::int64_t> took;
  // The first one waits for the process to start.
  for (std::size_t number = 1; number < pulses; ++number)
    took.push_back(moved[number] - asked[number]);
  std::ranges::sort(took);
  return {{"pulses", took.size()},
          {"p50_us", took[took.size() / 2]},
          {"p99_us", took[took.size() * 99 / 100]},
          {"max_us", took.back()}};
}

int run(const char* program) {
  std::string name = (std::filesystem::temp_directory_path() / "portero-bench-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(name.data());
  const unsigned threads = threads_a_processor * std::max(1U, std::thread::hardware_concurrency());
  const auto at_rest = measure(program, folder / "at_rest.jsonl");
  const auto under_load = [&] {
    const Load load{threads};
    return measure(program, folder / "under_load.jsonl");
  }();
  std::filesystem::remove_all(folder);
  const boost::json::object all{
      {"command_to_line",
       {{"at_rest", at_rest}, {"under_load", under_load}, {"busy_threads", threads}}}};
  fmt::print("{}\n", boost::json::serialize(all));
  return at_rest.contains("error") || under_load.contains("error") ? EXIT_FAILURE : EXIT_SUCCESS;
}

}  // namespace
}  // namespace portero::station

int main(int argc, char** argv) {
  if (argc == 2) return portero::station::run(argv[1]);
  fmt::print(stderr, "usage: door_latency PORTERO-RELAY\n");
  return 2;
}
