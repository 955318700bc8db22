import QtQuick

// The shape by which a state is told. Its names are those of display::Icon.
Item {
    id: shape

    required property Picture screen

    readonly property string icon: screen.icon
    readonly property color colour: screen.iconColour
    readonly property bool ringing: icon === "phone_between_arrows"

    Loader {
        anchors.fill: parent
        sourceComponent: shape.icon.startsWith("phone") ? phone
            : shape.icon === "setup_code" ? setupCode
            : shape.icon === "dots" ? dots
            : shape.icon === "ring" ? ring
            : shape.icon === "pause" ? pause
            : shape.icon === "none" ? null : drawing
    }

    Component {
        id: phone

        Item {
            Phone {
                anchors.centerIn: parent
                height: shape.ringing ? 46 * shape.screen.u : parent.height
                width: height
                colour: shape.colour
                ground: shape.screen.color
                solid: shape.icon === "phone_calling_out"
                laidDown: shape.icon === "phone_laid_down"
                struckThrough: shape.icon === "phone_struck_through"
                mark: shape.icon.startsWith("phone_with_") ? shape.icon.slice(11) : ""
            }

            Repeater {
                model: shape.ringing ? [true, false] : []

                Chevrons {
                    required property bool modelData

                    toTheLeft: modelData
                    x: (toTheLeft ? 3 : 75) * shape.screen.u
                    anchors.verticalCenter: parent.verticalCenter
                    width: 22 * shape.screen.u
                    height: 15 * shape.screen.u
                    colour: shape.colour
                    phase: shape.screen.phase
                    inSteps: shape.screen.inSteps
                }
            }
        }
    }

    Component {
        id: setupCode

        Item {
            QrCode {
                anchors.centerIn: parent
                width: parent.height
                height: width
                path: shape.screen.qrPath
                squares: shape.screen.qrWidth
            }
        }
    }

    Component {
        id: dots

        Item {
            Dots {
                anchors.centerIn: parent
                width: 45 * shape.screen.u
                colour: shape.colour
                phase: shape.screen.phase
            }
        }
    }

    Component {
        id: ring

        Item {
            Glyph {
                anchors.centerIn: parent
                width: parent.height * 0.9
                height: width
                rotation: 360 * shape.screen.phase
                colour: shape.colour
                stroke: 2.4
                path: "M12 3a9 9 0 1 1-9 9"
            }
        }
    }

    Component {
        id: pause

        Item {
            Rectangle {
                anchors.centerIn: parent
                width: parent.height
                height: width
                radius: width / 2
                color: "transparent"
                border.color: shape.colour
                border.width: Math.max(2, width * 0.035)

                Glyph {
                    anchors.fill: parent
                    colour: shape.colour
                    filling: shape.colour
                    stroke: 1
                    path: "M8 7h2v10h-2zM14 7h2v10h-2z"
                }
            }
        }
    }

    Component {
        id: drawing

        Item {
            Glyph {
                anchors.centerIn: parent
                width: parent.height
                height: width
                colour: shape.colour
                stroke: 3
                path: shape.icon === "check" ? "M3.5 13l6 6L20.5 6"
                    : shape.icon === "cross" ? "M5 5L19 19M19 5L5 19"
                    : "M4 6h.01M9 6h11M4 12h.01M9 12h11M4 18h.01M9 18h11"
            }
        }
    }
}
