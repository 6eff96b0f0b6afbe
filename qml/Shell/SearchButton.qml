// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Pizza.Controls
import Pizza.Theme

T.Button {
    id: button

    implicitWidth: Theme.inspectorWidth / 2 + Theme.space2
    implicitHeight: Theme.control
    hoverEnabled: true
    text: qsTr("Search…")
    Accessible.name: qsTr("Search for an order, a rider or a kitchen")
    Keys.onReturnPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: button.hovered ? Theme.raised : Theme.background
        border.color: Theme.line
        FocusRing { shown: button.visualFocus }
    }
    contentItem: Item {
        Label {
            x: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
            muted: true
        }
        KeyHint {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Ctrl K")
        }
    }
}
