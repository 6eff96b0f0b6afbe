// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace pizza::desktop {

// Makes Inter with tabular digits the application's font (carried as a resource when the build machine had it, else
// looked for in the system), or the system's sans serif when there is no Inter. Needs a QGuiApplication. Returns the
// family in use. Called again it does nothing more.
QString install_fonts();

}  // namespace pizza::desktop
