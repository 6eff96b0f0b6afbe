// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Desktop
import Pizza.Map

// The city now: the map, all of it.
FocusScope {
    id: root

    property real startZoom: 0
    property var startCentre
    required property CityViewModel city
    readonly property bool ready: map.ready
    property alias following: map.following

    function zoomBy(steps: real) { map.zoomBy(steps); }
    function reveal(kind: int, id: real) { map.reveal(kind, id); }

    CityMap {
        id: map
        startZoom: root.startZoom
        startCentre: root.startCentre
        anchors.fill: parent
        focus: true
        city: root.city
    }
}
