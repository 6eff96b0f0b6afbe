// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// A selected kitchen, or a rider without an order.
Column {
    id: root

    required property CityViewModel city
    readonly property string clock: city.clock + city.clockSeconds
    readonly property var words: {
        clock;
        return city.selectedKitchen > 0 ? city.kitchenCard(city.selectedKitchen)
             : city.selectedRider > 0 ? city.riderCard(city.selectedRider) : ({});
    }

    spacing: Theme.space1

    Label {
        width: parent.width
        text: root.words.title ?? ""
        font.pixelSize: Theme.typeHeading
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }
    Label {
        width: parent.width
        text: root.words.note ?? ""
        muted: true
        wrapMode: Text.Wrap
    }
}
