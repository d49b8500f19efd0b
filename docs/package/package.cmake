# SPDX-License-Identifier: GPL-3.0-or-later
# What an installed program has beside it, and how it becomes a Debian package:
#   cmake --build --preset release --target package

# Completions, written by the program itself. Debian's zsh looks elsewhere than others.
install(CODE "
    set(share \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}\")
    set(zsh zsh/site-functions)
    if(EXISTS /etc/debian_version AND CMAKE_INSTALL_PREFIX MATCHES \"/usr$\")
        set(zsh zsh/vendor-completions)
    endif()
    foreach(pair bash:bash-completion/completions/remontage zsh:\${zsh}/_remontage
            fish:fish/vendor_completions.d/remontage.fish)
        string(REPLACE : \";\" pair \${pair})
        list(GET pair 0 shell)
        list(GET pair 1 file)
        cmake_path(GET file PARENT_PATH folder)
        file(MAKE_DIRECTORY \${share}/\${folder})
        execute_process(COMMAND $<TARGET_FILE:remontage> completion \${shell}
            OUTPUT_FILE \${share}/\${file} COMMAND_ERROR_IS_FATAL ANY)
        message(STATUS \"Installing: \${share}/\${file}\")
    endforeach()")

# Debian wants manual pages packed.
install(CODE "
    set(page \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_MANDIR}/man1/remontage.1\")
    if(page MATCHES /_CPack_Packages/)
        execute_process(COMMAND gzip -9nf \${page} COMMAND_ERROR_IS_FATAL ANY)
    endif()")

install(FILES docs/package/remontage.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES docs/package/remontage.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES docs/package/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/remontage)

# What the linker does not see, from the list that ./run installs: libraries that are loaded by name
# when they are wanted, the driver, a typeface. The program says what is missing, and goes on.
file(STRINGS .ci/packages lines)
set(at_run_time)
set(group)
foreach(line IN LISTS lines)
    if(line MATCHES "^\\[(.*)\\]$")
        set(group ${CMAKE_MATCH_1})
    elseif(group STREQUAL run)
        list(APPEND at_run_time ${line})
    endif()
endforeach()
list(JOIN at_run_time ", " CPACK_DEBIAN_PACKAGE_RECOMMENDS)

# Nor does it see this one, without which no picture is read.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libvips42)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR Remontage)
# Who builds for others says who that is, as Debian's own tools have it.
set(CPACK_PACKAGE_CONTACT "The Remontage project <remontage@localhost>")
if(DEFINED ENV{DEBFULLNAME} AND DEFINED ENV{DEBEMAIL})
    set(CPACK_PACKAGE_CONTACT "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
endif()
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "takes pictures apart and puts them together again")
set(CPACK_PACKAGE_DESCRIPTION
"A scene is a text file: pictures, layers of them, and on each layer a chain of
effects. Remontage joins as many effects as it can into one shader, draws the
scene into a file at any size, or shows it in a window that follows the editor,
sound, MIDI and OSC. It needs no graphics card.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION graphics)
set(CPACK_STRIP_FILES ON)
include(CPack)
