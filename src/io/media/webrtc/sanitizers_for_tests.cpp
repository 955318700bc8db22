// What the sanitizers are told before main(); without them nobody asks.

// GLib makes a table of names while it is loaded, and forgets it for a larger one whenever a
// process has 2048 more of them, as WebRTC does. Only the whole stack tells who made it.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "fast_unwind_on_malloc=0:malloc_context_size=10";
}
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:/ld-linux-\nleak:g_intern_\nleak:g_quark_\n";
}
