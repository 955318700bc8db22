# What QML and its likes need to be part of a program.

# portero_built_in(TARGET NAME.qrc): the files that it lists become resources of Qt, and the QML
# among them byte code, so that nothing is parsed or cached when the program starts. It calls
# qInitResources_NAME() and qInitResources_qmlcache_NAME() once.
function(portero_built_in target qrc)
  cmake_path(GET qrc STEM name)
  set(list ${CMAKE_CURRENT_SOURCE_DIR}/${qrc})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/built_in)
  file(MAKE_DIRECTORY ${out})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${list})
  file(STRINGS ${list} lines REGEX "<file>")
  list(TRANSFORM lines REPLACE ".*<file>(.*)</file>.*" "\\1")

  set(sources ${out}/${name}.cpp ${out}/${name}_qmlcache_loader.cpp)
  add_custom_command(OUTPUT ${out}/${name}.cpp
    COMMAND Qt6::rcc --name ${name} --output ${out}/${name}.cpp ${list}
    DEPENDS ${list} ${lines} VERBATIM)
  set(resource_paths ${lines})
  list(FILTER resource_paths INCLUDE REGEX "[.]qml$")
  foreach(file ${resource_paths})
    cmake_path(GET file STEM stem)
    add_custom_command(OUTPUT ${out}/${stem}_qml.cpp
      COMMAND Qt6::qmlcachegen --only-bytecode --resource ${list} --resource-path /${file}
              -o ${out}/${stem}_qml.cpp ${CMAKE_CURRENT_SOURCE_DIR}/${file}
      DEPENDS ${file} ${list} VERBATIM)
    list(APPEND sources ${out}/${stem}_qml.cpp)
  endforeach()
  list(TRANSFORM resource_paths PREPEND "/")
  list(JOIN resource_paths "\n" resource_paths)
  file(CONFIGURE OUTPUT ${out}/${name}.rsp CONTENT "${resource_paths}\n")
  add_custom_command(OUTPUT ${out}/${name}_qmlcache_loader.cpp
    COMMAND Qt6::qmlcachegen --resource-name qmlcache_${name} --resource ${list}
            -o ${out}/${name}_qmlcache_loader.cpp @${out}/${name}.rsp
    DEPENDS ${list} ${out}/${name}.rsp VERBATIM)

  # Qt's generators know nothing of our warnings.
  add_library(${target}_built_in OBJECT ${sources})
  target_compile_options(${target}_built_in PRIVATE -w)
  target_link_libraries(${target}_built_in PRIVATE Qt6::Qml)
  target_link_libraries(${target} PRIVATE ${target}_built_in)
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_built_in>)
endfunction()
