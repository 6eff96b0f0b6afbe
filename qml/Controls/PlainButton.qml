// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Pizza.Theme

T.Button {
    id: button

    property bool primary: false
    property string key

    implicitHeight: Theme.control + Theme.space1
    implicitWidth: row.implicitWidth + Theme.space5
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: Theme.radius
        color: button.primary ? Theme.text : button.down ? Theme.pressed : button.hovered ? Theme.raised : Theme.surface
        opacity: button.primary && (button.hovered || button.down) ? 0.88 : 1
        border.color: button.primary ? "transparent" : Theme.line
        Behavior on color { ColorAnimation { duration: Theme.quick } }
        FocusRing { shown: button.visualFocus }
    }
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.space2
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: button.text
                color: button.primary ? Theme.inverse : Theme.text
                font.weight: Font.Medium
            }
            KeyHint {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.key.length > 0
                text: button.key
            }
        }
    }
}
