// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Pizza.Desktop
import Pizza.Theme

T.Button {
    id: button

    property string picture
    property bool current: false

    implicitWidth: Theme.railWidth
    implicitHeight: Theme.railWidth - Theme.space1
    hoverEnabled: true
    Accessible.name: text
    Accessible.role: Accessible.PageTab
    Accessible.selected: current
    Keys.onReturnPressed: click()
    Keys.onEnterPressed: click()

    background: Rectangle {
        color: button.current ? Theme.raised : button.hovered ? Theme.raised : "transparent"
        Rectangle {
            visible: button.current
            width: Theme.space1 - 1
            height: parent.height
            color: Theme.text
        }
        FocusRing {
            anchors.margins: Theme.focusRing
            shown: button.visualFocus
        }
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: Theme.space1
            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: button.picture
                color: button.current ? Theme.text : Theme.muted
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: text.length > 0
                text: button.text
                font.pixelSize: Theme.typeNote
                color: button.current ? Theme.text : Theme.muted
            }
        }
    }
}
