# One folder, one library, one test executable. The name of the target is the path of the folder
# below src/ with '_' for '/': src/core/call is core_call, its tests are core_call_test.
#
#   portero_folder(HEADERS call.hpp SOURCES call.cpp TESTS call_test.cpp USES base core_access)
#
# USES names what the public headers need; only libraries to the left in base <- core <- io <- apps.
# COMPUTES says that the sources work through signals by the minute in tests: they are optimised in
# builds for tests, too.
find_package(GTest REQUIRED)

# The tests of the layer that has threads, but for codecs, which have none, and GStreamer: what its
# own threads hand to each other looks like a race to a sanitizer that was not compiled into it.
add_custom_target(io_tests)

set(portero_computes $<$<CONFIG:Debug>:-O1> $<$<CONFIG:RelWithDebInfo>:-O2>)

# Most of the time of a test's compilation goes into gmock, a third of any other's into the standard
# library. Not in the daily build and the released one, where every source must compile with what it
# includes.
if(PORTERO_PRECOMPILE)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled_standard.cpp CONTENT "")
  foreach(precompiled precompiled_standard precompiled_standard_computes)
    add_library(${precompiled} OBJECT ${PROJECT_BINARY_DIR}/precompiled_standard.cpp)
    target_precompile_headers(
      ${precompiled} PRIVATE <algorithm> <array> <chrono> <deque> <expected> <filesystem>
      <functional> <map> <memory> <optional> <set> <span> <string> <string_view> <utility> <variant>
      <vector>)
  endforeach()
  target_compile_options(precompiled_standard_computes PRIVATE ${portero_computes})
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled_gmock.cpp CONTENT "")
  add_library(precompiled_gmock OBJECT ${PROJECT_BINARY_DIR}/precompiled_gmock.cpp)
  target_link_libraries(precompiled_gmock PRIVATE GTest::gmock)
  target_precompile_headers(precompiled_gmock PRIVATE <gmock/gmock.h>)
endif()

function(portero_folder)
  cmake_parse_arguments(ARG "COMPUTES" "" "HEADERS;SOURCES;TESTS;USES;TEST_USES" ${ARGN})
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/src
             OUTPUT_VARIABLE path)
  string(REPLACE "/" "_" name ${path})

  if(ARG_SOURCES)
    set(scope PUBLIC)
    add_library(${name} STATIC ${ARG_SOURCES})
  else()
    set(scope INTERFACE)
    add_library(${name} INTERFACE)
  endif()
  # Those with a source of the same name are what it includes first (tools/tidy/own_header.py).
  set(alone ${ARG_HEADERS})
  list(TRANSFORM ARG_SOURCES REPLACE "[.]cpp$" ".hpp" OUTPUT_VARIABLE included_first)
  list(REMOVE_ITEM alone ${included_first})
  set(included_first ${ARG_HEADERS})
  list(REMOVE_ITEM included_first ${alone})
  target_sources(
    ${name} ${scope}
    FILE_SET alone TYPE HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${alone}
    FILE_SET included_first TYPE HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src
    FILES ${included_first})
  set_property(TARGET ${name} PROPERTY INTERFACE_HEADER_SETS_TO_VERIFY alone)
  if(NOT alone)
    set_property(TARGET ${name} PROPERTY VERIFY_INTERFACE_HEADER_SETS OFF)
  endif()
  target_link_libraries(${name} ${scope} ${ARG_USES})
  set(precompiled precompiled_standard)
  if(ARG_COMPUTES)
    set(precompiled precompiled_standard_computes)
    target_compile_options(${name} PRIVATE ${portero_computes})
  endif()
  if(PORTERO_PRECOMPILE AND ARG_SOURCES)
    target_precompile_headers(${name} REUSE_FROM ${precompiled})
  endif()

  if(ARG_TESTS)
    add_executable(${name}_test ${ARG_TESTS})
    target_link_libraries(${name}_test PRIVATE ${name} ${ARG_TEST_USES} GTest::gmock_main)
    target_compile_definitions(${name}_test PRIVATE PORTERO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    if(PORTERO_PRECOMPILE)
      target_precompile_headers(${name}_test REUSE_FROM precompiled_gmock)
    endif()
    add_test(NAME unit.${name} COMMAND ${name}_test)
    set_tests_properties(unit.${name} PROPERTIES LABELS unit TIMEOUT 240)
    if(name MATCHES "^(io_media_|apps_(display|media)$)")
      # Without the whole stack, nothing tells what was allocated while a library was loaded.
      set(leaks ${PROJECT_SOURCE_DIR}/tools/cmake/leaks.txt)
      set_tests_properties(unit.${name} PROPERTIES ENVIRONMENT_MODIFICATION
        "ASAN_OPTIONS=string_append::fast_unwind_on_malloc=0;\
LSAN_OPTIONS=set:suppressions=${leaks}:print_suppressions=0")
    endif()
    if(name MATCHES "^io_" AND NOT name MATCHES "^io_media_(codec|gst|ilbc|picture|rtp|webrtc)$")
      add_dependencies(io_tests ${name}_test)
    endif()
  endif()
endfunction()
