// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// Which world, which city, what time, how it goes.
Rectangle {
    id: root

    required property CityViewModel city

    signal search()

    color: Theme.surface

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space4 + Theme.space1

        WorldBadge {
            anchors.verticalCenter: parent.verticalCenter
            world: root.city.world
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter
            Label {
                text: root.city.city
                font.pixelSize: Theme.typeLead
                font.weight: Font.DemiBold
            }
            Label {
                text: root.city.scenario
                visible: text.length > 0
                muted: true
                font.pixelSize: Theme.typeText - 1
            }
        }
        Row {
            anchors.verticalCenter: parent.verticalCenter
            Accessible.role: Accessible.Clock
            Accessible.name: root.city.clock + root.city.clockSeconds
            Label {
                id: clock
                objectName: "clock"
                text: root.city.clock
                font.pixelSize: Theme.typeClock
                font.weight: Font.DemiBold
            }
            Label {
                anchors.baseline: clock.baseline
                text: root.city.clockSeconds
                muted: true
                font.pixelSize: Theme.typeHeading
            }
        }
        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space4 + Theme.space1
            Repeater {
                model: root.city.figures
                Figure {
                    required property var model
                    value: model.value
                    label: model.label
                    note: model.note
                    concern: model.concern
                }
            }
        }
    }

    SearchButton {
        objectName: "searchButton"
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        onClicked: root.search()
    }
    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
