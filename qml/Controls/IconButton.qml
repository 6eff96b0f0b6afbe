// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Pizza.Desktop
import Pizza.Theme

// A button that is only a picture; its text is what it is called.
T.Button {
    id: button

    property string picture
    property bool round: false
    property bool strong: false

    implicitWidth: Theme.control
    implicitHeight: Theme.control
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45
    Accessible.name: text
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        radius: button.round ? height / 2 : Theme.radius
        color: button.strong ? Theme.text : button.down ? Theme.pressed : button.hovered ? Theme.raised : "transparent"
        opacity: button.strong && (button.hovered || button.down) ? 0.88 : 1
        FocusRing {
            shown: button.visualFocus
            radius: parent.radius + Theme.focusRing
        }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            width: Theme.icon
            height: Theme.icon
            name: button.picture
            color: button.strong ? Theme.inverse : Theme.muted
        }
    }
}
