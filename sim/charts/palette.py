"""The colours of every picture: distinguishable with colour blindness and on a grey printout.

Hue carries no meaning alone: scenario and baseline also differ in shape, the programmes also in lightness.
"""

INK = "#1b2733"  # text, the scenario's median, thresholds
MUTED = "#4f5d6b"  # secondary text (7:1 on white)
RULE = "#d5dbe1"  # grid and row lines
PAPER = "#ffffff"

SCENARIO = "#0b4f94"
SCENARIO_HALF = "#7fa3cb"  # the middle half of the runs
SCENARIO_PALE = "#cfdcec"  # nine runs of ten
SCENARIO_BAR = "#a9c3e1"  # range over parameter draws
BASELINE = "#b35c00"  # ochre

PRIOR = "#84909c"  # what was thought before the record, and what the record does not inform
PRIOR_HALF = "#b3bcc5"
PRIOR_PALE = "#dde2e7"

# One colour a programme, in the plan's order, dark to light. Five is the plan's number; more programmes start again.
PROGRAMMES = ("#122a3b", "#911aaa", "#c05418", "#3caa84", "#e9be1a")


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 (black) to 1 (white), as WCAG 2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two colours, 1 to 21; text needs 4.5."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(ground: str) -> str:
    """The colour of text on ``ground``: ink or paper, whichever has the higher contrast."""
    return INK if contrast(INK, ground) >= contrast(PAPER, ground) else PAPER


def mixed(first: str, last: str, share: float) -> str:
    """The colour at ``share`` (0 to 1) of the way from ``first`` to ``last``."""
    ends = ([int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (first, last))
    return "#" + "".join(f"{round(low + share * (high - low)):02x}" for low, high in zip(*ends, strict=True))


def step_colour(position: int, number: int) -> str:
    """Colour of step ``position`` of ``number`` in an order, such as years: from pale to the scenario's own."""
    return mixed(SCENARIO_HALF, SCENARIO, position / (number - 1) if number > 1 else 1.0)
