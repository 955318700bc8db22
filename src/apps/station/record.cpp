#include "apps/station/record.hpp"

#include "base/overloaded.hpp"

namespace portero::station {
namespace {

constexpr const char* no_record = "no_record";

}  // namespace

void look_up(store::Recorder* recorder, const control::ToRecord& request,
             const ControlSocket::Answer& answer) {
  if (recorder == nullptr)
    return answer(control::Refused{
        no_record, "Nothing is kept: the station has no folder for its state. --state names one."});
  const auto tell = [answer](const auto& found) {
    if (found)
      answer(*found);
    else
      answer(control::Refused{no_record, "The record cannot be read: " + found.error()});
  };
  std::visit(base::overloaded{
                 [&](const control::AskCalls& ask) { recorder->find_calls(ask.query, tell); },
                 [&](const control::AskEvents& ask) { recorder->find_events(ask.query, tell); },
             },
             request);
}

}  // namespace portero::station
