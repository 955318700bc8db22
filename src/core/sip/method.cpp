#include "core/sip/method.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace portero::sip {
namespace {

constexpr std::array<std::pair<MethodId, std::string_view>, 14> names{{
    {MethodId::invite, "INVITE"},
    {MethodId::ack, "ACK"},
    {MethodId::bye, "BYE"},
    {MethodId::cancel, "CANCEL"},
    {MethodId::options, "OPTIONS"},
    {MethodId::register_, "REGISTER"},
    {MethodId::prack, "PRACK"},
    {MethodId::update, "UPDATE"},
    {MethodId::info, "INFO"},
    {MethodId::refer, "REFER"},
    {MethodId::message, "MESSAGE"},
    {MethodId::subscribe, "SUBSCRIBE"},
    {MethodId::notify, "NOTIFY"},
    {MethodId::publish, "PUBLISH"},
}};

}  // namespace

Method Method::from_text(std::string_view token) {
  const auto* const found =
      std::ranges::find(names, token, &std::pair<MethodId, std::string_view>::second);
  Method method{found == names.end() ? MethodId::other : found->first};
  if (method.id_ == MethodId::other) method.other_ = token;
  return method;
}

std::string_view Method::text() const {
  const auto* const found =
      std::ranges::find(names, id_, &std::pair<MethodId, std::string_view>::first);
  return found == names.end() ? std::string_view{other_} : found->second;
}

}  // namespace portero::sip
