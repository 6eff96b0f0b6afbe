// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Theme

// One figure: what it is, what it is called, and how it stands.
Column {
    id: figure

    property string value
    property string label
    property string note
    property int concern: 0

    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 %2, %3").arg(value).arg(label).arg(note)

    Label {
        text: figure.value
        color: figure.concern > 1 ? Theme.concern(figure.concern) : Theme.text
        font.pixelSize: Theme.typeHeading
        font.weight: Font.DemiBold
    }
    Label {
        text: figure.label
        muted: true
        font.pixelSize: Theme.typeNote
    }
    Label {
        text: figure.note
        muted: true
        font.pixelSize: Theme.typeNote
    }
}
