import QtQuick

// Dark on white with the four squares of quiet around it that scanners want.
Rectangle {
    id: code

    property string path
    property int squares

    color: "white"

    // Whole pixels for each square: anything else blurs their edges.
    readonly property int square: squares > 0 ? Math.floor(width / (squares + 8)) : 0

    Glyph {
        anchors.centerIn: parent
        width: code.square * code.squares
        height: width
        visible: code.squares > 0
        field: Math.max(1, code.squares)
        filling: "black"
        stroke: 0
        antialiasing: false
        path: code.path
    }
}
