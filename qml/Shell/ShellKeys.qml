// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Desktop

// The keys that work everywhere. A field that takes text keeps its own.
Item {
    id: root

    required property CityViewModel city

    signal search()
    signal keys()
    signal show(name: string)
    signal follow()
    signal clear()
    signal zoom(steps: real)

    Shortcut { sequence: "Space"; onActivated: root.city.togglePlay() }
    Shortcut { sequence: "."; onActivated: root.city.stepMinutes(1) }
    Shortcut { sequence: ","; onActivated: root.city.stepMinutes(10) }
    Shortcut { sequence: "]"; onActivated: root.city.faster() }
    Shortcut { sequence: "["; onActivated: root.city.slower() }
    Shortcut { sequence: "F"; onActivated: root.follow() }
    Shortcut { sequences: ["/", "Ctrl+K"]; onActivated: root.search() }
    Shortcut { sequences: ["?", "Shift+?"]; onActivated: root.keys() }
    Shortcut { sequence: "Escape"; onActivated: root.clear() }
    Shortcut { sequences: ["+", "="]; onActivated: root.zoom(0.5) }
    Shortcut { sequence: "-"; onActivated: root.zoom(-0.5) }
    Shortcut { sequence: "1"; onActivated: root.show("live") }
    Shortcut { sequence: "2"; onActivated: root.show("orders") }
    Shortcut { sequence: "O"; onActivated: if (root.city.selectedOrder > 0) root.show("order") }
    Shortcut { sequence: "W"; onActivated: root.city.selectWorst() }
}
