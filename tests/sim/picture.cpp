#include "tests/sim/picture.hpp"

#include <fmt/format.h>

namespace portero::sim {
namespace {

struct Look {
  const char* icon;
  const char* text;
  int colour;  // of ANSI's table of 256
};

// Each state by shape and words as well as by colour (DSP-10).
Look look(call::Screen screen) {
  switch (screen) {
    case call::Screen::disabled: return {"     ", "", 240};
    case call::Screen::offline: return {" (/) ", "Not available", 203};
    case call::Screen::waiting: return {" (o) ", "Touch to call", 255};
    case call::Screen::directory: return {"  =  ", "Whom do you visit?", 255};
    case call::Screen::ringing: return {"<(o)>", "Calling", 255};
    case call::Screen::in_call: return {"[(o)]", "In call", 77};
    case call::Screen::paused: return {" ||  ", "Please wait", 220};
    case call::Screen::access_pending: return {" ... ", "One moment", 220};
    case call::Screen::access_granted: return {"  V  ", "Access granted", 77};
    case call::Screen::access_denied: return {"  X  ", "Access denied", 203};
    case call::Screen::no_answer: return {" (-) ", "Nobody answers", 220};
    case call::Screen::busy: return {" (-) ", "Busy", 220};
    case call::Screen::failed: return {" (!) ", "Call failed", 203};
    case call::Screen::ended: return {" (.) ", "Goodbye", 255};
  }
  return {};
}

}  // namespace

std::string picture(const call::Show& show, bool colour) {
  const Look look = sim::look(show.screen);
  const std::string on = colour ? fmt::format("\033[38;5;{}m", look.colour) : "";
  const std::string off = colour ? "\033[0m" : "";
  const std::string indent(28, ' ');
  std::string text;
  text += fmt::format("{}.--------------------.\n", indent);
  text += fmt::format("{}|{}{:^20}{}|\n", indent, on, look.icon, off);
  text += fmt::format("{}|{}{:^20}{}|\n", indent, on, look.text, off);
  text += fmt::format("{}'--------------------'\n", indent);
  return text;
}

}  // namespace portero::sim
