// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Theme

// A hairline between two things.
Rectangle {
    implicitHeight: Theme.hairline
    implicitWidth: Theme.hairline
    color: Theme.line
    Accessible.ignored: true
}
