#include "io/http/request_reader.hpp"

#include <utility>

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/url/parse.hpp>

namespace portero::http {
namespace {

namespace beast = boost::beast::http;
using BeastParser = beast::request_parser<beast::string_body>;
using BeastRequest = beast::request<beast::string_body>;

Response refusal(const boost::system::error_code& error) {
  if (error == beast::error::body_limit) return text_response(413, "The body is too long.");
  if (error == beast::error::header_limit)
    return text_response(431, "The header of the request is too long.");
  return text_response(400, "This is not HTTP: " + error.message() + ".");
}

std::optional<Response> read_target(std::string_view target, Request& request) {
  if (target.size() > max_target_bytes) return text_response(414, "The address is too long.");
  const auto url = boost::urls::parse_origin_form({target.data(), target.size()});
  if (!url) return text_response(400, "The address of the request is none of this server.");
  request.path = url->path();
  if (request.path.find('\0') != std::string::npos)
    return text_response(400, "The address of the request holds a zero byte.");
  for (const auto& parameter : url->params())
    request.query.emplace_back(parameter.key, parameter.value);
  return std::nullopt;
}

std::expected<Request, Response> understood(const BeastRequest& read) {
  Request request{.method = std::string{read.method_string()},
                  .minor_version = static_cast<int>(read.version() % 10),
                  .keep_alive = read.keep_alive()};
  if (read.version() >= 11 && read.count(beast::field::host) != 1)
    return std::unexpected{text_response(400, "The request names no host, or several.")};
  if (auto wrong = read_target(std::string_view{read.target()}, request))
    return std::unexpected{*std::move(wrong)};
  for (const auto& field : read)
    request.headers.emplace_back(std::string{field.name_string()}, std::string{field.value()});
  request.body = read.body();
  return request;
}

}  // namespace

struct RequestReader::Parser {
  explicit Parser(std::size_t max_body_bytes) {
    parser.header_limit(max_header_bytes);
    parser.body_limit(max_body_bytes);
  }
  BeastParser parser;            // stops behind the header
  std::size_t header_bytes = 0;  // so far: Beast limits only what comes in one piece
  bool header_seen = false;
};

RequestReader::RequestReader(std::size_t max_body_bytes)
    : max_body_bytes_(max_body_bytes), parser_(std::make_unique<Parser>(max_body_bytes)) {}
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;

void RequestReader::receive(std::string_view bytes) {
  if (!refusal_)
    waiting_.append({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

std::expected<std::optional<Request>, Response> RequestReader::next() {
  if (refusal_) return std::unexpected{*refusal_};
  auto taken = take();
  if (!taken) {
    refusal_ = taken.error();
    waiting_.clear();
  }
  return taken;
}

std::expected<std::optional<Request>, Response> RequestReader::take() {
  BeastParser& parser = parser_->parser;
  while (!waiting_.empty() && !parser.is_done()) {
    boost::system::error_code error;
    const bool in_header = !parser.is_header_done();
    const base::ByteView bytes = waiting_.front();
    const std::size_t used = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    waiting_.take(used);
    if (in_header && (parser_->header_bytes += used) > max_header_bytes)
      return std::unexpected{refusal(beast::error::header_limit)};
    if (error == beast::error::need_more) break;
    if (error) return std::unexpected{refusal(error)};
    if (auto wrong = look_at_header()) return std::unexpected{*std::move(wrong)};
  }
  if (!parser.is_done() && waiting_.size() > max_header_bytes)
    return std::unexpected{refusal(beast::error::header_limit)};
  if (!parser.is_done()) return std::nullopt;
  const auto whole = std::exchange(parser_, std::make_unique<Parser>(max_body_bytes_));
  continue_due_ = false;
  auto request = understood(whole->parser.get());
  if (!request) return std::unexpected{std::move(request.error())};
  return *std::move(request);
}

// RFC 9112 section 6.3 lets a server insist on a length. Beast 1.81 aborts on the last chunk of a
// body that comes in small pieces.
std::optional<Response> RequestReader::look_at_header() {
  const BeastParser& parser = parser_->parser;
  if (!parser.is_header_done() || std::exchange(parser_->header_seen, true)) return std::nullopt;
  if (parser.get().count(beast::field::transfer_encoding) != 0)
    return text_response(411, "A body must come with its length, not in chunks.");
  beast::token_list expected{parser.get()[beast::field::expect]};
  continue_due_ = !parser.is_done() && expected.exists("100-continue");
  return std::nullopt;
}

bool RequestReader::takes_continue() { return std::exchange(continue_due_, false); }

bool RequestReader::in_the_middle() const {
  return !refusal_ && (!waiting_.empty() || parser_->parser.got_some());
}

}  // namespace portero::http
