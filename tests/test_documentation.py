"""The model's description: made blocks fit the code, names in the prose exist, links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from description import reading
from description.blocks import block_names, rewrite
from description.documents import DOCUMENTS, MAKERS, stale
from description.layout import PACKAGE, sources
from description.table import table

ROOT = Path(__file__).parent.parent
README = PACKAGE / "README.md"


def prose(path: Path) -> str:
    """A document without its made blocks."""
    return rewrite(path.read_text(encoding="utf-8"), dict.fromkeys(MAKERS, lambda: ""))


def known_names() -> set[str]:
    """Every name that the description may write in code style: fields, parameters, metrics, functions, keys."""
    from sim.inputs.parameters import load_parameters
    from sim.inputs.parameters.load import COLUMNS
    from sim.inputs.plan.schema import Action, Instrument, Plan
    from sim.inputs.policy.schema import Switches
    from sim.model.dialect import BEHAVIOURS
    from sim.model.tables.metrics import METRICS
    from sim.model.tables.records import KINDS
    from sim.model.tables.world import WORLD_STATE

    names = {field.name for fields in (*KINDS.values(), WORLD_STATE) for field in fields}
    names |= {row.base for row in load_parameters()} | {metric.id for metric in METRICS}
    names |= {one.name for one in reading.functions()} | {name for kind in BEHAVIOURS.values() for name in kind}
    names |= {*Action.model_fields, *Instrument.model_fields, *Plan.model_fields, *Switches.model_fields}
    return names | set(COLUMNS) | {"run_seed", "run_number"}  # of the Mesa model


def test_nothing_is_out_of_date() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in stale()]
    assert names == [], "run: python .ci/description"


def test_the_command_says_the_same() -> None:
    done = subprocess.run(
        [sys.executable, ".ci/description", "--check"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
    wrong = subprocess.run([sys.executable, ".ci/description", "-x"], capture_output=True, text=True, cwd=ROOT)
    assert wrong.returncode == 2
    assert "usage" in wrong.stderr


def test_every_maker_has_its_place() -> None:
    placed = {name for path in DOCUMENTS for name in block_names(path.read_text(encoding="utf-8"))}
    assert placed == set(MAKERS)


def test_a_stale_block_is_made_anew_and_the_prose_is_left_alone() -> None:
    text = "before\n<!-- made: one -->\nold\n<!-- end -->\nafter <b>\n"
    fresh = rewrite(text, {"one": lambda: "new | table\n"})
    assert fresh == "before\n<!-- made: one -->\n\nnew | table\n\n<!-- end -->\nafter <b>\n"
    assert rewrite(fresh, {"one": lambda: "new | table\n"}) == fresh


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<!-- made: two -->\n<!-- end -->", "nothing makes 'two'"),
        ("<!-- made: one -->\n<!-- end -->\n<!-- made: one -->\n<!-- end -->", "made twice"),
        ("<!-- made: one -->\nand no end", "stands alone"),
        ("text\n<!-- end -->", "stands alone"),
        ("<!-- made: One -->\n<!-- end -->", "stands alone"),
    ],
)
def test_markers_that_cannot_be_used_are_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        rewrite(text, {"one": lambda: "x"})


def test_cells_cannot_break_a_table() -> None:
    assert table(("a", "b"), [("x|y", "two\nlines")]).splitlines()[2] == r"| x\|y | two lines |"
    with pytest.raises(ValueError, match="1 cells under 2 heads"):
        table(("a", "b"), [("only",)])


def test_every_parameter_field_metric_and_decision_is_listed_once() -> None:
    from sim.inputs.parameters import load_parameters
    from sim.model import decisions
    from sim.model.tables.metrics import METRICS

    pages = {path.stem: path.read_text(encoding="utf-8") for path in DOCUMENTS}
    for row in load_parameters():
        assert pages["parameters"].count(f"| `{row.name}` |") == 1, row.name
    for metric in METRICS:
        assert pages["metrics"].count(f"| `{metric.id}` |") == 1, metric.id
    for name in vars(decisions):
        if name.isupper():
            assert pages["decisions"].count(f"| `{name}` |") == 1, name


def test_the_description_follows_odd() -> None:
    heads = re.findall(r"^## (\d) (.+)$", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [head for _, head in heads[:7]] == [
        "Purpose and patterns",
        "Entities, state variables and scales",
        "Process overview and scheduling",
        "Design concepts",
        "Initialization",
        "Input data",
        "Submodels",
    ]
    concepts = re.findall(r"^\*\*([A-Z][a-z ]+)\.\*\*", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    wanted = "Basic principles, Emergence, Adaptation, Objectives, Learning, Prediction, Sensing, Interaction, "
    wanted += "Stochasticity, Collectives, Observation"
    assert [one for one in concepts if one in wanted] == wanted.split(", ")


def test_each_phase_has_its_submodel() -> None:
    from sim.model.tables.phases import PHASES

    heads = re.findall(r"^### (\d+) (.+)$", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [(int(number), head.lower()) for number, head in heads] == [
        (place, phase.name) for place, phase in enumerate(PHASES, start=1)
    ]


def test_names_in_the_prose_exist() -> None:
    text = prose(README)
    spans = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^    (.+)$", text, flags=re.MULTILINE)
    words = {word for span in spans for word in re.findall(r"(?<![\w./-])[a-z]+(?:_[a-z0-9]+)+(?![\w./(-])", span)}
    assert len(words) > 60
    assert words - known_names() == set()


def test_a_name_that_does_not_exist_would_be_found() -> None:
    assert "growth_widths" not in known_names()
    assert "growth_width" in known_names()


def test_files_named_in_the_prose_exist() -> None:
    for path in [ROOT / "tests/README.md", ROOT / "results/README.md", *DOCUMENTS]:
        text = path.read_text(encoding="utf-8") if path not in DOCUMENTS else prose(path)
        for name in re.findall(r"`((?:sim|tests|scenarios|calibration|results|[a-z]+)/[\w./-]*)`", text):
            bases = (ROOT, PACKAGE, path.parent)
            assert any((base / name).exists() for base in bases), f"{path.name}: {name}"


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + list(DOCUMENTS), ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (path.parent / target).exists(), target


def test_every_top_folder_explains_itself() -> None:
    for folder in ("sim", "scenarios", "calibration", "results", "tests"):
        assert (ROOT / folder / "README.md").is_file()


def test_every_parameter_that_a_rule_reads_is_a_field_of_the_world() -> None:
    from sim.model.rule_texts import names_read
    from sim.model.tables.parameter_fields import parameter_fields
    from sim.model.tables.world import WORLD_STATE

    fields = {field.name for field in WORLD_STATE} | set(parameter_fields())
    assert set(reading.parameter_files()) - fields == set()
    assert {name for name in parameter_fields() if name in names_read()} == (
        set(reading.parameter_files()) & set(parameter_fields())
    ), "what may be missing from somebody's table"


def test_every_channel_acts_somewhere() -> None:
    from description.plan_tables import channel_table

    assert "nowhere" not in channel_table()


def test_the_reading_covers_every_rule_file() -> None:
    files = {one.file for one in reading.functions()}
    there = {
        name.removeprefix("sim.model.").replace(".", "/")
        for name in sources()
        if re.match(r"sim\.model\.(rules|markets|population|record$|month$)", name)
    }
    assert files >= there - {"rules", "markets", "population"}


def test_a_walk_passes_files_that_exist_and_none_twice() -> None:
    part = README.read_text(encoding="utf-8").partition("### Four walks")[2].partition("\n## ")[0]
    walks = [re.findall(r"`([\w/]+\.(?:py|js))`", walk) for walk in part.split("\n- ")[1:]]
    assert len(walks) == 4
    for walk in walks:
        assert [name for name in walk if not (PACKAGE / name).is_file()] == []
        assert len(set(walk)) == len(walk) >= 10


def test_the_readme_of_a_room_names_its_files_and_no_other() -> None:
    for readme in sorted(PACKAGE.rglob("README.md")):
        table = "\n".join(line for line in readme.read_text(encoding="utf-8").splitlines() if line.startswith("| `"))
        if "| file |" not in readme.read_text(encoding="utf-8"):
            continue
        named = set(re.findall(r"`(\w+\.py)`", table))
        files = {path.name for path in readme.parent.glob("*.py")} - {"__init__.py"}
        assert (readme.as_posix(), named ^ files) == (readme.as_posix(), set())
