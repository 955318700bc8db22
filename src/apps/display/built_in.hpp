#pragma once

namespace portero::screen {

// Before the first of our resources (display.qrc) is asked for; again, it does nothing.
void load_built_in();

}  // namespace portero::screen
