// A station's viewers without the station: JSON lines on standard input tell what to do, JSON lines
// on standard output what came of it. Its camera shows the test pattern, its microphone hears a
// tone, and what each operator says is measured.
//
//   {"do":"answer","id":1,"sdp":"...","codec":"H264"}, where the station shall be relayed also
//      "turn":["turn:..."],"user":"...","password":"...","trust":"PEM"
//   {"do":"offer","id":1,"codec":"VP8"}      {"do":"set_answer","id":1,"sdp":"..."}
//   {"do":"candidate","id":1,"line":0,"candidate":"..."}   {"do":"say","id":1,"text":"..."}
//   {"do":"measure","id":1}   {"do":"close","id":1}   {"do":"usage"}
#include <array>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <numbers>
#include <string>
#include <thread>
#include <unistd.h>

#include <boost/json.hpp>
#include <sys/resource.h>

#include "base/overloaded.hpp"
#include "io/loop/timer.hpp"
#include "io/media/picture/camera.hpp"
#include "io/media/webrtc/microphone.hpp"
#include "io/media/webrtc/viewer.hpp"

namespace {

namespace json = boost::json;
namespace loop = portero::loop;
namespace net = portero::net;
namespace picture = portero::picture;
namespace sdp = portero::sdp;
namespace webrtc = portero::webrtc;
using namespace std::chrono_literals;

constexpr double tone_hz = 600;
constexpr double rate_hz = 48'000;

void tell(const json::object& event) { std::cout << json::serialize(event) << std::endl; }

// The level and the pitch of a voice: how often it crosses zero upwards.
class Voice {
 public:
  void hear(std::span<const std::int16_t> samples) {
    for (const std::int16_t sample : samples) {
      square_sum_ += static_cast<std::int64_t>(sample) * sample;
      if (last_ < 0 && sample >= 0) ++crossings_;
      last_ = sample;
    }
    samples_ += samples.size();
  }
  // Since the last time.
  json::object measured() {
    const auto samples = static_cast<double>(samples_.exchange(0));
    const double square_sum = static_cast<double>(square_sum_.exchange(0));
    const double crossings = crossings_.exchange(0);
    return {{"samples", samples},
            {"rms", samples > 0 ? std::sqrt(square_sum / samples) : 0},
            {"pitch_hz", samples > 0 ? crossings * rate_hz / samples : 0}};
  }

 private:
  std::atomic<std::int64_t> square_sum_ = 0;
  std::atomic<int> crossings_ = 0;
  std::atomic<std::size_t> samples_ = 0;
  std::int16_t last_ = 0;
};

struct Operator {
  std::shared_ptr<Voice> voice = std::make_shared<Voice>();
  std::optional<webrtc::Viewer> viewer{};
  picture::Feed picture{};
  webrtc::MicrophoneFeed sound{};
};

class Peer {
 public:
  Peer() {
    const picture::CameraSettings settings{.source = picture::TestPattern{}};
    auto opened = picture::Camera::open(loop_, settings, [](const auto&) {});
    if (!opened) throw std::runtime_error{opened.error()};
    camera_ = *std::move(opened);
    speak();
  }

  void run() {
    std::thread reader{[this] {
      for (std::string line; std::getline(std::cin, line);)
        loop_.post([this, line] { obey(json::parse(line).as_object()); });
      loop_.post([this] { loop_.stop(); });
    }};
    loop_.run();
    operators_.clear();
    reader.join();
  }

 private:
  void obey(const json::object& command) {
    const std::string what{command.at("do").as_string()};
    if (what == "usage") return tell_usage();
    const std::int64_t id = command.at("id").as_int64();
    if (what == "answer" || what == "offer") return begin(id, command);
    const auto found = operators_.find(id);
    if (found == operators_.end()) return;
    webrtc::Viewer& viewer = *found->second.viewer;
    if (what == "set_answer") {
      if (const auto set = viewer.set_answer(command.at("sdp").as_string()); !set)
        tell({{"id", id}, {"event", "error"}, {"why", set.error()}});
    } else if (what == "candidate") {
      viewer.add_candidate(static_cast<unsigned>(command.at("line").as_int64()),
                           command.at("candidate").as_string());
    } else if (what == "say") {
      if (const auto said = viewer.send(command.at("text").as_string()); !said)
        tell({{"id", id}, {"event", "error"}, {"why", said.error()}});
    } else if (what == "measure") {
      measure(id, found->second);
    } else if (what == "close") {
      operators_.erase(found);
      tell({{"id", id}, {"event", "closed"}});
    }
  }

  static webrtc::ViewerSettings settings_of(const json::object& command) {
    webrtc::ViewerSettings settings;
    settings.video = {command.at("codec").as_string() == "VP8" ? sdp::VideoCodec::vp8
                                                               : sdp::VideoCodec::h264};
    if (!command.contains("turn")) return settings;
    settings.relay_only = true;
    settings.trust =
        net::TlsClient::make(net::TrustAuthorities{std::string{command.at("trust").as_string()}})
            .value();
    for (const json::value& url : command.at("turn").as_array()) {
      auto server = webrtc::parse_ice_server(url.as_string()).value();
      server.user = command.at("user").as_string();
      server.password = command.at("password").as_string();
      settings.servers.push_back(std::move(server));
    }
    return settings;
  }

  void begin(std::int64_t id, const json::object& command) {
    Operator& one = operators_[id];
    const webrtc::ViewerHandler handler{
        .event = [this, id](const webrtc::ViewerEvent& event) { told(id, event); },
        .heard = [voice = one.voice](auto samples) { voice->hear(samples); }};
    auto viewer = command.at("do").as_string() == "offer"
                      ? webrtc::Viewer::offer(place_, settings_of(command), handler)
                      : webrtc::Viewer::answer(place_, settings_of(command),
                                               command.at("sdp").as_string(), handler);
    if (viewer) {
      one.viewer = *std::move(viewer);
      return;
    }
    tell({{"id", id}, {"event", "error"}, {"why", viewer.error()}});
    operators_.erase(id);
  }

  void told(std::int64_t id, const webrtc::ViewerEvent& event) {
    std::visit(
        portero::base::overloaded{
            [&](const webrtc::LocalDescription& it) {
              tell({{"id", id}, {"event", "description"}, {"sdp", it.sdp}});
            },
            [&](const webrtc::LocalCandidate& it) {
              tell({{"id", id},
                    {"event", "candidate"},
                    {"line", it.line},
                    {"candidate", it.candidate}});
            },
            [&](const webrtc::Connected&) { connected(id, operators_.at(id)); },
            [&](const webrtc::KeyFrameWanted&) {
              camera_->request_key_frame(*operators_.at(id).viewer->codec());
            },
            [&](const webrtc::ChannelOpened&) { tell({{"id", id}, {"event", "channel"}}); },
            [&](const webrtc::ChannelText& it) {
              tell({{"id", id}, {"event", "text"}, {"text", it.text}});
            },
            [&](const webrtc::TransportFeedback& it) { packets_reported_ += it.sent.size(); },
            [&](const webrtc::Gone& it) { gone(id, it); }},
        event);
  }

  void connected(std::int64_t id, Operator& one) {
    if (one.viewer->codec()) {
      one.picture = camera_->feed(*one.viewer->codec(), one.viewer->picture_source());
      one.picture.start();
    }
    if (one.viewer->sound_source() != nullptr)
      one.sound = microphone_.feed(one.viewer->sound_source());
    tell({{"id", id}, {"event", "connected"}});
  }

  void gone(std::int64_t id, const webrtc::Gone& it) {
    static constexpr const char* whys[] = {"closed", "vanished", "failed"};
    operators_.erase(id);
    tell({{"id", id},
          {"event", "gone"},
          {"why", whys[static_cast<std::size_t>(it.why)]},
          {"sentence", it.sentence}});
  }

  void measure(std::int64_t id, Operator& one) {
    const webrtc::Statistics statistics = one.viewer->statistics();
    tell({{"id", id},
          {"event", "measured"},
          {"voice", one.voice->measured()},
          {"packets_reported", packets_reported_},
          {"picture_packets", statistics.picture_sent.packets},
          {"sound_packets", statistics.sound_sent.packets},
          {"sent_again", statistics.packets_sent_again},
          {"local", statistics.local_candidate},
          {"remote", statistics.remote_candidate}});
  }

  static std::int64_t entries(const char* folder) {
    const std::filesystem::directory_iterator found{folder};
    return std::distance(std::filesystem::begin(found), std::filesystem::end(found));
  }

  // What this process holds and has used, after all pipelines that were closed are gone.
  void tell_usage() {
    teardown_.wait_until_done();
    std::ifstream statm{"/proc/self/statm"};
    std::int64_t pages = 0;
    statm >> pages >> pages;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) { return time.tv_sec * 1000 + time.tv_usec / 1000; };
    tell({{"event", "usage"},
          {"rss_kb", pages * sysconf(_SC_PAGESIZE) / 1024},
          {"threads", entries("/proc/self/task")},
          {"descriptors", entries("/proc/self/fd")},
          {"cpu_ms", ms(usage.ru_utime) + ms(usage.ru_stime)}});
  }

  void speak() {
    std::array<std::int16_t, 480> tone{};
    for (std::int16_t& sample : tone)
      sample = static_cast<std::int16_t>(8000 * std::sin(2 * std::numbers::pi * tone_hz *
                                                         static_cast<double>(spoken_++) / rate_hz));
    microphone_.write(tone);
    next_ += 10ms;
    speaking_.start_at(next_, [this] { speak(); });
  }

  loop::EventLoop loop_;
  webrtc::Teardown teardown_;
  webrtc::ViewerPlace place_{loop_, teardown_};
  std::unique_ptr<picture::Camera> camera_;
  webrtc::Microphone microphone_;
  loop::Timer speaking_{loop_};
  portero::base::TimePoint next_ = loop_.now();
  std::uint64_t spoken_ = 0;
  std::uint64_t packets_reported_ = 0;
  std::map<std::int64_t, Operator> operators_;
};

}  // namespace

int main() {
  webrtc::prepare();
  Peer{}.run();
}
