#include "io/net/errno_failure.hpp"

#include <cerrno>
#include <system_error>

namespace portero::net {

using transport::Failure;
using transport::FailureKind;

Failure failure_of_errno(int error) {
  switch (error) {
    case ECONNREFUSED: return {FailureKind::refused, {}};
    case ECONNRESET:
    case EPIPE: return {FailureKind::reset, {}};
    case ETIMEDOUT: return {FailureKind::timed_out, {}};
    case EHOSTUNREACH:
    case EHOSTDOWN: return {FailureKind::host_unreachable, {}};
    case ENETUNREACH:
    case ENETDOWN: return {FailureKind::network_unreachable, {}};
    case EAFNOSUPPORT: return {FailureKind::network_unreachable, "this host has no IPv6"};
    case EPERM:
    case EACCES: return {FailureKind::not_permitted, {}};
    case EMSGSIZE: return {FailureKind::too_large, {}};
    case EADDRINUSE: return {FailureKind::address_in_use, {}};
    case EADDRNOTAVAIL: return {FailureKind::address_not_available, {}};
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM: return {FailureKind::out_of_resources, {}};
    default: break;
  }
  // Nothing that a destination of ours should bring about; what it was is kept for the log.
  return {FailureKind::host_unreachable, std::generic_category().message(error)};
}

}  // namespace portero::net
