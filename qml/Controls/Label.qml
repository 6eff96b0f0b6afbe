// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Theme

Text {
    property bool muted: false

    color: muted ? Theme.muted : Theme.text
    font.family: Theme.family
    font.pixelSize: Theme.typeText
    elide: Text.ElideRight
    textFormat: Text.PlainText
    Accessible.ignored: text.length === 0
}
