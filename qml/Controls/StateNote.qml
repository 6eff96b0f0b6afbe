// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Desktop
import Pizza.Theme

// What a place shows while there is nothing to show: empty, loading or failed.
Item {
    id: state_note

    property string picture: "empty"
    property string title
    property string note
    property bool failed: false

    implicitHeight: column.implicitHeight + 2 * Theme.space5
    implicitWidth: column.implicitWidth
    Accessible.role: Accessible.StaticText
    Accessible.name: note.length > 0 ? qsTr("%1. %2").arg(title).arg(note) : title

    Column {
        id: column
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.space4, Theme.inspectorWidth)
        spacing: Theme.space2
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.space6
            height: Theme.space6
            name: state_note.failed ? "warning" : state_note.picture
            color: state_note.failed ? Theme.late : Theme.muted
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: state_note.title
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: text.length > 0
            text: state_note.note
            muted: true
            wrapMode: Text.Wrap
        }
    }
}
