#include "core/sdp/serializer.hpp"

#include <iterator>

#include <fmt/format.h>

namespace portero::sdp {
namespace {

class Writer {
 public:
  std::string write(const Session& session) {
    const Origin& origin = session.origin;
    line("v=0");
    line("o={} {} {} {}", origin.user, origin.session_id, origin.version, words(origin.address));
    line("s={}", session.name);
    if (session.connection) line("c={}", words(*session.connection));
    write_bandwidths(session.bandwidths);
    for (const std::string& time : session.times) line("t={}", time);
    write_attributes(session.attributes);
    for (const Media& media : session.media) write_media(media);
    return std::move(text_);
  }

 private:
  template <class... Values>
  void line(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
    text_ += "\r\n";
  }

  static std::string words(const Connection& connection) {
    return fmt::format("{} {} {}", connection.network, connection.address_type, connection.address);
  }

  void write_media(const Media& media) {
    text_ += fmt::format("m={} {}", media.type, media.port);
    if (media.port_count != 1) text_ += fmt::format("/{}", media.port_count);
    text_ += fmt::format(" {}", media.proto);
    for (const std::string& format : media.formats) text_ += ' ' + format;
    text_ += "\r\n";
    if (media.connection) line("c={}", words(*media.connection));
    write_bandwidths(media.bandwidths);
    write_attributes(media.attributes);
  }

  void write_bandwidths(const std::vector<Bandwidth>& bandwidths) {
    for (const auto& [type, value] : bandwidths) line("b={}:{}", type, value);
  }

  void write_attributes(const Attributes& attributes) {
    for (const auto& [name, value] : attributes) {
      if (value.empty())
        line("a={}", name);
      else
        line("a={}:{}", name, value);
    }
  }

  std::string text_;
};

}  // namespace

std::string serialize(const Session& session) { return Writer{}.write(session); }

}  // namespace portero::sdp
