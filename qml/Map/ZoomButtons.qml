// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Theme

Rectangle {
    id: root

    signal zoom(steps: real)
    signal fit()

    implicitWidth: column.implicitWidth + 2 * Theme.hairline
    implicitHeight: column.implicitHeight + 2 * Theme.hairline
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.line

    Column {
        id: column
        x: Theme.hairline
        y: Theme.hairline
        IconButton {
            picture: "plus"
            text: qsTr("Zoom in")
            onClicked: root.zoom(0.5)
        }
        Rule { width: parent.width }
        IconButton {
            picture: "minus"
            text: qsTr("Zoom out")
            onClicked: root.zoom(-0.5)
        }
        Rule { width: parent.width }
        IconButton {
            picture: "fit"
            text: qsTr("Show the whole city")
            onClicked: root.fit()
        }
    }
}
