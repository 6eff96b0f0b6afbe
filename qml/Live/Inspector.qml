// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// The right side: first what needs a person, then what is selected.
FocusScope {
    id: root

    required property CityViewModel city
    property bool following: false

    signal openOrder()
    signal follow()
    signal chosen(kind: int, id: real)

    Flickable {
        id: flick
        anchors.fill: parent
        contentHeight: column.height + Theme.space4
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: column
            width: flick.width
            topPadding: Theme.space4 - 1
            spacing: Theme.space4 - 1

            NeedsList {
                width: parent.width
                focus: true
                city: root.city
                onChosen: (kind, id) => root.chosen(kind, id)
            }
            Rule {
                x: Theme.space4 - Theme.space1
                width: parent.width - 2 * x
            }
            OrderPanel {
                x: Theme.space4 - Theme.space1
                width: parent.width - 2 * x
                visible: root.city.selectedOrder > 0
                city: root.city
                following: root.following
                onOpenOrder: root.openOrder()
                onFollow: root.follow()
            }
            ThingPanel {
                x: Theme.space4 - Theme.space1
                width: parent.width - 2 * x
                visible: root.city.selectedOrder === 0 && (root.city.selectedRider > 0 || root.city.selectedKitchen > 0)
                city: root.city
            }
            StateNote {
                width: parent.width
                visible: root.city.selectedOrder === 0 && root.city.selectedRider === 0
                         && root.city.selectedKitchen === 0
                picture: "live"
                title: qsTr("Nothing is selected")
                note: qsTr("Choose a rider, a kitchen or an order on the map, or a line above.")
            }
        }
    }
    SlimScrollBar {
        anchors.right: parent.right
        height: parent.height
        orientation: Qt.Vertical
        size: flick.visibleArea.heightRatio
        position: flick.visibleArea.yPosition
    }
}
