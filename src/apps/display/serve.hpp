#pragma once

#include "apps/display/window.hpp"

namespace portero::screen {

// The whole of portero-display, on a connected socket, until the station at its other end is gone.
// Without a size, the window takes all of the screen. Needs a QGuiApplication.
void serve(int socket, Size size);

}  // namespace portero::screen
