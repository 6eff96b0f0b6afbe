// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Theme

// A short word in an outline of its meaning's colour.
Rectangle {
    id: badge

    property string text
    property color tint: Theme.muted

    visible: text.length > 0
    implicitWidth: label.implicitWidth + Theme.space4
    implicitHeight: label.implicitHeight + Theme.space1 + 2
    radius: height / 2
    color: "transparent"
    border.color: tint

    Label {
        id: label
        anchors.centerIn: parent
        text: badge.text
        color: badge.tint
        font.pixelSize: Theme.typeText - 1
        font.weight: Font.DemiBold
    }
}
