#pragma once

#include <expected>
#include <string>

#include <boost/json/object.hpp>

#include "core/control/message.hpp"

// Diagnostics as JSON. Titles are for people; they are not read back.
//   {"do":"diagnose"}   {"do":"diagnostics"}   {"do":"diagnostics","run":1}
//   {"diagnostics":{"run":1,"running":true,"checks":[{"id":"name","title":"Name lookup",
//    "outcome":"pass","found":"...","advice":""}]}}
namespace portero::ipc {

[[nodiscard]] boost::json::object written(const control::ToDiagnostics& request);
[[nodiscard]] std::expected<control::AskDiagnostics, std::string> ask_diagnostics_of(
    const boost::json::object& from);
[[nodiscard]] boost::json::object written(const diagnostics::Report& report);
[[nodiscard]] std::expected<diagnostics::Report, std::string> report_of(
    const boost::json::value& value);

}  // namespace portero::ipc
