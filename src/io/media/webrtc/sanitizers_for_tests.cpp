// What the sanitizers are told before main(); without them nobody asks.

// GLib never frees a table of names that it makes while it is loaded, and replaces it when a
// process has more than 2048 of them, as WebRTC does. Only the whole stack tells who made it.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "fast_unwind_on_malloc=0:malloc_context_size=10";
}
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:/ld-linux-\n"; }
