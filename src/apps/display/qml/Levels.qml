import QtQuick

// Who is heard: the operator, and the visitor.
Item {
    id: levels

    required property Picture screen

    height: 18 * screen.u

    Repeater {
        model: [
            {
                name: levels.screen.operators,
                level: levels.screen.operatorLevel
            },
            {
                name: levels.screen.visitor,
                level: levels.screen.visitorLevel
            }
        ]

        Item {
            required property var modelData
            required property int index

            x: 4 * levels.screen.u
            y: 9 * index * levels.screen.u
            width: levels.width - 8 * levels.screen.u
            height: 8 * levels.screen.u

            Text {
                width: 36 * levels.screen.u
                height: parent.height
                verticalAlignment: Text.AlignVCenter
                font.family: "DejaVu Sans"
                font.pixelSize: Math.max(1, 6 * levels.screen.u)
                color: levels.screen.textColour
                text: parent.modelData.name
                textFormat: Text.PlainText
            }

            Rectangle {
                x: 38 * levels.screen.u
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - x
                height: 5 * levels.screen.u
                color: "transparent"
                border.color: levels.screen.textColour
                border.width: Math.max(1, Math.round(0.6 * levels.screen.u))

                Rectangle {
                    width: parent.width * parent.parent.modelData.level
                    height: parent.height
                    color: levels.screen.iconColour
                }
            }
        }
    }
}
