// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Theme

// How long a stretch is, and whose map it is: always in sight.
Rectangle {
    id: root

    property int metres
    property real pixels
    property string attribution

    implicitWidth: row.implicitWidth + 2 * Theme.space2
    implicitHeight: row.implicitHeight + Theme.space1
    radius: Theme.radiusSmall
    color: Theme.glass

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.space2

        Item {
            anchors.verticalCenter: parent.verticalCenter
            width: root.pixels
            height: Theme.space2
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.hairline
                color: Theme.muted
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: Theme.hairline
                height: Theme.space1 + 1
                color: Theme.muted
            }
            Rectangle {
                anchors.bottom: parent.bottom
                anchors.right: parent.right
                width: Theme.hairline
                height: Theme.space1 + 1
                color: Theme.muted
            }
        }
        Label {
            readonly property string length: root.metres >= 1000 ? qsTr("%1 km").arg(root.metres / 1000)
                                                                 : qsTr("%1 m").arg(root.metres)
            text: root.attribution.length > 0 ? qsTr("%1 · %2").arg(length).arg(root.attribution) : length
            color: Theme.muted
            font.pixelSize: Theme.typeNote
        }
    }
}
