#pragma once

#include <expected>
#include <string>

#include <boost/json/object.hpp>

#include "core/control/message.hpp"

// The web console and its certificate as JSON.
//   {"do":"console"}   {"do":"certificate"}   {"do":"use_own_certificate"}
//   {"do":"use_certificate","certificate":"-----BEGIN ...","key":"-----BEGIN ..."}
//   {"console":{"address":"https://192.0.2.7:8443","fingerprint":"...","claim_code":"4F7-K2P"}}
//   {"certificate":{"self_made":false,"names":["door.example.org"],"issuer":"...",
//    "from":"2026-11-28","until":"2027-11-28","fingerprint":"..."}}
namespace portero::ipc {

[[nodiscard]] boost::json::object written(const control::ToConsole& request);
[[nodiscard]] boost::json::object written(const control::ConsoleTold& told);
[[nodiscard]] boost::json::object written(const control::CertificateTold& told);

// An error names the field and what it must be.
[[nodiscard]] std::expected<control::UseCertificate, std::string> given_of(
    const boost::json::object& from);
[[nodiscard]] std::expected<control::ConsoleTold, std::string> console_of(
    const boost::json::value& value);
[[nodiscard]] std::expected<control::CertificateTold, std::string> certificate_of(
    const boost::json::value& value);

}  // namespace portero::ipc
