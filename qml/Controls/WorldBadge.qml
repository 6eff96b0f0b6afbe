// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Desktop
import Pizza.Theme

// Which of the three worlds this is; never to be mistaken.
Rectangle {
    id: badge

    property int world: Meaning.Simulated
    readonly property color tint: Theme.world(world)
    readonly property string words: world === Meaning.Simulated ? qsTr("Simulated")
                                  : world === Meaning.Live ? qsTr("Live") : qsTr("Embedded")

    implicitWidth: row.implicitWidth + Theme.space5
    implicitHeight: Theme.control - Theme.space1 - 2
    radius: height / 2
    color: "transparent"
    border.color: tint
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("World: %1").arg(words)

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.space2
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.space4
            height: Theme.space4
            name: badge.world === Meaning.Simulated ? "clock" : badge.world === Meaning.Live ? "broadcast" : "desk"
            color: badge.tint
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: badge.words
            color: badge.tint
            font.pixelSize: Theme.typeText - 1
            font.weight: Font.DemiBold
        }
    }
}
