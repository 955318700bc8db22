import QtQuick
import QtQuick.Shapes

// A drawing in a field of 24 by 24, as large as the item.
Shape {
    id: glyph

    property string path
    property color colour
    property color filling: "transparent"
    property real stroke: 2
    property real field: 24

    ShapePath {
        scale: Qt.size(glyph.width / glyph.field, glyph.height / glyph.field)
        strokeColor: glyph.stroke > 0 ? glyph.colour : "transparent"
        strokeWidth: glyph.stroke > 0 ? glyph.stroke * glyph.width / glyph.field : -1
        fillColor: glyph.filling
        fillRule: ShapePath.WindingFill
        capStyle: ShapePath.RoundCap
        joinStyle: ShapePath.RoundJoin

        PathSvg {
            path: glyph.path
        }
    }
}
