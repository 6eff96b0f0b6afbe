// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// One recorded event: from the lane that acted before to the lane that recorded it.
Item {
    id: row

    required property int index
    required property string exactTime
    required property string event
    required property string service
    required property string summary
    required property string json
    required property int lane
    required property int laneBefore
    required property int concern
    required property Lanes lanes
    property bool current: false
    readonly property color tint: concern === Meaning.None ? Theme.text : Theme.concern(concern)
    readonly property real to: lanes.middle(lane)
    readonly property real from: laneBefore < 0 ? lanes.timeWidth - Theme.space3 : lanes.middle(laneBefore)
    readonly property bool stays: laneBefore === lane
    readonly property real line: height - Theme.space3

    signal chosen()

    implicitHeight: Theme.rowHeight - Theme.space1
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1 %2 %3: %4").arg(exactTime).arg(service).arg(event).arg(summary)

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: Theme.space2
        anchors.rightMargin: Theme.space2
        radius: Theme.radius - 2
        color: row.current ? Theme.raised : "transparent"
        opacity: 0.75
    }
    Label {
        x: Theme.space4
        y: row.line - height / 2
        text: row.exactTime
        muted: true
        font.pixelSize: Theme.typeText - 1
    }
    Rectangle {
        visible: !row.stays
        x: Math.min(row.from, row.to)
        y: row.line - height / 2
        width: Math.abs(row.to - row.from) - Theme.space1
        height: Theme.hairline + 1
        color: row.tint
        anchors.leftMargin: Theme.space1
    }
    Icon {
        visible: !row.stays
        x: row.to > row.from ? row.to - width + 1 : row.to - 1
        y: row.line - height / 2
        width: Theme.space3
        height: Theme.space3
        name: row.to > row.from ? "arrow-right" : "arrow-left"
        color: row.tint
    }
    ConcernMark {
        visible: row.stays
        x: row.to - width / 2
        y: row.line - height / 2
        concern: row.concern === Meaning.None ? Meaning.OnTime : row.concern
        color: row.tint
    }
    Label {
        id: name
        readonly property real middle: row.stays ? row.to : (row.from + row.to) / 2
        x: Math.max(row.lanes.timeWidth, Math.min(middle - width / 2, row.width - width - Theme.space4))
        y: row.line - height - Theme.space1
        text: row.event
        color: row.tint
        font.pixelSize: Theme.typeText - 1
        font.weight: Font.Medium
    }
    Label {
        readonly property bool fits: row.to + Theme.space3 + implicitWidth < row.width - Theme.space4
        x: fits ? row.to + Theme.space3
                : Math.max(row.lanes.timeWidth, Math.min(row.from, row.to) - implicitWidth - Theme.space3)
        y: row.line - height / 2
        visible: row.stays || !fits || row.to > row.from
        text: row.summary
        muted: true
        font.pixelSize: Theme.typeNote
    }
    TapHandler { onTapped: row.chosen() }
}
