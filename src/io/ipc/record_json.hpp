#pragma once

#include <expected>
#include <string>

#include <boost/json/object.hpp>

#include "core/control/message.hpp"

// What is on record, as JSON. Times are milliseconds since 1970 in UTC; null where there is none.
//   {"do":"events","limit":50,"before":812}
//   {"events":[{"number":811,"at_ms":0,"kind":"started","call":"","who":"","how":"","outcome":"",
//               "photo":false}],"next":null}
namespace portero::ipc {

// So many fit into a line of max_line_bytes, whatever they hold.
inline constexpr std::size_t max_asked = 100;

[[nodiscard]] boost::json::object written(const control::ToRecord& request);
[[nodiscard]] boost::json::object written(const control::CallsKept& page);
[[nodiscard]] boost::json::object written(const control::EventsKept& page);

// limit: 1 to max_asked, before: 1 and more. An error names the field and what is allowed.
[[nodiscard]] std::expected<events::Query, std::string> query_of(const boost::json::object& from);
[[nodiscard]] std::expected<control::CallsKept, std::string> calls_of(
    const boost::json::object& from);
[[nodiscard]] std::expected<control::EventsKept, std::string> events_of(
    const boost::json::object& from);

}  // namespace portero::ipc
