import QtQuick

// Something is on its way.
Row {
    id: dots

    property color colour
    property real phase

    spacing: width * 0.14

    Repeater {
        model: 3

        Rectangle {
            required property int index

            width: dots.width * 0.24
            height: width
            radius: width / 2
            color: dots.colour
            opacity: Math.floor(dots.phase * 3 + 0.01) % 3 === index ? 1 : 0.35
        }
    }
}
