// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// The heads of the columns; a click sorts, another turns the order round.
Item {
    id: root

    required property OrdersModel orders
    readonly property list<real> shares: [0.05, 0.1, 0.2, 0.16, 0.15, 0.09, 0.09, 0.09, 0.07]
    readonly property var heads: [
        { text: "", sort: OrdersModel.ByConcern, called: qsTr("Concern") },
        { text: qsTr("Order"), sort: OrdersModel.ByNumber },
        { text: qsTr("Kitchen"), sort: OrdersModel.ByKitchen },
        { text: qsTr("Rider"), sort: OrdersModel.ByRider },
        { text: qsTr("Status"), sort: OrdersModel.ByStatus },
        { text: qsTr("Placed"), sort: OrdersModel.ByPlaced },
        { text: qsTr("Promised"), sort: OrdersModel.ByPromised },
        { text: qsTr("Expected"), sort: OrdersModel.ByExpected },
        { text: qsTr("Total"), sort: OrdersModel.ByTotal }
    ]

    function leftOf(column: int): real {
        let share = 0;
        for (let i = 0; i < column; ++i) share += shares[i];
        return Math.round(share * width);
    }
    function span(column: int): real { return leftOf(column + 1) - leftOf(column) - Theme.space2; }

    implicitHeight: Theme.control

    Repeater {
        model: root.heads
        T.AbstractButton {
            id: head
            required property int index
            required property var modelData
            readonly property bool sorted: root.orders.sort === modelData.sort

            x: root.leftOf(index)
            width: root.span(index)
            height: root.height
            hoverEnabled: true
            Accessible.name: qsTr("Sort by %1").arg(modelData.called ?? modelData.text)
            Keys.onReturnPressed: click()
            onClicked: root.orders.sortBy(modelData.sort)
            background: Item {
                FocusRing { shown: head.visualFocus }
            }
            contentItem: Item {
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.right: head.index === 8 ? parent.right : undefined
                    text: (head.modelData.text.length > 0 ? head.modelData.text : head.sorted ? "" : "·")
                          + (head.sorted ? root.orders.descending ? " ↓" : " ↑" : "")
                    color: head.sorted || head.hovered ? Theme.text : Theme.muted
                    font.pixelSize: Theme.typeText - 1
                    font.weight: Font.Medium
                }
            }
        }
    }
}
