"""What can be asked of a picture, from the parameters in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from web import HttpError, whole_number

SIDE_MAXIMUM = 4_096
QUALITY = 85
FITS = ("scale-down", "contain", "cover", "crop", "pad", "squeeze")
FORMATS = ("webp", "avif", "jpeg", "png")


@dataclass(frozen=True, slots=True)
class Transformation:
    """`None` leaves a side to the other one, or as it is."""

    width: int | None
    height: int | None
    fit: str
    format: str
    quality: int

    @property
    def resizing(self) -> dict[str, Any]:
        """In the words of the binding."""
        sides = {"width": self.width, "height": self.height}
        given = {name: side for name, side in sides.items() if side is not None}
        return {**given, "fit": self.fit} if given else {}

    @property
    def output(self) -> dict[str, Any]:
        """In the words of the binding."""
        return {"format": f"image/{self.format}", "quality": self.quality}

    @property
    def name(self) -> str:
        """Equal for equal results."""
        return f"{self.width or ''}x{self.height or ''}-{self.fit}-{self.quality}.{self.format}"


def transformation(values: Mapping[str, str]) -> Transformation:
    """What the parameters ask for; 400 if that is nothing possible."""
    return Transformation(
        width=_side(values, "width"),
        height=_side(values, "height"),
        fit=_choice(values, "fit", FITS),
        format=_choice(values, "format", FORMATS),
        quality=whole_number(values, "quality", default=QUALITY, maximum=100),
    )


def _side(values: Mapping[str, str], name: str) -> int | None:
    return whole_number(values, name, default=1, maximum=SIDE_MAXIMUM) if name in values else None


def _choice(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """One of the choices, the first one by default."""
    value = values.get(name, choices[0])
    if value not in choices:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"{name}: this has to be one of {', '.join(choices)}.")
    return value
