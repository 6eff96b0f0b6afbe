// SPDX-License-Identifier: Apache-2.0
// Every colour, space, size and duration of the screens. Nothing else in qml/ holds a number of its own kind.
pragma Singleton

import QtQuick

QtObject {
    id: theme

    // Switched at run time; everything below follows.
    property bool dark: true
    property bool reducedMotion: false

    // Surfaces, from the back to the front.
    readonly property color background: dark ? "#11161D" : "#F7F8FA"
    readonly property color surface: dark ? "#171E27" : "#FFFFFF"
    readonly property color raised: dark ? "#1E2732" : "#F0F2F5"
    readonly property color pressed: dark ? "#27323F" : "#E4E7EC"
    readonly property color line: dark ? "#2A3542" : "#DDE1E7"
    readonly property color veil: dark ? "#B30B0F14" : "#8014181F"

    readonly property color glass: dark ? "#CC141B23" : "#D9FFFFFF"

    // Text on them.
    readonly property color text: dark ? "#E8ECF1" : "#14181F"
    readonly property color muted: dark ? "#9AA7B5" : "#55606E"
    readonly property color inverse: dark ? "#11161D" : "#FFFFFF"

    // The three meanings, and the quiet one. Never without their shape.
    readonly property color onTime: dark ? "#56B4E9" : "#0067A3"
    readonly property color atRisk: dark ? "#E69F00" : "#8A5A00"
    readonly property color late: dark ? "#FF7A45" : "#B23A00"
    readonly property color neutral: muted

    // The three worlds: what touches real money looks like nothing else.
    readonly property color worldEmbedded: muted
    readonly property color worldLive: dark ? "#FF6B6B" : "#C42B2B"
    readonly property color worldSimulated: dark ? "#B18CFF" : "#6A3FD1"

    readonly property color barPast: dark ? "#3C7FA8" : "#5FA0C7"
    readonly property color barFuture: dark ? "#243240" : "#DCE6EE"

    function concern(kind: int): color {
        return kind === 3 ? late : kind === 2 ? atRisk : kind === 1 ? onTime : neutral;
    }
    function world(kind: int): color {
        return kind === 2 ? worldSimulated : kind === 1 ? worldLive : worldEmbedded;
    }

    readonly property int space1: 4
    readonly property int space2: 8
    readonly property int space3: 12
    readonly property int space4: 16
    readonly property int space5: 24
    readonly property int space6: 32

    readonly property int radiusSmall: 4
    readonly property int radius: 8
    readonly property int hairline: 1
    readonly property int focusRing: 2

    readonly property string family: Qt.application.font.family
    readonly property string monospace: "monospace"
    readonly property int typeNote: 11
    readonly property int typeText: 13
    readonly property int typeLead: 14
    readonly property int typeHeading: 16
    readonly property int typeClock: 28
    readonly property int typeTicket: 26

    // The frame every screen keeps.
    readonly property int railWidth: 64
    readonly property int topBarHeight: 56
    readonly property int inspectorWidth: 380
    readonly property int timeBarHeight: 112
    readonly property int control: 32
    readonly property int rowHeight: 44
    readonly property int icon: 20
    readonly property int mark: 10

    readonly property int quick: reducedMotion ? 0 : 120
    readonly property int smooth: reducedMotion ? 0 : 200
}
