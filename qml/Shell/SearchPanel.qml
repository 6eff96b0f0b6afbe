// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Pizza.Controls
import Pizza.Desktop
import Pizza.Theme

// Type a number or a name; arrows and Return choose.
FocusScope {
    id: panel

    required property CityViewModel city
    readonly property bool opened: visible

    signal found(kind: int, id: real)
    signal closed()

    function open() {
        visible = true;
        field.forceActiveFocus();
        field.selectAll();
    }
    function close() {
        visible = false;
        city.search.text = "";
        field.text = "";
        closed();
    }
    function choose(row: int) {
        const kind = city.search.kindAt(row), id = city.search.idAt(row);
        if (kind < 0) return;
        if (kind === SearchModel.Order) city.selectOrder(id);
        else if (kind === SearchModel.Rider) city.selectRider(id);
        else city.selectKitchen(id);
        close();
        found(kind === SearchModel.Order ? MapView.Order
              : kind === SearchModel.Rider ? MapView.Rider : MapView.Kitchen, id);
    }

    visible: false
    width: Theme.inspectorWidth
    height: frame.height

    Rectangle {
        id: frame
        width: parent.width
        height: field.height + list.height + nothing.height + 2 * Theme.space2
        radius: Theme.radius
        color: Theme.surface
        border.color: Theme.line

        T.TextField {
            id: field
            objectName: "searchField"
            x: Theme.space3
            y: Theme.space2
            width: parent.width - 2 * Theme.space3
            height: Theme.control
            focus: true
            color: Theme.text
            selectionColor: Theme.onTime
            selectedTextColor: Theme.inverse
            placeholderTextColor: Theme.muted
            font.family: Theme.family
            font.pixelSize: Theme.typeLead
            verticalAlignment: TextInput.AlignVCenter
            Accessible.name: qsTr("Search for an order, a rider or a kitchen")
            onTextEdited: panel.city.search.text = text
            Keys.onShortcutOverride: event => event.accepted = event.key === Qt.Key_Escape
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
            Keys.onReturnPressed: panel.choose(Math.max(0, list.currentIndex))
            Keys.onEnterPressed: panel.choose(Math.max(0, list.currentIndex))
            Keys.onEscapePressed: panel.close()

            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: field.text.length === 0
                text: qsTr("Order number, rider or kitchen")
                muted: true
                font.pixelSize: Theme.typeLead
            }
        }
        ListView {
            id: list
            objectName: "searchResults"
            anchors.top: field.bottom
            width: parent.width
            height: contentHeight
            model: panel.city.search
            currentIndex: 0
            interactive: false
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Found")

            delegate: T.ItemDelegate {
                id: row
                required property int index
                required property var model
                width: list.width
                implicitHeight: Theme.rowHeight
                hoverEnabled: true
                Accessible.name: qsTr("%1, %2").arg(model.title).arg(model.note)
                onClicked: panel.choose(index)

                background: Rectangle {
                    color: row.ListView.isCurrentItem || row.hovered ? Theme.raised : "transparent"
                }
                contentItem: Item {
                    Icon {
                        x: Theme.space3
                        anchors.verticalCenter: parent.verticalCenter
                        name: row.model.kind === SearchModel.Order ? "orders"
                            : row.model.kind === SearchModel.Rider ? "rider" : "kitchen"
                        color: Theme.muted
                    }
                    Column {
                        x: Theme.space3 + Theme.icon + Theme.space3
                        anchors.verticalCenter: parent.verticalCenter
                        Label {
                            text: row.model.title
                            font.weight: Font.DemiBold
                        }
                        Label {
                            text: row.model.note
                            muted: true
                            font.pixelSize: Theme.typeText - 1
                        }
                    }
                    ConcernMark {
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.space4
                        anchors.verticalCenter: parent.verticalCenter
                        visible: row.model.concern > Meaning.OnTime
                        concern: row.model.concern
                    }
                }
            }
        }
        StateNote {
            id: nothing
            anchors.top: field.bottom
            width: parent.width
            height: visible ? implicitHeight : 0
            visible: field.text.length > 0 && list.count === 0
            picture: "search"
            title: qsTr("Nothing found")
            note: qsTr("Finished orders leave the city after ten minutes.")
        }
    }
}
