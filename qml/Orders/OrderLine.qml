// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// One order of the list.
T.ItemDelegate {
    id: line

    required property int index
    required property real orderId
    required property string number
    required property string kitchen
    required property string rider
    required property string status
    required property string placed
    required property string promised
    required property string expected
    required property string total
    required property string delay
    required property int concern
    required property bool terminal
    required property OrderColumns columns
    property bool current: false
    property bool focusShown: false
    readonly property bool worrying: concern > Meaning.OnTime

    implicitHeight: Theme.control + Theme.space1
    hoverEnabled: true
    Accessible.role: Accessible.Row
    Accessible.name: qsTr("%1, %2, %3, promised %4, expected %5")
                         .arg(number).arg(kitchen).arg(status).arg(promised).arg(expected)

    background: Rectangle {
        radius: Theme.radius - 2
        color: line.current || line.hovered ? Theme.raised : "transparent"
        border.width: line.focusShown ? Theme.focusRing : Theme.hairline
        border.color: line.focusShown ? Theme.onTime : line.current ? Theme.line : "transparent"
    }
    contentItem: Item {
        opacity: line.terminal ? 0.6 : 1
        ConcernMark {
            x: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            concern: line.concern
        }
        OrderCell { columns: line.columns; column: 1; text: line.number; font.weight: Font.DemiBold }
        OrderCell { columns: line.columns; column: 2; text: line.kitchen }
        OrderCell {
            columns: line.columns
            column: 3
            text: line.rider.length > 0 ? line.rider : qsTr("–")
            muted: true
        }
        OrderCell { columns: line.columns; column: 4; text: line.status; muted: true }
        OrderCell { columns: line.columns; column: 5; text: line.placed; muted: true }
        OrderCell { columns: line.columns; column: 6; text: line.promised; muted: true }
        OrderCell {
            columns: line.columns
            column: 7
            text: line.worrying ? line.delay : line.expected
            color: line.worrying ? Theme.concern(line.concern) : Theme.text
            font.weight: line.worrying ? Font.DemiBold : Font.Normal
        }
        OrderCell { columns: line.columns; column: 8; text: line.total; horizontalAlignment: Text.AlignRight }
    }
}
