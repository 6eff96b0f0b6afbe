// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// The chosen event as it was recorded, and the order's ledger.
Item {
    id: root

    required property OrderDetail order
    property Item current: null
    readonly property SequenceRow event: current as SequenceRow

    Flickable {
        id: flick
        anchors.fill: parent
        contentHeight: column.height + Theme.space4
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Column {
            id: column
            x: Theme.space4 - Theme.space1
            width: flick.width - 2 * x
            topPadding: Theme.space4 - 1
            spacing: Theme.space3
            visible: root.order.state === OrderDetail.Shown

            Column {
                width: parent.width
                spacing: Theme.space1
                visible: root.event !== null
                Row {
                    spacing: Theme.space2
                    Label {
                        text: root.event?.event ?? ""
                        font.pixelSize: Theme.typeLead
                        font.weight: Font.DemiBold
                        Accessible.role: Accessible.Heading
                    }
                    Label {
                        text: root.event?.exactTime ?? ""
                        font.pixelSize: Theme.typeLead
                        muted: true
                    }
                }
                Label {
                    width: parent.width
                    text: qsTr("%1 · %2").arg(root.event?.service ?? "").arg(root.event?.summary ?? "")
                    muted: true
                    wrapMode: Text.Wrap
                }
            }
            Rectangle {
                width: parent.width
                height: Math.min(json.height + 2 * Theme.space3, root.height / 2)
                visible: root.event !== null && root.event.json.length > 0
                radius: Theme.radius
                color: Theme.raised

                Flickable {
                    id: fields
                    anchors.fill: parent
                    anchors.margins: Theme.space3
                    contentHeight: json.height
                    boundsBehavior: Flickable.StopAtBounds
                    clip: true
                    TextEdit {
                        id: json
                        width: fields.width
                        text: root.event?.json ?? ""
                        readOnly: true
                        selectByMouse: true
                        wrapMode: TextEdit.WrapAnywhere
                        textFormat: TextEdit.PlainText
                        color: Theme.text
                        selectionColor: Theme.onTime
                        font.family: Theme.monospace
                        font.pixelSize: Theme.typeText - 1
                        Accessible.role: Accessible.StaticText
                        Accessible.name: qsTr("The event's fields")
                    }
                }
                SlimScrollBar {
                    anchors.right: parent.right
                    height: parent.height
                    orientation: Qt.Vertical
                    size: fields.visibleArea.heightRatio
                    position: fields.visibleArea.yPosition
                }
            }
            Column {
                width: parent.width
                visible: root.order.why.length > 0
                spacing: Theme.space1
                Label {
                    text: qsTr("Why")
                    font.pixelSize: Theme.typeLead
                    font.weight: Font.DemiBold
                }
                Label {
                    width: parent.width
                    text: root.order.why
                    muted: true
                    lineHeight: 1.25
                    wrapMode: Text.Wrap
                }
            }
            Column {
                width: parent.width
                Row {
                    spacing: Theme.space1 + 1
                    bottomPadding: Theme.space1
                    Label {
                        text: qsTr("Ledger")
                        font.pixelSize: Theme.typeLead
                        font.weight: Font.DemiBold
                    }
                    Label {
                        text: qsTr("sums to %1").arg(root.order.ledgerSum)
                        font.pixelSize: Theme.typeLead
                        muted: true
                    }
                }
                Repeater {
                    model: root.order.ledger
                    MoneyRow {
                        required property var model
                        width: column.width
                        text: model.text
                        amount: model.amount
                    }
                }
            }
        }
    }
}
