#include "apps/station/media_process.hpp"

#include <utility>

#include "io/ipc/media_json.hpp"

namespace portero::station {
namespace {

// It reads its libraries from a disk that may be slow before its first sign of life.
constexpr SupervisedProcess::Manner manner{.name = "portero-media",
                                           .area = "media",
                                           .lack = "no sound and no picture",
                                           .longest_delay = std::chrono::seconds{5},
                                           .first_sign_limit = std::chrono::seconds{30}};

}  // namespace

MediaProcess::MediaProcess(loop::EventLoop& loop, log::Log& log, process::Program program,
                           Handler handler)
    : loop_(loop),
      handler_(std::move(handler)),
      process_(
          loop, log, std::move(program), manner,
          {.starts = [this] { tell_unanswered(); },
           .started =
               [this] {
                 for (const media::Command& command : memory_.retell())
                   process_.send(ipc::to_json(command));
               },
           .line_came = [this](const std::string& line) { return line_came(line); },
           .ended = [this] { tell_unanswered(); },
           .beats =
               [this] { process_.send(ipc::to_json(media::Command{media::AskStatistics{}})); }}) {
  process_.start();
}

void MediaProcess::send(const media::Command& command) {
  memory_.told(command);
  if (const auto* open = std::get_if<media::OpenLeg>(&command)) await(open->leg);
  if (const auto* close = std::get_if<media::CloseLeg>(&command)) opening_.erase(close->leg);
  process_.send(ipc::to_json(memory_.as_taken_over(command)));
}

std::expected<void, std::string> MediaProcess::line_came(const std::string& line) {
  const auto event = ipc::media_event(line);
  if (!event) return std::unexpected(event.error());
  if (const auto* ready = std::get_if<media::LegReady>(&*event)) opening_.erase(ready->leg);
  if (const auto* failed = std::get_if<media::LegFailed>(&*event)) opening_.erase(failed->leg);
  if (memory_.is_news(*event)) handler_(*event);
  return {};
}

// Also of what was asked while there was no process, before one is told how things stand.
void MediaProcess::tell_unanswered() {
  for (const media::Event& event : memory_.unanswered()) handler_(event);
}

// A call that gets no ports in time ends rather than being silent.
void MediaProcess::await(media::LegId leg) {
  const auto timer = opening_.try_emplace(leg, loop_).first;
  timer->second.start(process_.is_starting() ? first_opening_limit : opening_limit, [this, leg] {
    opening_.erase(leg);
    const media::Event late =
        media::LegFailed{leg, "the media process does not answer; its own log lines say why"};
    if (!memory_.is_news(late)) return;
    send(media::CloseLeg{leg});
    handler_(late);
  });
}

}  // namespace portero::station
