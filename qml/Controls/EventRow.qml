// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Desktop
import Pizza.Theme

// One step of an order: when, what, and what it says.
Item {
    id: row

    property string time
    property string title
    property string summary
    property int concern: Meaning.OnTime
    property bool forecast: false

    implicitHeight: Theme.space5 + 1
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1 %2 %3").arg(time).arg(title).arg(summary)

    Label {
        id: time_label
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.space6 + Theme.space3
        text: row.time
        muted: true
    }
    ConcernMark {
        id: mark
        x: time_label.width
        anchors.verticalCenter: parent.verticalCenter
        concern: row.concern === Meaning.None ? Meaning.OnTime : row.concern
        hollow: row.forecast
        color: row.forecast ? Theme.muted : Theme.concern(concern)
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        x: mark.x + mark.width + Theme.space2
        width: Theme.inspectorWidth / 4
        text: row.title
        muted: row.forecast
        font.weight: Font.Medium
    }
    Label {
        anchors.verticalCenter: parent.verticalCenter
        x: mark.x + mark.width + Theme.space3 + Theme.inspectorWidth / 4
        width: parent.width - x
        text: row.summary
        muted: true
    }
}
