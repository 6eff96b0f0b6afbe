// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// How the world behind the screen is, where it is not well: in the middle while there is nothing to show, else above
// what is shown.
Item {
    id: root

    required property CityViewModel city
    readonly property bool unwell: city.health !== Meaning.Well
    readonly property bool failed: city.health === Meaning.Failed

    visible: unwell

    Rectangle {
        anchors.centerIn: parent
        visible: root.city.empty
        width: Math.min(parent.width - 2 * Theme.space4, Theme.inspectorWidth + 2 * Theme.space5)
        height: note.implicitHeight + Theme.space4
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.line
        StateNote {
            id: note
            objectName: "worldNote"
            anchors.centerIn: parent
            width: parent.width
            picture: root.failed ? "warning" : "clock"
            failed: root.failed
            title: root.city.stateTitle
            note: root.city.stateNote
        }
    }

    Rectangle {
        objectName: "worldBanner"
        visible: !root.city.empty
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: parent.top
        anchors.topMargin: Theme.space3
        width: Math.min(parent.width - 2 * Theme.space4, words.implicitWidth + sign.width + 3 * Theme.space3)
        height: words.height + 2 * Theme.space2
        radius: Theme.radius
        color: Theme.surface
        border.color: root.failed ? Theme.late : Theme.line
        Accessible.role: Accessible.AlertMessage
        Accessible.name: words.text

        Icon {
            id: sign
            anchors.left: parent.left
            anchors.leftMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.icon
            height: Theme.icon
            name: root.failed ? "warning" : "clock"
            color: root.failed ? Theme.late : Theme.muted
        }
        Label {
            id: words
            anchors.left: sign.right
            anchors.leftMargin: Theme.space3
            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("%1. %2").arg(root.city.stateTitle).arg(root.city.stateNote)
            wrapMode: Text.Wrap
        }
    }
}
