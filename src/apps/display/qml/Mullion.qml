import QtQuick

// The 1.5-inch display, 240 x 240: a picture and one word.
Picture {
    id: screen

    readonly property bool setUp: code !== ""

    StateIcon {
        screen: screen
        anchors.horizontalCenter: parent.horizontalCenter
        y: (screen.setUp ? 4 : screen.bar ? 7 : 9) * screen.u
        width: 100 * screen.u
        height: (screen.setUp ? 62 : 55) * screen.u
    }

    Line {
        y: (screen.icon === "none" ? 38 : screen.setUp ? 80 : screen.bar ? 64 : 68) * screen.u
        height: (screen.setUp ? 17 : 24) * screen.u
        text: screen.setUp ? screen.code : screen.word
        color: screen.textColour
        largest: (screen.setUp ? 11 : 17) * screen.u
        font.bold: true
    }

    Line {
        y: 68 * screen.u
        height: 12 * screen.u
        text: screen.address
        color: screen.textColour
        largest: 7.5 * screen.u
    }

    CameraMark {
        screen: screen
        y: 4 * screen.u
    }

    CallBar {
        screen: screen
    }
}
