import QtQuick

// Somebody outside sees what the camera sees: a dot with a camera in it, told by its name, too.
Rectangle {
    id: mark

    required property Picture screen

    objectName: "cameraMark"
    visible: screen.camera !== ""
    x: parent.width - 14 * screen.u
    width: 10 * screen.u
    height: width
    radius: width / 2
    color: screen.textColour
    Accessible.role: Accessible.Indicator
    Accessible.name: screen.camera
    Accessible.ignored: !visible

    Glyph {
        anchors.centerIn: parent
        width: parent.width * 0.8
        height: width
        colour: mark.screen.color
        filling: colour
        stroke: 1.5
        path: "M3.5 8h10.5v8H3.5zM17 11.4l4-2.4v6l-4-2.4z"
    }
}
