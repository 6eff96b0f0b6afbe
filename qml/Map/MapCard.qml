// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// A card beside a rider, a kitchen or an order on the map.
Rectangle {
    id: card

    required property CityViewModel city
    property int kind: MapView.Nothing
    property real thing: 0
    property point at
    readonly property string clock: city.clock + city.clockSeconds
    readonly property var words: {
        clock;  // what it says changes with the time
        return kind === MapView.Rider ? city.riderCard(thing) : kind === MapView.Kitchen ? city.kitchenCard(thing)
             : kind === MapView.Order ? city.orderCard(thing) : ({});
    }

    visible: words.title !== undefined
    width: Math.max(title.implicitWidth + amount.implicitWidth + Theme.space4, note.implicitWidth) + 2 * Theme.space3
    height: title.height + note.height + 2 * Theme.space2 + 2
    x: Math.round(Math.max(Theme.space2, Math.min(at.x + Theme.space5, parent.width - width - Theme.space2)))
    y: Math.round(at.y - height - Theme.space4 > 0 ? at.y - height - Theme.space4 : at.y + Theme.space4)
    radius: Theme.radius - 2
    color: Theme.surface
    border.color: Theme.line
    Accessible.role: Accessible.ToolTip
    Accessible.name: visible ? qsTr("%1, %2").arg(words.title).arg(words.note) : ""

    Label {
        id: title
        x: Theme.space3
        y: Theme.space2
        text: card.words.title ?? ""
        font.weight: Font.DemiBold
    }
    Label {
        id: amount
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        y: Theme.space2
        text: card.words.amount ?? ""
        color: Theme.concern(card.words.concern ?? 0)
        font.weight: Font.DemiBold
    }
    Label {
        id: note
        x: Theme.space3
        anchors.top: title.bottom
        anchors.topMargin: 2
        text: card.words.note ?? ""
        muted: true
        font.pixelSize: Theme.typeText - 1
    }
}
