// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// "Needs you": the exceptions, the worst on top.
FocusScope {
    id: root

    required property CityViewModel city
    property int mostRows: 5

    signal chosen(kind: int, id: real)

    implicitHeight: heading.height + Theme.space2 + (list.count > 0 ? list.height : calm.implicitHeight)

    function choose(row: int) {
        const item = list.itemAtIndex(row);
        if (item === null) return;
        if (item.order > 0) {
            root.city.selectOrder(item.order);
            root.chosen(MapView.Order, item.order);
        } else if (item.kitchen > 0) {
            root.city.selectKitchen(item.kitchen);
            root.chosen(MapView.Kitchen, item.kitchen);
        } else if (item.rider > 0) {
            root.city.selectRider(item.rider);
            root.chosen(MapView.Rider, item.rider);
        }
    }

    Row {
        id: heading
        x: Theme.space4 - Theme.space1
        spacing: Theme.space1 + 1
        Label {
            text: qsTr("Needs you")
            font.pixelSize: Theme.typeLead
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
        Label {
            text: root.city.needs.count
            font.pixelSize: Theme.typeLead
            muted: true
        }
    }

    ListView {
        id: list
        objectName: "needs"
        anchors.top: heading.bottom
        anchors.topMargin: Theme.space2
        width: parent.width
        height: Math.min(count, root.mostRows) * (Theme.rowHeight + Theme.space1 - 1)
        model: root.city.needs
        clip: true
        focus: true
        activeFocusOnTab: true
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Needs you")
        Keys.onReturnPressed: root.choose(currentIndex)
        Keys.onEnterPressed: root.choose(currentIndex)

        delegate: NeedRow {
            required property int index
            required property var model
            readonly property real order: model.order
            readonly property real kitchen: model.kitchen
            readonly property real rider: model.rider

            width: list.width - 2 * Theme.space2
            x: Theme.space2
            concern: model.concern
            title: model.title
            reason: model.reason
            amount: model.amount
            since: model.since
            current: (order > 0 && order === root.city.selectedOrder)
                  || (kitchen > 0 && kitchen === root.city.selectedKitchen)
                  || (rider > 0 && order === 0 && rider === root.city.selectedRider)
            focusShown: list.activeFocus && list.currentIndex === index
            onClicked: {
                list.currentIndex = index;
                root.choose(index);
            }
        }
        SlimScrollBar {
            parent: list
            anchors.right: parent.right
            height: parent.height
            orientation: Qt.Vertical
            size: list.visibleArea.heightRatio
            position: list.visibleArea.yPosition
        }
    }

    StateNote {
        id: calm
        anchors.top: heading.bottom
        width: parent.width
        visible: list.count === 0
        picture: "calm"
        title: qsTr("Nothing needs you")
        note: qsTr("Orders that turn late, kitchens that fill up and riders that fall silent come here.")
    }
}
