// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Theme

// A row of Segments in one frame.
Rectangle {
    default property alias segments: row.data

    implicitWidth: row.implicitWidth + 2 * Theme.hairline
    implicitHeight: row.implicitHeight + 2 * Theme.hairline
    radius: Theme.radius
    color: Theme.surface
    border.color: Theme.line

    Row {
        id: row
        x: Theme.hairline
        y: Theme.hairline
    }
}
