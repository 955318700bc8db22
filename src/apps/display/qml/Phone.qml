import QtQuick

// The receiver, in a ring or on a disc, with the mark that says how the call is.
Item {
    id: phone

    property color colour
    property color ground
    property string mark
    property bool solid: false
    property bool laidDown: false
    property bool struckThrough: false

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: phone.solid ? phone.colour : "transparent"
        border.color: phone.colour
        border.width: Math.max(2, parent.width * 0.035)
    }

    Glyph {
        anchors.centerIn: parent
        width: parent.width * 0.6
        height: width
        rotation: phone.laidDown ? 135 : 0
        colour: phone.solid ? phone.ground : phone.colour
        filling: colour
        stroke: 1.6
        path: "M4.5 3.5h3.6l1.9 4.9-2.6 1.7c1.3 2.9 3.6 5.2 6.5 6.5l1.7-2.6 4.9 1.9v3.6" +
              "c0 .9-.7 1.5-1.5 1.5C9.9 21 3 14.1 3 5c0-.8.6-1.5 1.5-1.5z"
    }

    // First a wide stripe of the ground, so that the red one stands apart from the white phone.
    Repeater {
        model: phone.struckThrough ? [
            {
                colour: phone.ground,
                stroke: 4.4
            },
            {
                colour: "#ff9a94",
                stroke: 2
            }
        ] : []

        Glyph {
            required property var modelData

            anchors.fill: parent
            colour: modelData.colour
            stroke: modelData.stroke
            path: "M2.5 21.5L21.5 2.5"
        }
    }

    Rectangle {
        visible: phone.mark !== ""
        x: parent.width * 0.66
        y: -parent.width * 0.02
        width: parent.width * 0.38
        height: width
        radius: width / 2
        color: phone.colour
        border.color: phone.ground
        border.width: Math.max(2, parent.width * 0.03)

        Glyph {
            anchors.fill: parent
            colour: phone.ground
            stroke: 3
            path: phone.mark === "minus" ? "M7 12h10"
                : phone.mark === "exclamation" ? "M12 6v7M12 17.6v.1"
                : "M8.8 9c0-4.4 6.6-4.2 6.6-.2 0 2.2-3.3 2.7-3.3 5M12.1 18v.1"
        }
    }
}
