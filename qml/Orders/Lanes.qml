// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Theme

// The services' lanes, behind the events.
Item {
    id: root

    property list<string> names
    readonly property real headHeight: Theme.control + Theme.space4
    readonly property real timeWidth: Theme.rowHeight * 2
    readonly property real step: (width - timeWidth - Theme.space4) / Math.max(1, names.length)

    function middle(lane: int): real { return Math.round(timeWidth + (lane + 0.5) * step); }

    Repeater {
        model: root.names
        Item {
            id: lane
            required property int index
            required property string modelData
            x: root.middle(index)
            height: root.height
            Rectangle {
                x: -width / 2
                width: Math.min(root.step - Theme.space2, Theme.inspectorWidth / 3)
                height: Theme.control
                radius: Theme.radius
                color: Theme.raised
                border.color: Theme.line
                Label {
                    anchors.centerIn: parent
                    text: lane.modelData
                    font.weight: Font.DemiBold
                }
            }
            Rectangle {
                y: Theme.control
                width: Theme.hairline
                height: parent.height - y
                color: Theme.line
            }
        }
    }
}
