// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// Time: play, step, speed, and how many orders each stretch brought.
Rectangle {
    id: root

    required property CityViewModel city

    color: Theme.surface

    Row {
        id: controls
        anchors.left: parent.left
        anchors.leftMargin: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3
        visible: root.city.canBePaced

        IconButton {
            objectName: "playButton"
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.rowHeight
            height: Theme.rowHeight
            round: true
            strong: true
            picture: root.city.playing ? "pause" : "play"
            text: root.city.playing ? qsTr("Pause") : qsTr("Play")
            onClicked: root.city.togglePlay()
        }
        IconButton {
            objectName: "stepButton"
            anchors.verticalCenter: parent.verticalCenter
            picture: "step"
            text: qsTr("One minute on")
            onClicked: root.city.stepMinutes(1)
        }
        Row {
            anchors.verticalCenter: parent.verticalCenter
            IconButton {
                objectName: "slowerButton"
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.space5
                picture: "minus"
                text: qsTr("Slower")
                enabled: root.city.speed > root.city.speeds[0]
                onClicked: root.city.slower()
            }
            Label {
                objectName: "speed"
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.rowHeight
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("%1×").arg(root.city.speed)
                font.pixelSize: Theme.typeHeading
                font.weight: Font.DemiBold
            }
            IconButton {
                objectName: "fasterButton"
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.space5
                picture: "plus"
                text: qsTr("Faster")
                enabled: root.city.speed < root.city.speeds[root.city.speeds.length - 1]
                onClicked: root.city.faster()
            }
        }
    }

    Histogram {
        anchors.left: controls.visible ? controls.right : parent.left
        anchors.leftMargin: Theme.space5
        anchors.right: parent.right
        anchors.rightMargin: Theme.space5
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        timeline: root.city.timeline
    }
    Rule { width: parent.width }
}
