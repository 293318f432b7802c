"""What is left of a colour in grey."""

from sim.charts.palette import luminance


def lightness(colour: str) -> float:
    """CIE L* of ``#rrggbb``, 0 to 100: what is left of a colour in grey, in equal steps to the eye."""
    y = luminance(colour)
    return 903.3 * y if y <= 216 / 24389 else 116 * y ** (1 / 3) - 16
