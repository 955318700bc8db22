import QtQuick

// Text that takes the size it has room for, in the font that the golden pictures are made with.
Text {
    property real largest: 20

    anchors.horizontalCenter: parent.horizontalCenter
    width: parent.width - 0.08 * Math.min(parent.width, parent.height)
    font.family: "DejaVu Sans"
    font.pixelSize: Math.max(1, largest)
    fontSizeMode: Text.Fit
    minimumPixelSize: Math.max(1, largest * 0.55)
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    wrapMode: Text.WordWrap
    textFormat: Text.PlainText
    elide: Text.ElideRight
}
