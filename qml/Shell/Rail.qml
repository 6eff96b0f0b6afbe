// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Theme

// Which screen; the theme and the keys at the foot.
Rectangle {
    id: root

    property string screenName

    signal show(name: string)
    signal showKeys()

    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Screens")

    Column {
        y: Theme.topBarHeight + Theme.space2
        RailButton {
            objectName: "railLive"
            picture: "live"
            text: qsTr("Live")
            current: root.screenName === "live"
            onClicked: root.show("live")
        }
        RailButton {
            objectName: "railOrders"
            picture: "orders"
            text: qsTr("Orders")
            current: root.screenName === "orders"
            onClicked: root.show("orders")
        }
    }
    Column {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.space2
        IconButton {
            objectName: "keysButton"
            picture: "keys"
            text: qsTr("Keys")
            onClicked: root.showKeys()
        }
        IconButton {
            objectName: "themeButton"
            picture: Theme.dark ? "sun" : "moon"
            text: Theme.dark ? qsTr("Light theme") : qsTr("Dark theme")
            onClicked: Theme.dark = !Theme.dark
        }
    }
    Rule {
        anchors.right: parent.right
        height: parent.height
    }
}
