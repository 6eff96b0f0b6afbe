# SPDX-License-Identifier: Apache-2.0
# How every target of the house is built: one language level, one set of warnings, one library a folder.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1 -D_GLIBCXX_ASSERTIONS")
set(PIZZA_SANITIZE "" CACHE STRING "Sanitizers to build with, as -fsanitize takes them")

find_program(PIZZA_CCACHE ccache)
if(PIZZA_CCACHE)
  # A precompiled header names its build time: without the sloppiness every object would be a miss.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
                                  CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${PIZZA_CCACHE})
endif()

add_library(pizza_options INTERFACE)
target_include_directories(pizza_options INTERFACE "${CMAKE_SOURCE_DIR}")
# -ffp-contract=off: the same sums on every machine, with or without fused multiply-add.
target_compile_options(pizza_options INTERFACE -ffp-contract=off -Wall -Wextra -Wconversion -Wno-sign-conversion
                                               -fpch-preprocess)
if(PIZZA_SANITIZE)
  target_compile_options(pizza_options INTERFACE -fsanitize=${PIZZA_SANITIZE} -fno-omit-frame-pointer -O1)
  target_link_options(pizza_options INTERFACE -fsanitize=${PIZZA_SANITIZE})
endif()

# pizza_library(NAME [LINK targets…] [PCH headers…]): all sources of the current folder and below, minus folders with a CMakeLists of their own.
function(pizza_library name)
  cmake_parse_arguments(ARG "NO_PCH" "" "LINK;PCH" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  file(GLOB_RECURSE nested CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt")
  foreach(inner IN LISTS nested)
    get_filename_component(folder "${inner}" DIRECTORY)
    list(FILTER sources EXCLUDE REGEX "^${folder}/")
  endforeach()
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC pizza_options ${ARG_LINK})
    if(NOT ARG_NO_PCH)
      target_precompile_headers(${name} PRIVATE <algorithm> <array> <cstdint> <functional> <map> <memory> <optional>
                                <span> <string> <string_view> <unordered_map> <utility> <vector> ${ARG_PCH})
    endif()
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE pizza_options ${ARG_LINK})
  endif()
endfunction()

# pizza_test(NAME SOURCES… LINK targets… [LABELS …] [TIMEOUT seconds] [DISPLAY] [PCH_FROM test]): one QtTest program, one
# ctest entry. PCH_FROM: a test that links the same and has precompiled headers.
# A label is a target as well: core_tests builds all that are labelled core.
# Every test runs in the same small world: C locale, UTC, no display unless DISPLAY asks for xvfb.
function(pizza_test name)
  cmake_parse_arguments(ARG "DISPLAY" "TIMEOUT;PCH_FROM" "SOURCES;LINK;LABELS;ENVIRONMENT" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  foreach(label IN LISTS ARG_LABELS)
    if(NOT TARGET ${label}_tests)
      add_custom_target(${label}_tests)
    endif()
    add_dependencies(${label}_tests ${name})
  endforeach()
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  target_compile_definitions(${name} PRIVATE PIZZA_SOURCE_DIR="${CMAKE_SOURCE_DIR}" PIZZA_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${name} PRIVATE pizza_options Qt6::Test ${ARG_LINK})
  if(ARG_PCH_FROM)
    target_precompile_headers(${name} REUSE_FROM ${ARG_PCH_FROM})
  endif()
  if(ARG_DISPLAY)
    add_test(NAME ${name} COMMAND xvfb-run -a -s "-screen 0 1920x1200x24" $<TARGET_FILE:${name}>)
    set(platform QT_QPA_PLATFORM=xcb QSG_RHI_BACKEND=opengl LIBGL_ALWAYS_SOFTWARE=1)
  else()
    add_test(NAME ${name} COMMAND ${name})
    set(platform QT_QPA_PLATFORM=offscreen)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "LC_ALL=C.UTF-8;TZ=UTC;QT_SCALE_FACTOR=1;QT_QUICK_CONTROLS_STYLE=Basic;${platform};${ARG_ENVIRONMENT}")
  # Brokers are heavy: of the tests that start some, one runs at a time.
  if("servers" IN_LIST ARG_LABELS OR "pizza_connector_kafka" IN_LIST ARG_LINK)
    set_tests_properties(${name} PROPERTIES RESOURCE_LOCK brokers)
  endif()
endfunction()
