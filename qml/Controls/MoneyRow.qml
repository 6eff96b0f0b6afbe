// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Theme

// A text and an amount at its end.
Item {
    id: row

    property string text
    property string amount
    property bool strong: false

    implicitHeight: Theme.space5 - Theme.space1
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1 %2").arg(text).arg(amount)

    Label {
        anchors.left: parent.left
        anchors.right: amount_label.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        text: row.text
        muted: !row.strong
        font.weight: row.strong ? Font.DemiBold : Font.Normal
    }
    Label {
        id: amount_label
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: row.amount
        font.weight: row.strong ? Font.DemiBold : Font.Medium
    }
}
