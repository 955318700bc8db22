import QtQuick

// The names that a visitor can call, in both layouts. window.cpp sets its tiles and areas, in
// hundredths of the short side.
Picture {
    id: directory

    property var tiles: []
    property rect titleArea
    property rect listArea

    readonly property var names: tiles.filter(tile => tile.part === "name")
    readonly property var others: tiles.filter(tile => tile.part !== "name")
    // Of a tile that is one too many, until it is gone.
    readonly property var nothing: ({
        part: "", area: Qt.rect(0, 0, 0, 0), text: "", letters: "", photo: 0, pressed: false
    })

    CameraMark {
        screen: directory
        y: 4 * directory.u
    }

    Line {
        anchors.horizontalCenter: undefined
        x: (directory.titleArea.x + 1) * directory.u
        y: directory.titleArea.y * directory.u
        width: Math.max(1, directory.titleArea.width - 2) * directory.u
        height: Math.max(1, directory.titleArea.height) * directory.u
        text: directory.titleArea.height > 0 ? directory.title : ""
        color: directory.textColour
        largest: 9 * directory.u
        font.bold: true
    }

    // The first name and the last are cut where the list ends.
    Item {
        x: directory.listArea.x * directory.u
        y: directory.listArea.y * directory.u
        width: directory.listArea.width * directory.u
        height: Math.max(0, directory.listArea.height) * directory.u
        clip: true

        // By number: a tile shows the next list, too, instead of a new one in its place.
        Repeater {
            model: directory.names.length

            Tile {
                shown: directory.names[index] ?? directory.nothing
                screen: directory
                x: 0
                y: (shown.area.y - directory.listArea.y) * directory.u
            }
        }
    }

    Repeater {
        model: directory.others.length

        Tile {
            shown: directory.others[index] ?? directory.nothing
            screen: directory
        }
    }

    Line {
        y: directory.listArea.y * directory.u
        height: Math.max(1, directory.listArea.height) * directory.u
        text: directory.listArea.height > 0 ? directory.hint : ""
        color: directory.textColour
        largest: 9 * directory.u
    }
}
