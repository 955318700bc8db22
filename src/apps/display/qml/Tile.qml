import QtQuick

// What can be touched in the directory. Its parts are those of display::Part.
Item {
    id: tile

    required property int index
    required property var shown
    required property Picture screen

    readonly property real u: screen.u
    readonly property string part: shown.part
    readonly property bool pressed: shown.pressed
    readonly property color ground: pressed ? screen.textColour : screen.plateColour
    readonly property color ink: pressed ? screen.color : screen.textColour
    readonly property bool drawn: part === "clear" || part === "erase" || part === "done"
    readonly property bool isField: part === "field"
    readonly property bool isName: part === "name"
    // Of the photo, or of the letters that stand for one. A name that is too long for the room
    // beside it is shown without: the whole name tells more.
    readonly property real wholeDisc: 0.8 * height
    readonly property real disc: shown.letters === "" || besideDisc.truncated ? 0 : wholeDisc
    readonly property real sign: isField ? 0.55 * height : 0.6 * Math.min(width, height)

    x: shown.area.x * u
    y: shown.area.y * u
    width: shown.area.width * u
    height: shown.area.height * u

    Rectangle {
        anchors.fill: parent
        anchors.margins: 0.8 * tile.u
        radius: 2 * tile.u
        visible: tile.part !== "initial" || tile.pressed
        color: tile.ground
        border.color: tile.screen.textColour
        border.width: tile.isField ? Math.max(1, 0.6 * tile.u) : 0
    }

    Glyph {
        visible: tile.drawn || tile.isField
        anchors.verticalCenter: parent.verticalCenter
        x: tile.isField ? 3 * tile.u : (tile.width - width) / 2
        width: tile.sign
        height: width
        colour: tile.ink
        path: tile.part === "clear" ? "M5 5L19 19M19 5L5 19"
            : tile.part === "done" ? "M3.5 13l6 6L20.5 6"
            : tile.part === "erase" ? "M8 5H22V19H8L2 12ZM12 9l6 6M18 9l-6 6"
            : "M10 4a6 6 0 1 0 .01 0M14.5 14.5L21 21"
    }

    Rectangle {
        visible: tile.disc > 0
        anchors.verticalCenter: parent.verticalCenter
        x: 2.5 * tile.u
        width: tile.disc
        height: width
        radius: width / 2
        color: tile.ink

        Line {
            visible: tile.shown.photo === 0
            height: parent.height
            text: tile.shown.letters
            color: tile.ground
            largest: 0.45 * tile.disc
            font.bold: true
        }

        Image {
            visible: tile.shown.photo > 0
            anchors.fill: parent
            source: visible ? "image://contact/" + tile.shown.photo : ""
            sourceSize: Qt.size(width, height)
            cache: false
        }
    }

    component Label: Line {
        property real disc: tile.disc

        anchors.horizontalCenter: undefined
        x: tile.isField ? 5 * tile.u + tile.sign
            : disc > 0 ? 4.5 * tile.u + disc
            : tile.isName ? 4 * tile.u : 0
        y: tile.isName || tile.isField ? 1.5 * tile.u : 0
        width: tile.width - x - (disc > 0 ? 1.5 * tile.u : 2 * y)
        height: tile.height - 2 * y
        text: tile.isField ? tile.screen.sought : tile.shown.text
        color: tile.ink
        largest: tile.part === "initial" ? Math.min(7 * tile.u, 0.85 * tile.height)
            : tile.isName ? 8.5 * tile.u
            : Math.min(8.5 * tile.u, 0.6 * tile.height)
        horizontalAlignment: tile.isName || tile.isField ? Text.AlignLeft : Text.AlignHCenter
        font.bold: tile.part === "key" || tile.isField && tile.screen.typed
    }

    Label {
        visible: !tile.drawn
    }

    Label {
        id: besideDisc

        visible: false
        disc: tile.wholeDisc
        text: tile.shown.letters === "" ? "" : tile.shown.text
    }
}
