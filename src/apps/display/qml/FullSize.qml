import QtQuick

// The 3.5-inch portrait display, 320 x 480.
Picture {
    id: screen

    readonly property bool bare: icon === "none"

    Line {
        y: 5 * screen.u
        height: 10 * screen.u
        text: screen.stationName
        color: screen.textColour
        largest: 8 * screen.u
    }

    StateIcon {
        screen: screen
        anchors.horizontalCenter: parent.horizontalCenter
        y: 19 * screen.u
        width: 100 * screen.u
        height: 58 * screen.u
    }

    Line {
        visible: screen.time !== ""
        y: 79 * screen.u
        height: 11 * screen.u
        text: screen.time
        color: screen.textColour
        largest: 10 * screen.u
    }

    Line {
        id: title

        readonly property bool crowded: screen.time !== "" || screen.code !== ""
        y: (screen.bare ? 45 : screen.time !== "" ? 90 : 81) * screen.u
        height: (crowded ? 15 : 32) * screen.u
        text: screen.title
        color: screen.textColour
        largest: (crowded ? 11 : 13.5) * screen.u
        font.bold: true
    }

    Line {
        readonly property real below: title.y + (title.height + title.contentHeight) / 2

        y: screen.time !== "" ? 105 * screen.u : below + 3 * screen.u
        height: (screen.time !== "" ? 10 : 20) * screen.u
        text: screen.hint
        color: screen.textColour
        largest: 8 * screen.u
        verticalAlignment: Text.AlignTop
    }

    Line {
        y: 97 * screen.u
        height: 12 * screen.u
        text: screen.address
        color: screen.textColour
        largest: 7 * screen.u
    }

    Line {
        y: 110 * screen.u
        height: 18 * screen.u
        text: screen.code
        color: screen.textColour
        largest: 11 * screen.u
        font.bold: true
    }

    Line {
        y: 127 * screen.u
        height: 21 * screen.u
        text: screen.fingerprint
        color: screen.textColour
        largest: 4.4 * screen.u
    }

    Levels {
        visible: screen.time !== ""
        screen: screen
        y: 117 * screen.u
        width: parent.width
    }

    CameraMark {
        screen: screen
        y: 17 * screen.u
    }

    CallBar {
        screen: screen
    }
}
