// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// All orders of the city: filter, search, sort; arrows choose, Return opens.
FocusScope {
    id: root

    required property CityViewModel city
    readonly property OrdersModel orders: city.orders

    signal openOrder()

    Item {
        id: head
        width: parent.width
        height: Theme.control + 2 * Theme.space4

        SegmentedFilter {
            id: filter
            x: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            Segment {
                objectName: "filterOpen"
                text: qsTr("Open")
                number: root.orders.openCount
                checked: root.orders.filter === OrdersModel.Open
                onClicked: root.orders.filter = OrdersModel.Open
            }
            Segment {
                objectName: "filterLate"
                text: qsTr("Late")
                number: root.orders.lateCount
                checked: root.orders.filter === OrdersModel.Late
                onClicked: root.orders.filter = OrdersModel.Late
            }
            Segment {
                objectName: "filterAll"
                text: qsTr("All")
                number: root.orders.allCount
                last: true
                checked: root.orders.filter === OrdersModel.All
                onClicked: root.orders.filter = OrdersModel.All
            }
        }
        Rectangle {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.inspectorWidth - Theme.space6
            height: Theme.control
            radius: Theme.radius
            color: Theme.surface
            border.color: field.activeFocus ? Theme.onTime : Theme.line
            Icon {
                x: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.space4
                height: Theme.space4
                name: "search"
                color: Theme.muted
            }
            T.TextField {
                id: field
                objectName: "ordersText"
                anchors.fill: parent
                anchors.leftMargin: Theme.space6
                anchors.rightMargin: Theme.space2
                color: Theme.text
                selectionColor: Theme.onTime
                font.family: Theme.family
                font.pixelSize: Theme.typeText
                verticalAlignment: TextInput.AlignVCenter
                Accessible.name: qsTr("Show orders with")
                onTextEdited: root.orders.text = text
                Keys.onDownPressed: list.forceActiveFocus()
                Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
                Keys.onEscapePressed: {
                    text = "";
                    root.orders.text = "";
                    list.forceActiveFocus();
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: field.text.length === 0
                    text: qsTr("Number, kitchen, rider or status")
                    muted: true
                }
            }
        }
    }

    OrderColumns {
        id: heads
        anchors.top: head.bottom
        x: Theme.space4
        width: parent.width - 2 * Theme.space4
        orders: root.orders
    }
    Rule {
        anchors.bottom: list.top
        x: Theme.space4
        width: heads.width
    }

    ListView {
        id: list
        objectName: "orders"
        anchors.top: heads.bottom
        anchors.bottom: parent.bottom
        x: Theme.space4
        width: heads.width
        topMargin: Theme.space1
        model: root.orders
        clip: true
        focus: true
        activeFocusOnTab: true
        keyNavigationEnabled: true
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: Theme.quick
        Accessible.role: Accessible.Table
        Accessible.name: qsTr("Orders")
        Keys.onReturnPressed: open(currentIndex)
        Keys.onEnterPressed: open(currentIndex)

        function open(row: int) {
            root.city.selectOrder(root.orders.orderAt(row));
            if (root.city.selectedOrder > 0) root.openOrder();
        }

        delegate: OrderLine {
            width: list.width
            columns: heads
            current: orderId === root.city.selectedOrder
            focusShown: list.activeFocus && ListView.isCurrentItem
            onClicked: {
                list.currentIndex = index;
                list.forceActiveFocus();
                root.city.selectOrder(orderId);
            }
            onDoubleClicked: list.open(index)
        }
        SlimScrollBar {
            parent: list
            anchors.right: parent.right
            anchors.rightMargin: -Theme.space3
            height: parent.height
            orientation: Qt.Vertical
            size: list.visibleArea.heightRatio
            position: list.visibleArea.yPosition
        }
    }

    StateNote {
        anchors.centerIn: list
        visible: list.count === 0
        width: list.width
        picture: root.orders.filter === OrdersModel.Late && root.orders.text.length === 0 ? "calm" : "empty"
        title: root.orders.text.length > 0 ? qsTr("No order matches")
             : root.orders.filter === OrdersModel.Late ? qsTr("No order is late") : qsTr("No orders yet")
        note: root.orders.text.length > 0 ? qsTr("Esc clears the search.") : ""
    }
}
