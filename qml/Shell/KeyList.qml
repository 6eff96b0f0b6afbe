// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Theme

// All keys, over everything; any click closes it.
Rectangle {
    id: root

    color: Theme.veil

    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onClicked: root.visible = false
    }

    Rectangle {
        anchors.centerIn: parent
        width: column.width + 2 * Theme.space5
        height: column.height + 2 * Theme.space5
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.line
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Keys")

        Column {
            id: column
            anchors.centerIn: parent
            spacing: Theme.space2
            Label {
                text: qsTr("Keys")
                font.pixelSize: Theme.typeHeading
                font.weight: Font.DemiBold
            }
            Repeater {
                model: [
                    { key: qsTr("Space"), words: qsTr("play or pause") },
                    { key: ".", words: qsTr("one minute on") },
                    { key: ",", words: qsTr("ten minutes on") },
                    { key: "[  ]", words: qsTr("slower, faster") },
                    { key: qsTr("Ctrl K  /"), words: qsTr("search") },
                    { key: "W", words: qsTr("what is worst now") },
                    { key: "F", words: qsTr("follow the rider") },
                    { key: "O", words: qsTr("open the order") },
                    { key: "+  −", words: qsTr("zoom the map") },
                    { key: qsTr("Arrows"), words: qsTr("move the map, or along a list") },
                    { key: "1  2", words: qsTr("live, orders") },
                    { key: qsTr("Esc"), words: qsTr("back, or nothing selected") },
                    { key: "?", words: qsTr("this list") }
                ]
                Item {
                    id: line
                    required property var modelData
                    width: Theme.inspectorWidth - Theme.space6
                    height: Theme.space5
                    KeyHint {
                        anchors.verticalCenter: parent.verticalCenter
                        text: line.modelData.key
                    }
                    Label {
                        x: Theme.inspectorWidth / 4
                        anchors.verticalCenter: parent.verticalCenter
                        text: line.modelData.words
                    }
                }
            }
        }
    }
}
