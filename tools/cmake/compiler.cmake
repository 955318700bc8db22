# How every file is compiled: the language, the warnings, the sanitizers, the cache.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

set(PORTERO_SANITIZERS "" CACHE STRING "Sanitizers for every target, as -fsanitize= takes them")
option(PORTERO_PRECOMPILE "Compile gmock and the standard library once for all" OFF)
option(PORTERO_FUZZ "Link the fuzz targets with libFuzzer instead of the corpus replayer" OFF)

find_program(CCACHE ccache)
if(CCACHE)
  # What a precompiled header holds is known by what it was made from.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
                                  ${CCACHE})
endif()

add_compile_options(
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wswitch-enum
  -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wnull-dereference -Wformat=2
  -Wimplicit-fallthrough -Wextra-semi -Wunused
  # A field that is left out of {.a = 1} has the default that its type declares.
  -Wno-missing-designated-field-initializers -fno-omit-frame-pointer -g1)
add_link_options(-fuse-ld=lld-19)
set(Boost_USE_STATIC_LIBS ON)

if(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  add_compile_options(-D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE)
  add_link_options(-pie -Wl,-z,relro,-z,now)
  # Fewer pages: what nothing uses, what is there twice, and short relocations.
  add_compile_options(-ffunction-sections -fdata-sections -Oz)
  add_link_options(-Wl,--gc-sections,--icf=safe,-O2,-z,pack-relative-relocs,--as-needed)
endif()

if(PORTERO_PRECOMPILE)
  # Alike for all, and the same for the cache each time.
  add_compile_options(-pthread "SHELL:-Xclang -fno-pch-timestamp")
endif()

if(PORTERO_SANITIZERS)
  add_compile_options(-fsanitize=${PORTERO_SANITIZERS} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PORTERO_SANITIZERS})
endif()
if(PORTERO_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
