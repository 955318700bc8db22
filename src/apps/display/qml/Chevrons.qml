import QtQuick

// Three arrows that run away from the phone to one side.
Item {
    id: chevrons

    property color colour
    property real phase
    property bool inSteps
    property bool toTheLeft

    // How bright the arrow is: a wave that runs outwards, or one arrow after the other.
    function strength(place: int): real {
        if (inSteps)
            return Math.round(phase * 3) % 3 === place ? 1 : 0.25;
        return 0.25 + 0.75 * Math.max(0, 1 - Math.abs(phase * 4 - 0.5 - place));
    }

    Repeater {
        model: 3

        Glyph {
            required property int index

            readonly property real step: chevrons.width / 3

            x: chevrons.toTheLeft ? chevrons.width - (index + 1) * step : index * step
            width: step
            height: chevrons.height
            opacity: chevrons.strength(index)
            colour: chevrons.colour
            stroke: 5
            path: chevrons.toTheLeft ? "M18 3L6 12L18 21" : "M6 3L18 12L6 21"
        }
    }
}
