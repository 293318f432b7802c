"""A sweep file as written: which factors, over which design, how many draws, which outputs."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag
from pydantic import Field as Key

from sim.inputs.plan.records import PRINTABLE, Bilingual, FileRecord, Flag, Identifier, OptionalText, Real, Text

Count = Annotated[int, Key(strict=True, ge=1)]
Seed = Annotated[int, Key(strict=True, ge=0, le=2**62)]


def _kind(value: Any) -> str | None:
    kinds = {bool: "[truth]", int: "[number]", float: "[number]", str: "[text]"}
    return kinds.get(type(value))


Level = Annotated[
    Annotated[bool, Key(strict=True), Tag("[truth]")]
    | Annotated[Real, Tag("[number]")]
    | Annotated[str, Key(strict=True, min_length=1, max_length=200, pattern=PRINTABLE), Tag("[text]")],
    Discriminator(_kind),
]


class SweepHeader(FileRecord):
    """``[sweep]``. ``draws`` parameter draws of ``replicates`` runs each at every point, the same at all points.

    ``fitted``: "prior", a fitted set, or nothing for the current one.
    """

    id: Identifier
    name: Bilingual
    scenario: Text = "reference"
    plan: OptionalText = ""
    fitted: OptionalText = ""
    seed: Seed = 1
    draws: Annotated[int, Key(strict=True, ge=1, le=1_000_000)] = 50
    replicates: Annotated[int, Key(strict=True, ge=1, le=1000)] = 2


class Factor(FileRecord):
    """``path`` names what varies (see ``sweep.paths``). ``values``: its levels; or a range ``low`` to ``high`` on a
    ``scale``, of which a grid takes ``steps`` levels. A parameter without either ranges over its own distribution.
    """

    path: Text
    values: Annotated[tuple[Level, ...], Key(min_length=1, max_length=100_000)] | None = None
    low: Real | None = None
    high: Real | None = None
    steps: Annotated[int, Key(strict=True, ge=2, le=100_000)] | None = None
    scale: Literal["linear", "log"] = "linear"


class SweepDesign(FileRecord):
    """``[design]``. ``points``: of a sampled design; ``file``: a CSV file beside the sweep file, for a list."""

    kind: Literal["grid", "latin-hypercube", "sobol", "list"] = "grid"
    points: Annotated[int, Key(strict=True, ge=1, le=10**9)] | None = None
    file: OptionalText = ""
    seed: Seed = 1


class Outputs(FileRecord):
    """``[outputs]``. ``record``: the last month or every month; ``metrics``: columns of the monthly record, all when
    empty; ``fields``, ``districts``: living firms by field and by district besides."""

    record: Literal["end", "months"] = "end"
    metrics: tuple[Text, ...] = ()
    fields: Flag = False
    districts: Flag = False


class SweepFile(FileRecord):
    """The content of a sweep file."""

    sweep: SweepHeader
    design: SweepDesign = SweepDesign()
    factors: Annotated[tuple[Factor, ...], Key(min_length=1, max_length=64)]
    outputs: Outputs = Outputs()
