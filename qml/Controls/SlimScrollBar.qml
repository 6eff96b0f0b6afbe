// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Pizza.Theme

T.ScrollBar {
    id: bar

    implicitWidth: Theme.space2
    implicitHeight: Theme.space2
    padding: 2
    visible: size < 1
    policy: T.ScrollBar.AsNeeded
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: Theme.space1
        radius: width / 2
        color: bar.pressed || bar.hovered ? Theme.muted : Theme.line
    }
}
