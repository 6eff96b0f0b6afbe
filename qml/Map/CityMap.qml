// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// The city's map with its layers, its scale and a card beside what is pointed at.
FocusScope {
    id: root

    required property CityViewModel city
    readonly property bool ready: map.ready || map.error.length > 0
    property alias following: map.following
    property alias startZoom: map.startZoom
    property alias startCentre: map.startCentre

    function zoomBy(steps: real) { map.zoomBy(steps); }
    function fit() { map.fitCity(); }
    function reveal(kind: int, id: real) { map.reveal(kind, id); }

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Map of %1").arg(city.city)

    MapView {
        id: map
        objectName: "map"
        anchors.fill: parent
        focus: true
        city: root.city
        dark: Theme.dark
        glide: Theme.smooth
        onPicked: (kind, id) => {
            if (kind === MapView.Rider) root.city.selectRider(id);
            else if (kind === MapView.Kitchen) root.city.selectKitchen(id);
            else if (kind === MapView.Order) root.city.selectOrder(id);
            else root.city.clearSelection();
        }
        Keys.onLeftPressed: map.panBy(-Theme.inspectorWidth / 4, 0)
        Keys.onRightPressed: map.panBy(Theme.inspectorWidth / 4, 0)
        Keys.onUpPressed: map.panBy(0, -Theme.inspectorWidth / 4)
        Keys.onDownPressed: map.panBy(0, Theme.inspectorWidth / 4)
    }

    StateNote {
        anchors.fill: parent
        visible: map.error.length > 0
        failed: true
        title: qsTr("The map cannot be shown")
        note: map.error
    }

    MapCard {
        readonly property bool hovering: map.hoveredKind !== MapView.Nothing
        city: root.city
        kind: hovering ? map.hoveredKind : map.anchorKind
        thing: hovering ? map.hoveredId : map.anchorKind === MapView.Rider ? root.city.selectedRider
                        : map.anchorKind === MapView.Kitchen ? root.city.selectedKitchen : root.city.selectedOrder
        at: hovering ? map.hoveredAt : map.anchorAt
    }

    SegmentedFilter {
        x: Theme.space4
        y: Theme.space4
        visible: map.error.length === 0
        Segment {
            objectName: "layerRiders"
            text: qsTr("Riders")
            checkable: true
            checked: map.showRiders
            onToggled: map.showRiders = checked
        }
        Segment {
            objectName: "layerKitchens"
            text: qsTr("Kitchens")
            checkable: true
            checked: map.showKitchens
            onToggled: map.showKitchens = checked
        }
        Segment {
            objectName: "layerOrders"
            text: qsTr("Orders")
            checkable: true
            checked: map.showOrders
            last: true
            onToggled: map.showOrders = checked
        }
    }

    ZoomButtons {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space4
        onZoom: steps => map.zoomBy(steps)
        onFit: map.fitCity()
    }

    ScaleLine {
        x: Theme.space4
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space2
        metres: map.scaleMetres
        pixels: map.scalePixels
        attribution: map.attribution
    }
}
