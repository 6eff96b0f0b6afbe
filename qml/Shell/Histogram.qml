// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// Orders placed in each stretch of the session, the late ones at the foot of each bar, and the present moment.
Item {
    id: root

    required property TimelineModel timeline
    readonly property real floor: height - Theme.space6 - Theme.space1
    readonly property real room: floor - Theme.space6

    Accessible.role: Accessible.Chart
    Accessible.name: qsTr("Orders every %1 minutes").arg(timeline.bucketMinutes)

    Repeater {
        model: root.timeline
        Item {
            id: bar
            required property int index
            required property var model
            readonly property real step: root.width / root.timeline.count

            x: Math.round(index * step)
            width: Math.max(1, Math.round((index + 1) * step) - x - (step > 3 ? 2 : 1))
            height: root.floor

            Rectangle {
                readonly property real share: bar.model.placed / root.timeline.maximum
                anchors.bottom: parent.bottom
                width: parent.width
                height: bar.model.future ? 2 : Math.max(1, Math.round(share * root.room))
                radius: Math.min(1, width / 2)
                color: bar.model.future ? Theme.barFuture : Theme.barPast
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: bar.model.late === 0 ? 0
                        : Math.max(2, Math.round(bar.model.late / root.timeline.maximum * root.room))
                color: Theme.late
            }
        }
    }

    Rectangle {
        y: root.floor
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }

    Repeater {
        model: root.timeline.hourLabels
        Label {
            required property int index
            required property string modelData
            readonly property real middle: root.timeline.hourFractions[index] * root.width
            x: Math.round(Math.max(0, Math.min(middle - width / 2, root.width - width)))
            y: root.floor + Theme.space2
            text: modelData
            muted: true
            font.pixelSize: Theme.typeNote
        }
    }

    Rectangle {
        objectName: "nowLine"
        x: Math.round(root.timeline.nowFraction * root.width) - width / 2
        y: Theme.space5
        width: 2
        height: root.floor - y + Theme.space1
        color: Theme.text
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: -height / 2
            width: Theme.space2 + 1
            height: width
            radius: width / 2
            color: Theme.text
        }
    }

    HoverHandler { id: pointer }
    Label {
        readonly property int bucket: Math.floor(pointer.point.position.x / root.width * root.timeline.count)
        visible: pointer.hovered
        x: Math.max(0, Math.min(pointer.point.position.x - width / 2, root.width - width))
        y: Theme.space1
        text: root.timeline.timeAt(bucket / root.timeline.count)
        muted: true
        font.pixelSize: Theme.typeNote
    }
}
