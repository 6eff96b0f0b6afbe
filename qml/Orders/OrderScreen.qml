// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// One order as a sequence: a lane for each service, an arrow for each event as it was recorded.
FocusScope {
    id: root

    required property CityViewModel city
    readonly property OrderDetail order: city.order
    readonly property Item currentEvent: list.currentItem

    signal back()

    Row {
        id: head
        x: Theme.space4
        height: Theme.topBarHeight + Theme.space2
        spacing: Theme.space3
        IconButton {
            objectName: "back"
            anchors.verticalCenter: parent.verticalCenter
            picture: "back"
            text: qsTr("Back to the orders")
            onClicked: root.back()
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: root.order.title
            font.pixelSize: Theme.typeHeading + 2
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }
        Badge {
            anchors.verticalCenter: parent.verticalCenter
            text: root.order.badge
            tint: Theme.concern(root.order.concern)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.order.state === OrderDetail.Shown
            text: qsTr("%1 events, as they were recorded").arg(root.order.eventCount)
            muted: true
        }
    }

    Lanes {
        id: paths
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space2
        width: parent.width
        visible: root.order.state === OrderDetail.Shown
        names: root.order.lanes
    }

    ListView {
        id: list
        objectName: "events"
        anchors.top: head.bottom
        anchors.topMargin: paths.headHeight
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space2
        width: parent.width
        visible: paths.visible
        model: root.order.events
        clip: true
        focus: true
        activeFocusOnTab: true
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: Theme.quick
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Events")
        bottomMargin: Theme.rowHeight
        delegate: SequenceRow {
            width: list.width
            lanes: paths
            current: ListView.isCurrentItem
            onChosen: {
                list.currentIndex = index;
                list.forceActiveFocus();
            }
        }

        // No footer: a bound component cannot be one in this Qt.
        EventRow {
            parent: list.contentItem
            x: Theme.space4
            y: list.contentHeight + Theme.space2
            width: list.width - 2 * x
            visible: !root.order.finished
            time: root.order.expected
            title: qsTr("Delivered")
            summary: qsTr("forecast, promised %1").arg(root.order.promised)
            forecast: true
        }
    }

    StateNote {
        anchors.fill: parent
        visible: root.order.state !== OrderDetail.Shown
        failed: root.order.state === OrderDetail.Missing
        picture: root.order.state === OrderDetail.Loading ? "clock" : "orders"
        title: root.order.state === OrderDetail.Loading ? qsTr("Opening the order")
             : root.order.state === OrderDetail.Missing ? qsTr("This order is not here any more")
             : qsTr("No order is open")
        note: root.order.state === OrderDetail.Nothing ? qsTr("Choose one from the list, or on the map.") : ""
    }
}
