// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import Pizza.Desktop
import Pizza.Shell
import Pizza.Theme

Item {
    id: root

    property CityViewModel city: testCity

    width: 1400
    height: 860

    Loader {
        id: loader
        anchors.fill: parent
        active: root.city !== null
        focus: true
        sourceComponent: Component {
            Shell {
                city: root.city
            }
        }
    }

    TestCase {
        id: test
        name: "Shell"
        when: windowShown

        property Shell shell: loader.item as Shell

        function initTestCase() {
            if (root.city === null) skip("the extract ../shared/osm/monaco.osm.pbf is not at hand");
            Theme.reducedMotion = true;
        }
        function init() {
            failOnWarning(/.?/);
            shell.show("live");
            root.city.clearSelection();
            if (root.city.playing) root.city.togglePlay();
        }

        function test_space_plays_and_pauses() {
            keyClick(Qt.Key_Space);
            verify(root.city.playing);
            const before = root.city.clock + root.city.clockSeconds;
            tryVerify(() => root.city.clock + root.city.clockSeconds !== before);
            keyClick(Qt.Key_Space);
            verify(!root.city.playing);
        }
        function test_brackets_change_the_speed() {
            const before = root.city.speed;
            keyClick(Qt.Key_BracketRight);
            verify(root.city.speed > before);
            keyClick(Qt.Key_BracketLeft);
            compare(root.city.speed, before);
        }
        function test_a_dot_steps_on() {
            const before = root.city.clock;
            keyClick(Qt.Key_Period);
            tryVerify(() => root.city.clock !== before);
        }
        function test_the_worst_opens_the_inspector() {
            const panel = findChild(shell, "openOrder");
            verify(!panel.visible);
            keyClick(Qt.Key_W);
            verify(root.city.selectedOrder > 0);
            tryVerify(() => root.city.order.state === OrderDetail.Shown);
            verify(panel.visible);
            keyClick(Qt.Key_O);
            compare(shell.screenName, "order");
            const events = findChild(shell, "events");
            tryVerify(() => events.count > 3);
            keyClick(Qt.Key_Down);
            compare(events.currentIndex, 1);
            keyClick(Qt.Key_Escape);
            compare(shell.screenName, "orders");
        }
        function test_needs_are_chosen_by_keys() {
            const needs = findChild(shell, "needs");
            verify(needs.count > 1);
            needs.forceActiveFocus();
            needs.currentIndex = 0;
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Return);
            compare(root.city.selectedOrder, needs.itemAtIndex(1).order);
        }
        function test_orders_by_keys() {
            keyClick(Qt.Key_2);
            compare(shell.screenName, "orders");
            const list = findChild(shell, "orders");
            verify(list.count > 5);
            list.currentIndex = 0;
            keyClick(Qt.Key_Down);
            keyClick(Qt.Key_Down);
            compare(list.currentIndex, 2);
            keyClick(Qt.Key_Return);
            compare(shell.screenName, "order");
            compare(root.city.selectedOrder, root.city.orders.orderAt(2));
        }
        function test_orders_are_filtered() {
            shell.show("orders");
            mouseClick(findChild(shell, "filterAll"));
            const all = root.city.orders.count;
            mouseClick(findChild(shell, "filterLate"));
            verify(root.city.orders.count < all);
            mouseClick(findChild(shell, "filterOpen"));
            const field = findChild(shell, "ordersText");
            mouseClick(field);
            keyClick(Qt.Key_Z);
            keyClick(Qt.Key_Z);
            compare(root.city.orders.count, 0);
            keyClick(Qt.Key_Escape);
            verify(root.city.orders.count > 0);
            compare(shell.screenName, "orders");
        }
        function test_search_finds_and_selects() {
            keyClick(Qt.Key_Slash);
            const panel = findChild(shell, "search");
            verify(panel.visible);
            for (const key of [Qt.Key_O, Qt.Key_V, Qt.Key_E, Qt.Key_N]) keyClick(key);
            const results = findChild(shell, "searchResults");
            compare(results.count, 1);
            keyClick(Qt.Key_Return);
            verify(!panel.visible);
            verify(root.city.selectedKitchen > 0);
            keyClick(Qt.Key_Escape);
            compare(root.city.selectedKitchen, 0);
        }
        function test_a_search_may_find_nothing() {
            keyClick(Qt.Key_K, Qt.ControlModifier);
            for (const key of [Qt.Key_Q, Qt.Key_Q]) keyClick(key);
            compare(findChild(shell, "searchResults").count, 0);
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Escape);
            verify(!findChild(shell, "search").visible);
        }
        function test_question_mark_lists_the_keys() {
            const keys = findChild(shell, "keys");
            keyClick(Qt.Key_Question, Qt.ShiftModifier);
            verify(keys.visible);
            keyClick(Qt.Key_Escape);
            verify(!keys.visible);
        }
        function test_follow_needs_a_rider() {
            const live = findChild(shell, "liveScreen");
            keyClick(Qt.Key_F);
            verify(!live.following);
            root.city.selectRider(1);
            keyClick(Qt.Key_F);
            verify(live.following);
            keyClick(Qt.Key_Escape);
            verify(!live.following);
        }
        function test_the_theme_switches() {
            verify(Theme.dark);
            mouseClick(findChild(shell, "themeButton"));
            verify(!Theme.dark);
            compare(Theme.late.toString(), "#b23a00");
            mouseClick(findChild(shell, "themeButton"));
            verify(Theme.dark);
        }
        function test_layers_toggle() {
            const map = findChild(shell, "map");
            mouseClick(findChild(shell, "layerOrders"));
            verify(!map.showOrders);
            mouseClick(findChild(shell, "layerOrders"));
            verify(map.showOrders);
        }
        function test_the_map_zooms_by_keys_and_wheel() {
            const map = findChild(shell, "map");
            const before = map.zoom;
            keyClick(Qt.Key_Plus);
            compare(map.zoom, before + 0.5);
            keyClick(Qt.Key_Minus);
            compare(map.zoom, before);
            mouseWheel(map, 300, 300, 0, 120);
            compare(map.zoom, before + 0.5);
            mouseWheel(map, 300, 300, 0, -120);
            tryVerify(() => map.ready, 30000);
        }
        function test_what_is_far_out_is_brought_into_view() {
            const map = findChild(shell, "map");
            map.panBy(5000, 0);
            root.city.selectKitchen(1);
            tryCompare(map, "anchorKind", MapView.Nothing);
            map.reveal(MapView.Kitchen, 1);
            tryCompare(map, "anchorKind", MapView.Kitchen);
        }
        function test_a_click_on_the_map_selects_what_is_there() {
            const map = findChild(shell, "map");
            map.fitCity();
            map.showRiders = map.showOrders = false;  // one may stand right before the kitchen
            root.city.selectKitchen(1);
            tryVerify(() => map.ready && map.anchorKind === MapView.Kitchen, 30000);
            const at = Qt.point(map.anchorAt.x, map.anchorAt.y);  // a copy: the property goes on
            root.city.clearSelection();
            tryVerify(() => map.anchorKind === MapView.Nothing);
            mouseClick(map, at.x, at.y);
            map.showRiders = map.showOrders = true;
            compare(root.city.selectedKitchen, 1);
        }
    }
}
