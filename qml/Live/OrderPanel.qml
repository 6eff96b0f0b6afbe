// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// The selected order: why, what happened, what it costs, what can be done.
Item {
    id: root

    required property CityViewModel city
    property bool following: false
    readonly property OrderDetail order: city.order

    signal openOrder()
    signal follow()

    implicitHeight: column.implicitHeight

    Column {
        id: column
        width: parent.width
        spacing: Theme.space3
        visible: root.order.state === OrderDetail.Shown

        Item {
            width: parent.width
            height: Theme.space5
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.order.title
                font.pixelSize: Theme.typeHeading
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }
            Badge {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: root.order.badge
                tint: Theme.concern(root.order.concern)
            }
        }
        Text {
            width: parent.width
            text: root.order.why.length > 0 ? qsTr("<b>Why:</b> %1").arg(root.order.why)
                : root.order.rider.length > 0 ? qsTr("%1, with %2").arg(root.order.kitchen).arg(root.order.rider)
                                              : root.order.kitchen
            textFormat: Text.StyledText
            color: Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.typeText
            lineHeight: 1.25
            wrapMode: Text.Wrap
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        Column {
            width: parent.width
            Repeater {
                model: root.order.milestones
                EventRow {
                    required property var model
                    width: column.width
                    time: model.time
                    title: model.title
                    summary: model.summary
                    concern: model.concern
                    forecast: model.forecast
                }
            }
        }
        Rule { width: parent.width }
        Column {
            width: parent.width
            Repeater {
                model: root.order.lines
                MoneyRow {
                    required property var model
                    width: column.width
                    text: model.text
                    amount: model.amount
                }
            }
            MoneyRow {
                width: column.width
                text: qsTr("Total")
                amount: root.order.total
                strong: true
            }
        }
        Row {
            width: parent.width
            spacing: Theme.space2
            PlainButton {
                objectName: "openOrder"
                width: (parent.width - parent.spacing) / 2
                primary: true
                text: qsTr("Open order")
                onClicked: root.openOrder()
            }
            PlainButton {
                objectName: "follow"
                width: (parent.width - parent.spacing) / 2
                enabled: root.city.selectedRider > 0
                text: root.following ? qsTr("Following") : qsTr("Follow")
                key: qsTr("F")
                onClicked: root.follow()
            }
        }
    }

    StateNote {
        width: parent.width
        visible: root.order.state === OrderDetail.Loading
        picture: "clock"
        title: qsTr("Opening the order")
    }
    StateNote {
        width: parent.width
        visible: root.order.state === OrderDetail.Missing
        failed: true
        title: qsTr("This order is not here any more")
        note: qsTr("Finished orders leave the city after ten minutes.")
    }
}
