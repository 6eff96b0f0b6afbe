// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Desktop
import Pizza.Theme

Window {
    id: window

    required property CityViewModel city
    property string screenName: "live"
    property real startZoom: 0  // of the map; 0: as close as shows where the work is
    property var startCentre  // of the map, degrees as point(longitude, latitude); undefined: where the work is
    property bool dark: true
    property bool still: false  // for a picture: nothing moves but the city
    readonly property bool ready: shell.ready

    title: qsTr("PizzaTwin · %1").arg(city.city)
    visible: true
    minimumWidth: Theme.inspectorWidth * 2
    minimumHeight: Theme.inspectorWidth + Theme.timeBarHeight
    color: Theme.background

    Component.onCompleted: {
        Theme.reducedMotion = still;  // first, or a picture shows colours on their way
        Theme.dark = dark;
    }

    Shell {
        id: shell
        anchors.fill: parent
        focus: true
        city: window.city
        screenName: window.screenName
        startZoom: window.startZoom
        startCentre: window.startCentre
    }
}
