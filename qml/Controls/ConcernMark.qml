// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Pizza.Desktop
import Pizza.Theme

// A meaning's colour in its own shape: on time a dot, at risk a triangle, late a diamond.
Mark {
    id: mark

    property int concern: Meaning.None

    width: Theme.mark
    height: Theme.mark
    shape: concern
    color: Theme.concern(concern)
    Accessible.role: Accessible.Graphic
    Accessible.name: concern === Meaning.Late ? qsTr("late") : concern === Meaning.AtRisk ? qsTr("at risk")
                   : concern === Meaning.OnTime ? qsTr("on time") : qsTr("no concern")
}
