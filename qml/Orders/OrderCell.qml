// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Controls

// One cell of an order's line, under its column's head.
Label {
    required property OrderColumns columns
    required property int column

    x: columns.leftOf(column)
    width: columns.span(column)
    height: parent.height
    verticalAlignment: Text.AlignVCenter
    Accessible.ignored: true
}
