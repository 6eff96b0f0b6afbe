// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Theme

// The key that does the same as the thing it stands in.
Rectangle {
    id: hint

    property string text

    implicitWidth: Math.max(label.implicitWidth + Theme.space3, implicitHeight)
    implicitHeight: label.implicitHeight + Theme.space1
    radius: Theme.radiusSmall
    color: "transparent"
    border.color: Theme.line
    Accessible.ignored: true

    Label {
        id: label
        anchors.centerIn: parent
        text: hint.text
        muted: true
        font.pixelSize: Theme.typeNote
    }
}
