// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Theme

// Shows where the keyboard is; fills its parent.
Rectangle {
    property bool shown: false

    anchors.fill: parent
    anchors.margins: -Theme.focusRing
    visible: shown
    color: "transparent"
    radius: Theme.radius + Theme.focusRing
    border.width: Theme.focusRing
    border.color: Theme.onTime
    Accessible.ignored: true
}
