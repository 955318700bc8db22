#include "apps/ctl/station_link.hpp"

#include <utility>

#include <fmt/format.h>

#include "io/ipc/control_json.hpp"
#include "io/ipc/line_listener.hpp"

namespace portero::ctl {

std::expected<std::unique_ptr<StationLink>, std::string> StationLink::open(
    const std::filesystem::path& socket) {
  const auto fd = ipc::connect(socket);
  if (!fd)
    return std::unexpected{
        fmt::format("{}\nIs portero-station running? --socket says where.", fd.error())};
  return std::unique_ptr<StationLink>{new StationLink{socket, *fd}};
}

StationLink::StationLink(const std::filesystem::path& socket, int fd)
    : path_(socket), socket_(loop_, fd, [this](const ipc::LineEvent& event) {
        if (const auto* line = std::get_if<ipc::LineArrived>(&event))
          answer_ = line->line;
        else
          closed_ = true;
      }) {}

std::expected<std::string, std::string> StationLink::ask(const control::Request& request,
                                                         base::Duration within) {
  answer_.reset();
  socket_.send(ipc::to_json(request));
  loop_.run_until([&] { return answer_ || closed_; }, within);
  if (answer_) return *std::exchange(answer_, std::nullopt);
  return std::unexpected{fmt::format("the station at {} does not answer.", path_.string())};
}

void StationLink::wait(base::Duration duration) { loop_.run_for(duration); }

}  // namespace portero::ctl
