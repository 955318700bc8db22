#include "apps/display/built_in.hpp"

// What rcc and qmlcachegen generate, under the names that they give: a static library loses what
// nobody calls.
int qInitResources_display();
int qInitResources_qmlcache_display();

namespace portero::screen {

void load_built_in() {
  qInitResources_display();
  qInitResources_qmlcache_display();
}

}  // namespace portero::screen
