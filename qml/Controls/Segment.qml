// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Pizza.Theme

// One part of a SegmentedFilter.
T.AbstractButton {
    id: segment

    property int number: -1
    property bool last: false

    implicitWidth: row.implicitWidth + Theme.space5
    implicitHeight: Theme.control - 2
    hoverEnabled: true
    Accessible.name: number >= 0 ? qsTr("%1, %2").arg(text).arg(number) : text
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: checked
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        color: segment.checked || segment.hovered ? Theme.raised : "transparent"
        radius: Theme.radius - 1
        Rule {
            visible: !segment.last
            anchors.right: parent.right
            height: parent.height
        }
        FocusRing {
            anchors.margins: Theme.focusRing
            shown: segment.visualFocus
        }
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.space2
            Label {
                text: segment.text
                color: segment.checked ? Theme.text : Theme.muted
                font.weight: segment.checked ? Font.DemiBold : Font.Normal
            }
            Label {
                visible: segment.number >= 0
                text: segment.number
                muted: true
            }
        }
    }
}
