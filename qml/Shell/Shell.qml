// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls
import Pizza.Desktop
import Pizza.Live
import Pizza.Orders
import Pizza.Theme

// The frame that every screen keeps: rail left, city above, what needs you right, time below.
FocusScope {
    id: shell

    required property CityViewModel city
    property string screenName: "live"
    property real startZoom: 0
    property var startCentre
    readonly property bool ready: (screenName !== "live" || live.ready)
                                  && (city.selectedOrder === 0 || city.order.state !== OrderDetail.Loading)

    function show(name: string) {
        screenName = name;
        if (name === "live") live.forceActiveFocus();
        else if (name === "orders") orders.forceActiveFocus();
        else if (name === "order") sequence.forceActiveFocus();
    }
    function follow() {
        if (city.selectedRider === 0) return;
        show("live");
        live.following = !live.following;
    }
    function clear() {
        if (keys.visible) keys.visible = false;
        else if (search.opened) search.close();
        else if (live.following) live.following = false;
        else if (screenName === "order") show("orders");
        else city.clearSelection();
    }
    function choose(kind: int, id: real) {
        if (screenName === "live") live.reveal(kind, id);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    Item {
        id: middle
        anchors.left: rail.right
        anchors.right: inspector.left
        anchors.top: top.bottom
        anchors.bottom: timeBar.top

        LiveScreen {
            id: live
            objectName: "liveScreen"
            startZoom: shell.startZoom
            startCentre: shell.startCentre
            anchors.fill: parent
            visible: shell.screenName === "live"
            focus: visible
            city: shell.city
        }
        OrdersScreen {
            id: orders
            objectName: "ordersScreen"
            anchors.fill: parent
            visible: shell.screenName === "orders"
            focus: visible
            city: shell.city
            onOpenOrder: shell.show("order")
        }
        OrderScreen {
            id: sequence
            objectName: "orderScreen"
            anchors.fill: parent
            visible: shell.screenName === "order"
            focus: visible
            city: shell.city
            onBack: shell.show("orders")
        }
        WorldState {
            objectName: "worldState"
            anchors.fill: parent
            city: shell.city
        }
    }

    Rail {
        id: rail
        width: Theme.railWidth
        height: parent.height
        screenName: shell.screenName === "order" ? "orders" : shell.screenName
        onShow: name => shell.show(name)
        onShowKeys: keys.visible = true
    }

    TopBar {
        id: top
        anchors.left: rail.right
        anchors.right: parent.right
        height: Theme.topBarHeight
        city: shell.city
        onSearch: search.open()
    }

    Rectangle {
        id: inspector
        anchors.right: parent.right
        anchors.top: top.bottom
        anchors.bottom: timeBar.top
        width: Theme.inspectorWidth
        color: Theme.surface

        Inspector {
            objectName: "inspector"
            anchors.fill: parent
            visible: shell.screenName !== "order"
            city: shell.city
            following: live.following
            onOpenOrder: shell.show("order")
            onFollow: shell.follow()
            onChosen: (kind, id) => shell.choose(kind, id)
        }
        EventInspector {
            objectName: "eventInspector"
            anchors.fill: parent
            visible: shell.screenName === "order"
            order: shell.city.order
            current: sequence.currentEvent
        }
        Rule { height: parent.height }
    }

    TimeBar {
        id: timeBar
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.timeBarHeight
        city: shell.city
    }

    SearchPanel {
        id: search
        objectName: "search"
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        y: Theme.topBarHeight - Theme.space1
        city: shell.city
        onFound: (kind, id) => shell.choose(kind, id)
        onClosed: shell.show(shell.screenName)
    }

    KeyList {
        id: keys
        objectName: "keys"
        anchors.fill: parent
        visible: false
    }

    ShellKeys {
        city: shell.city
        onShow: name => shell.show(name)
        onFollow: shell.follow()
        onClear: shell.clear()
        onSearch: search.open()
        onKeys: keys.visible = !keys.visible
        onZoom: steps => live.zoomBy(steps)
    }
}
