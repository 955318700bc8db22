#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/overloaded.hpp"
#include "io/net/streams.hpp"

namespace portero::net {

inline base::ByteView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Streams that note what they are told.
struct NotingStreams {
  explicit NotingStreams(loop::EventLoop& loop, const StreamLimits& limits = {})
      : streams(loop, limits, [this](const StreamEvent& event) { note(event); }) {}

  void note(const StreamEvent& event) {
    std::visit(base::overloaded{[this](const ConnectionOpened& told) { opened.push_back(told); },
                                [this](const BytesReceived& told) {
                                  received[told.id].append(told.bytes.begin(), told.bytes.end());
                                },
                                [this](const ConnectionClosed& told) { closed.push_back(told); }},
               event);
    if (then) then(event);
  }

  [[nodiscard]] std::string all_received() const {
    std::string all;
    for (const auto& [id, text] : received) all += text;
    return all;
  }

  std::vector<ConnectionOpened> opened{};
  std::map<ConnectionId, std::string> received{};
  std::vector<ConnectionClosed> closed{};
  std::function<void(const StreamEvent&)> then{};  // what the test does about it
  Streams streams;
};

}  // namespace portero::net
