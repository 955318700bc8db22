#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace portero::screen {

// The lines that come from the station, of a socket of which Qt says when there is something to
// read.
class LineReader {
 public:
  enum class Socket { open, closed };

  // Reads what is there, without waiting. A line that is longer than any message closes it.
  [[nodiscard]] Socket read(int fd, const std::function<void(std::string_view)>& line);

 private:
  std::string rest_;
};

// Waits until the station has taken it; nothing happens where it is gone.
void write_line(int fd, std::string line);

}  // namespace portero::screen
