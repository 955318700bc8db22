import QtQuick

// What every picture is made of; window.cpp sets each of these from a Scene.
Rectangle {
    property string icon
    property color iconColour: "white"
    property color textColour: "white"
    property color plateColour: "black"
    property bool bar: false
    property string stationName
    property string title
    property string hint
    property string word
    property string time
    property string code
    property string address
    property string fingerprint
    property string operators
    property string visitor
    property string camera
    property real operatorLevel: 0
    property real visitorLevel: 0
    property string sought
    property bool typed: false
    property real phase: 0
    property bool inSteps: false
    property string qrPath
    property int qrWidth: 0

    // All lengths are in hundredths of the short side.
    readonly property real u: Math.min(width, height) / 100
}
