// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Pizza.Theme

// A line of "Needs you": the worst first, each with its number, its reason and since when.
T.ItemDelegate {
    id: row

    property int concern: 2
    property string title
    property string reason
    property string amount
    property string since
    property bool current: false
    property bool focusShown: false

    implicitHeight: Theme.rowHeight + Theme.space1 - 1
    hoverEnabled: true
    Accessible.name: qsTr("%1, %2, %3, %4").arg(title).arg(reason).arg(amount).arg(since)
    Accessible.role: Accessible.ListItem

    background: Rectangle {
        radius: Theme.radius
        color: row.current || row.hovered ? Theme.raised : "transparent"
        border.color: row.current ? Theme.line : "transparent"
        FocusRing {
            anchors.margins: 0
            radius: Theme.radius
            shown: row.focusShown
        }
    }
    contentItem: Item {
        ConcernMark {
            id: mark
            x: Theme.space3 - Theme.space1 / 2
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.mark + 2
            height: Theme.mark + 2
            concern: row.concern
        }
        Column {
            anchors.left: mark.right
            anchors.leftMargin: Theme.space3
            anchors.right: end.left
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            Label {
                width: parent.width
                text: row.title
                font.weight: Font.DemiBold
            }
            Label {
                width: parent.width
                text: row.reason
                muted: true
                font.pixelSize: Theme.typeText - 1
            }
        }
        Column {
            id: end
            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            Label {
                anchors.right: parent.right
                text: row.amount
                color: Theme.concern(row.concern)
                font.weight: Font.DemiBold
            }
            Label {
                anchors.right: parent.right
                text: row.since
                muted: true
                font.pixelSize: Theme.typeNote
            }
        }
    }
}
