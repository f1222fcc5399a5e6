"""The demo's pictures, drawn when they are loaded: no photograph, nobody's likeness."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
FINER = 2
"""Pictures are drawn this much larger and scaled down, so that edges are smooth."""

SAND = (246, 240, 230)
MIST = (226, 236, 238)
ROSE = (248, 232, 228)
SAGE = (228, 238, 228)
INK = (52, 66, 84)
BONE = (250, 244, 226)
BONE_EDGE = (196, 180, 146)
CARTILAGE = (150, 190, 212)
RED = (214, 96, 84)
SKIN = (232, 196, 168)
SKIN_EDGE = (188, 142, 112)
TEAL = (62, 132, 136)
GOLD = (226, 184, 92)
WHITE = (255, 255, 255)

Colour = tuple[int, int, int]
Point = tuple[float, float]


class Canvas:
    """A sheet on which shapes are placed in the coordinates of the finished picture."""

    def __init__(self, background: Colour, size: tuple[int, int] = (WIDTH, HEIGHT)) -> None:
        self.size = size
        self.image = Image.new("RGB", (size[0] * FINER, size[1] * FINER), background)
        self.draw = ImageDraw.Draw(self.image)

    def oval(
        self,
        box: tuple[float, float, float, float],
        fill: Colour,
        edge: Colour | None = None,
        width: int = 6,
    ) -> None:
        """An ellipse within left, top, right, bottom."""
        self.draw.ellipse(
            [value * FINER for value in box], fill=fill, outline=edge, width=width * FINER
        )

    def panel(
        self,
        box: tuple[float, float, float, float],
        radius: float,
        fill: Colour,
        edge: Colour | None = None,
        width: int = 6,
    ) -> None:
        """A rectangle with round corners."""
        self.draw.rounded_rectangle(
            [value * FINER for value in box],
            radius=radius * FINER,
            fill=fill,
            outline=edge,
            width=width * FINER,
        )

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        """A filled polygon."""
        self.draw.polygon([(x * FINER, y * FINER) for x, y in points], fill=fill)

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line with round ends and bends."""
        scaled = [(x * FINER, y * FINER) for x, y in points]
        self.draw.line(scaled, fill=colour, width=round(width * FINER), joint="curve")
        radius = width * FINER / 2
        for x, y in scaled:
            self.draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)

    def png(self) -> bytes:
        """The finished picture."""
        smooth = self.image.resize(self.size, Image.Resampling.LANCZOS)
        file = io.BytesIO()
        smooth.save(file, format="PNG", optimize=True)
        return file.getvalue()


def _bones(canvas: Canvas, centre: float, gap: float) -> None:
    """Two bones, one above the other, capped with cartilage; ``gap`` is the space between."""
    middle = 400
    canvas.panel((centre - 90, -60, centre + 90, middle - gap - 60), 50, BONE, BONE_EDGE)
    canvas.oval(
        (centre - 150, middle - gap - 190, centre + 150, middle - gap), CARTILAGE, CARTILAGE
    )
    canvas.oval(
        (centre - 140, middle - gap - 196, centre + 140, middle - gap - 22), BONE, BONE_EDGE
    )
    canvas.panel((centre - 90, middle + gap + 60, centre + 90, 880), 50, BONE, BONE_EDGE)
    canvas.oval(
        (centre - 150, middle + gap, centre + 150, middle + gap + 190), CARTILAGE, CARTILAGE
    )
    canvas.oval(
        (centre - 140, middle + gap + 22, centre + 140, middle + gap + 196), BONE, BONE_EDGE
    )
    canvas.panel((centre - 84, -60, centre + 84, middle - gap - 120), 40, BONE)
    canvas.panel((centre - 84, middle + gap + 120, centre + 84, 880), 40, BONE)


def joint() -> bytes:
    """A healthy joint on the left, an inflamed one on the right."""
    canvas = Canvas(MIST)
    for centre, lining, width in ((330, TEAL, 14), (870, RED, 52)):
        for side in (-1, 1):
            x = centre + side * 176
            canvas.line(
                [
                    (x - side * 26, 220),
                    (x, 320),
                    (x + side * 12, 400),
                    (x, 480),
                    (x - side * 26, 580),
                ],
                lining,
                width,
            )
        _bones(canvas, centre, 16)
    return canvas.png()


def knee() -> bytes:
    """A knee from the front; the space between the bones is narrower on the inner side."""
    canvas = Canvas(SAND)
    canvas.panel((470, -60, 730, 880), 120, SKIN, SKIN_EDGE)
    canvas.panel((430, 220, 770, 600), 130, SKIN)
    canvas.panel((530, -60, 670, 260), 50, BONE, BONE_EDGE)
    canvas.oval((460, 210, 612, 390), BONE, BONE_EDGE)
    canvas.oval((588, 210, 740, 372), BONE, BONE_EDGE)
    canvas.panel((540, -60, 660, 300), 40, BONE)
    canvas.panel((462, 400, 738, 500), 44, BONE, BONE_EDGE)
    canvas.panel((530, 440, 670, 880), 50, BONE, BONE_EDGE)
    canvas.panel((537, 430, 663, 500), 30, BONE)
    canvas.line([(480, 396), (590, 396)], RED, 8)
    canvas.line([(612, 386), (722, 386)], CARTILAGE, 20)
    canvas.oval((540, 190, 660, 310), WHITE, BONE_EDGE)
    return canvas.png()


def _hand(canvas: Canvas, left: float, mirrored: bool) -> None:
    def at(x: float) -> float:
        return left + (360 - x if mirrored else x)

    fingers = (
        ((70, 420), (34, 250)),
        ((130, 390), (112, 180)),
        ((196, 386), (200, 160)),
        ((262, 400), (290, 196)),
    )
    canvas.panel((min(at(40), at(300)), 360, max(at(40), at(300)), 690), 90, SKIN, SKIN_EDGE)
    for (base_x, base_y), (tip_x, tip_y) in fingers:
        canvas.line([(at(base_x), base_y), (at(tip_x), tip_y)], SKIN_EDGE, 64)
    canvas.line([(at(290), 560), (at(370), 450)], SKIN_EDGE, 70)
    for (base_x, base_y), (tip_x, tip_y) in fingers:
        canvas.line([(at(base_x), base_y), (at(tip_x), tip_y)], SKIN, 54)
    canvas.line([(at(290), 560), (at(370), 450)], SKIN, 60)
    canvas.panel((min(at(48), at(292)), 370, max(at(48), at(292)), 682), 84, SKIN)
    for base_x, base_y in (base for base, _ in fingers):
        canvas.oval((at(base_x) - 24, base_y - 14, at(base_x) + 24, base_y + 34), RED)
        canvas.oval((at(base_x) - 15, base_y - 5, at(base_x) + 15, base_y + 25), (232, 148, 130))


def hands() -> bytes:
    """Two open hands with the knuckles marked."""
    canvas = Canvas(ROSE)
    canvas.panel((230, 640, 450, 880), 60, SKIN, SKIN_EDGE)
    canvas.panel((750, 640, 970, 880), 60, SKIN, SKIN_EDGE)
    _hand(canvas, 160, mirrored=False)
    _hand(canvas, 680, mirrored=True)
    return canvas.png()


def injection() -> bytes:
    """A bent knee from the side, with a syringe pointing at the joint."""
    canvas = Canvas(SAGE)
    canvas.line([(80, 420), (520, 330)], SKIN_EDGE, 230)
    canvas.line([(520, 330), (600, 860)], SKIN_EDGE, 200)
    canvas.line([(60, 424), (520, 330)], SKIN, 218)
    canvas.line([(520, 330), (602, 880)], SKIN, 188)
    canvas.oval((470, 290, 590, 410), (240, 212, 188), SKIN_EDGE, 4)
    canvas.line([(606, 352), (760, 306)], INK, 6)
    canvas.line([(770, 303), (1000, 234)], INK, 66)
    canvas.line([(780, 300), (990, 237)], WHITE, 52)
    canvas.line([(780, 300), (880, 270)], CARTILAGE, 44)
    canvas.line([(1010, 231), (1110, 201)], INK, 16)
    canvas.line([(1094, 160), (1120, 240)], INK, 16)
    return canvas.png()


def room() -> bytes:
    """A treatment room: couch, lamp, small table, window."""
    canvas = Canvas(MIST)
    canvas.shape([(0, 600), (1200, 600), (1200, 800), (0, 800)], (206, 214, 208))
    canvas.panel((110, 90, 430, 350), 16, WHITE, INK)
    canvas.panel((126, 106, 414, 334), 8, (200, 226, 240))
    canvas.line([(270, 100), (270, 340)], INK, 8)
    canvas.oval((150, 240, 250, 340), (168, 200, 160))
    canvas.panel((420, 440, 980, 500), 26, TEAL)
    canvas.panel((420, 400, 560, 470), 30, WHITE, INK, 4)
    canvas.line([(480, 500), (480, 680)], INK, 16)
    canvas.line([(920, 500), (920, 680)], INK, 16)
    canvas.line([(700, 0), (700, 110), (780, 190)], INK, 12)
    canvas.shape([(730, 200), (830, 150), (880, 260), (760, 290)], GOLD)
    canvas.panel((1020, 470, 1160, 490), 8, INK)
    canvas.line([(1050, 490), (1050, 680)], INK, 10)
    canvas.line([(1130, 490), (1130, 680)], INK, 10)
    canvas.panel((1040, 430, 1140, 470), 14, WHITE, INK, 4)
    return canvas.png()


def stairs() -> bytes:
    """A person going up three steps with a hand on the rail."""
    canvas = Canvas(SAND)
    for step in range(3):
        left, top = 520 + step * 210, 640 - step * 110
        canvas.shape(
            [(left, top), (1200, top), (1200, 800), (left, 800)],
            (214 - step * 14, 204 - step * 14, 186 - step * 14),
        )
    canvas.shape([(0, 750), (1200, 750), (1200, 800), (0, 800)], (186, 176, 160))
    canvas.line([(560, 430), (1180, 110)], INK, 16)
    for x in (640, 850, 1060):
        foot_of_rail = 430 - (x - 560) * 320 / 620
        canvas.line([(x, foot_of_rail), (x, foot_of_rail + 230)], INK, 10)
    canvas.line([(470, 480), (430, 620), (440, 740)], INK, 46)
    canvas.line([(480, 480), (590, 540), (590, 632)], (78, 94, 114), 46)
    canvas.line([(500, 290), (476, 480)], TEAL, 110)
    canvas.line([(510, 290), (600, 370), (664, 386)], SKIN, 30)
    canvas.line([(508, 290), (560, 340)], TEAL, 44)
    canvas.oval((462, 120, 582, 240), SKIN, SKIN_EDGE, 4)
    canvas.draw.chord(
        [456 * FINER, 110 * FINER, 588 * FINER, 242 * FINER], 160, 340, fill=(150, 150, 156)
    )
    return canvas.png()


def tubes() -> bytes:
    """Three test tubes with separated blood."""
    canvas = Canvas(SAGE)
    for index in range(3):
        left = 310 + index * 210
        canvas.panel((left, 110, left + 150, 690), 74, WHITE, INK)
        canvas.panel((left + 16, 240, left + 134, 676), 58, GOLD)
        canvas.shape(
            [(left + 16, 430), (left + 134, 430), (left + 134, 618), (left + 16, 618)], RED
        )
        canvas.oval((left + 16, 556, left + 134, 676), RED)
        canvas.panel((left + 16, 418, left + 134, 440), 4, (250, 238, 214))
        canvas.panel((left - 8, 90, left + 158, 150), 18, TEAL, INK, 4)
    canvas.panel((230, 520, 970, 580), 18, INK)
    canvas.panel((250, 660, 950, 730), 18, INK)
    return canvas.png()


def foot() -> bytes:
    """A foot from the side with the fascia under the sole and a mark at the heel."""
    canvas = Canvas(ROSE)
    canvas.line([(360, -20), (360, 420)], SKIN_EDGE, 210)
    sole = [(340, 560), (560, 520), (760, 560), (960, 610)]
    canvas.line(sole, SKIN_EDGE, 150)
    canvas.line([(360, 400), (640, 500)], SKIN_EDGE, 190)
    canvas.line([(360, -20), (360, 420)], SKIN, 196)
    canvas.line(sole, SKIN, 136)
    canvas.line([(360, 400), (640, 500)], SKIN, 176)
    canvas.oval((270, 420, 470, 640), SKIN)
    for index, x in enumerate((1010, 985, 958)):
        canvas.oval((x - 30, 590 + index * 4, x + 40, 660 + index * 4), SKIN, SKIN_EDGE, 4)
    arch = [
        (360 + step * 56, 618 - math.sin(step / 10 * math.pi) * 52 + step * 3.4)
        for step in range(11)
    ]
    canvas.line(arch, GOLD, 22)
    canvas.oval((300, 560, 420, 680), RED)
    canvas.oval((326, 586, 394, 654), (236, 150, 134))
    return canvas.png()


def _portrait(
    *, background: Colour, hair: Colour, clothes: Colour, skin: Colour, beard: bool
) -> bytes:
    canvas = Canvas(background, (800, 800))
    canvas.oval((60, 60, 740, 740), WHITE)
    if not beard:
        canvas.oval((236, 150, 564, 560), hair)
    canvas.oval((160, 560, 640, 1060), clothes)
    canvas.panel((350, 480, 450, 640), 44, skin)
    canvas.oval((270, 190, 530, 540), skin)
    canvas.draw.chord([258 * FINER, 160 * FINER, 542 * FINER, 460 * FINER], 180, 360, fill=hair)
    if beard:
        canvas.draw.chord([270 * FINER, 290 * FINER, 530 * FINER, 560 * FINER], 10, 170, fill=hair)
    return canvas.png()


def portrait_elena() -> bytes:
    """An abstract portrait without features."""
    return _portrait(
        background=SAGE, hair=(168, 168, 174), clothes=TEAL, skin=(222, 180, 148), beard=False
    )


def portrait_tomas() -> bytes:
    """An abstract portrait without features."""
    return _portrait(
        background=MIST, hair=(74, 56, 48), clothes=(84, 116, 168), skin=(206, 160, 126), beard=True
    )


@dataclass(frozen=True)
class Drawing:
    """A picture of the demo: title in the library, description, focal point and how it is drawn.

    ``focal_point`` is x, y, width, height in pixels.
    """

    title: str
    description: str
    focal_point: tuple[int, int, int, int]
    draw: Callable[[], bytes]


DRAWINGS: Mapping[str, Drawing] = {
    "joint": Drawing(
        "Joint, healthy and inflamed",
        "Drawing of two joints in section.",
        (600, 400, 900, 500),
        joint,
    ),
    "knee": Drawing("Knee from the front", "Drawing of a knee.", (600, 390, 400, 400), knee),
    "hands": Drawing("Two hands", "Drawing of two open hands.", (600, 420, 800, 500), hands),
    "injection": Drawing(
        "Injection into the knee",
        "Drawing of a knee and a syringe.",
        (600, 340, 500, 400),
        injection,
    ),
    "room": Drawing("Treatment room", "Drawing of a room.", (700, 440, 700, 500), room),
    "stairs": Drawing(
        "Going up the stairs", "Drawing of a person on steps.", (520, 360, 300, 500), stairs
    ),
    "tubes": Drawing("Test tubes", "Drawing of three test tubes.", (600, 400, 700, 600), tubes),
    "foot": Drawing("Foot from the side", "Drawing of a foot.", (360, 600, 300, 300), foot),
    "portrait-elena": Drawing(
        "Portrait of Elena (invented)", "Abstract portrait.", (400, 360, 300, 400), portrait_elena
    ),
    "portrait-tomas": Drawing(
        "Portrait of Tomás (invented)", "Abstract portrait.", (400, 360, 300, 400), portrait_tomas
    ),
}
"""Every picture of the demo, by the name that the pages use."""
