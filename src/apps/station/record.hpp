#pragma once

#include "apps/station/control_socket.hpp"
#include "io/store/recorder.hpp"

namespace portero::station {

// What porteroctl asks of the record, answered when the disk has; nullptr where nothing is kept.
void look_up(store::Recorder* recorder, const control::ToRecord& request,
             const ControlSocket::Answer& answer);

}  // namespace portero::station
