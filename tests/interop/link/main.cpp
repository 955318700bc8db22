// A cable between two network devices that is as bad as it is told to be. The devices are made here
// and may then be given to network namespaces. JSON lines on standard input:
//
//   {"do":"set","from":"NAME","rate_kbps":700,"queue_ms":300,"delay_ms":20,"jitter_ms":0,
//    "loss_percent":10}   what is left out is not limited, not late and not lost (the queue: 300
//    ms)
//   {"do":"report"}       answered by a line with what both ways carried so far
#include <iostream>
#include <sched.h>
#include <thread>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "tests/interop/link/cable.hpp"

namespace portero::emulated_link {
namespace {

namespace json = boost::json;

Conditions conditions_of(const json::object& command) {
  const auto number = [&](const char* name, std::int64_t otherwise = 0) {
    const json::value* found = command.if_contains(name);
    return found == nullptr ? otherwise : found->to_number<std::int64_t>();
  };
  return {.rate = congestion::kbit_per_s(number("rate_kbps")),
          .queue = std::chrono::milliseconds(number("queue_ms", 300)),
          .delay = std::chrono::milliseconds(number("delay_ms")),
          .jitter = std::chrono::milliseconds(number("jitter_ms")),
          .loss_percent = static_cast<int>(number("loss_percent"))};
}

json::object report(const Counts& counts) {
  return {{"offered_packets", counts.offered_packets},
          {"offered_bytes", counts.offered_bytes},
          {"lost", counts.lost},
          {"dropped", counts.dropped},
          {"arrived_bytes", counts.arrived_bytes},
          {"latest_ms", static_cast<double>(counts.latest.count()) / 1000}};
}

double seconds(base::TimePoint time) {
  return static_cast<double>(time.time_since_epoch().count()) / 1e6;
}

struct Ways {
  std::string first;
  std::string second;
  OneWay from_first;
  OneWay from_second;

  void obey(const json::object& command, base::TimePoint now) {
    const std::string what{command.at("do").as_string()};
    if (what == "set")
      (command.at("from").as_string() == first ? from_first : from_second)
          .set(conditions_of(command));
    else if (what == "report")
      std::cout << json::object{{"at_s", seconds(now)},
                                {first, report(from_first.counts())},
                                {second, report(from_second.counts())}}
                << std::endl;
  }
};

// A busy machine shall not make the cable worse than it was told to be.
void go_first() {
  const sched_param priority{.sched_priority = 1};
  if (::sched_setscheduler(0, SCHED_RR, &priority) != 0)
    std::cerr << "link_emulator: runs as other programs do; 'latest_ms' tells what that costs\n";
}

int serve(const std::string& first, const std::string& second, std::uint64_t seed) {
  loop::EventLoop loop;
  auto one = Tun::make(loop, first);
  auto other = Tun::make(loop, second);
  if (!one || !other) {
    std::cerr << "link_emulator: " << (one ? other : one).error() << '\n';
    return 1;
  }
  Ways ways{.first = first,
            .second = second,
            .from_first = OneWay{loop, *one, *other, seed},
            .from_second = OneWay{loop, *other, *one, seed + 1}};
  std::thread reader{[&] {
    for (std::string line; std::getline(std::cin, line);)
      loop.post([&, line] { ways.obey(json::parse(line).as_object(), loop.now()); });
    loop.post([&loop] { loop.stop(); });
  }};
  go_first();
  std::cout << "{}" << std::endl;
  loop.run();
  reader.join();
  return 0;
}

}  // namespace
}  // namespace portero::emulated_link

int main(int argc, char** argv) {
  CLI::App app{"Joins two network devices by a cable that limits, delays and loses.",
               "link_emulator"};
  std::string first;
  std::string second;
  std::uint64_t seed = 1;
  app.add_option("FIRST", first, "the name of one device")->required();
  app.add_option("SECOND", second, "the name of the other")->required();
  app.add_option("--seed", seed, "of what is lost")->capture_default_str();
  app.footer("exit status: 0 standard input has ended, 1 no devices, 2 wrong usage");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return portero::emulated_link::serve(first, second, seed);
}
