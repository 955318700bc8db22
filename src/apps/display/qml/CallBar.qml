import QtQuick

// Somebody is there: told by a bar, whatever the colours look like.
Rectangle {
    required property Picture screen

    visible: screen.bar
    anchors.left: parent.left
    anchors.right: parent.right
    anchors.bottom: parent.bottom
    height: 10 * screen.u
    color: screen.iconColour
}
