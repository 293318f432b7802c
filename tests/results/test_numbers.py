"""Every number that a person reads has one form: digits that follow the error, a true minus, "=" and dashes."""

from __future__ import annotations

import ast
import inspect
import math
import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.analyses.search.views import gain_words
from sim.language import LANGUAGES, numbers
from sim.language.numbers import MINUS, NOTHING, SAME, counts, fixed, points, with_error
from sim.study.paired import Difference

PACKAGE = Path(sim.__file__).parent
SIZES = st.floats(min_value=1e-7, max_value=1e9)
FORM = re.compile(r"^[+−](\d{1,3}(?:,\d{3})*(?:\.\d+)?) ± (\d{1,3}(?:,\d{3})*(?:\.\d+)?)$")


def parsed(words: str) -> tuple[float, float, int]:
    """Value, error and decimals of "+1,234.5 ± 0.3"; fails where it has another form."""
    found = FORM.match(words)
    assert found, words
    value, error = found.groups()
    assert len(value.partition(".")[2]) == len(error.partition(".")[2]), "value and error in unlike decimals"
    sign = -1.0 if words.startswith(MINUS) else 1.0
    return sign * float(value.replace(",", "")), float(error.replace(",", "")), len(error.partition(".")[2])


@given(error=SIZES, times=st.floats(min_value=1.7, max_value=1e4), sign=st.sampled_from([1.0, -1.0]))
def test_a_shown_difference_is_printed_to_the_first_digit_of_its_error(error: float, times: float, sign: float) -> None:
    value = sign * error * times
    for scale, least, words in (
        (100.0, 1, points(Difference(value, error))),
        (1.0, 0, counts(Difference(value, error))),
    ):
        read, read_error, decimals = parsed(words)
        step = 10.0**-decimals
        assert abs(read - scale * value) <= 0.5 * step * 1.001 + 1e-9 * abs(scale * value)
        assert abs(read_error - scale * error) <= 0.5 * step * 1.001 + 1e-9 * scale * error
        assert read != 0.0, "what is shown is never printed as nought"
        assert math.copysign(1.0, read) == sign
        assert decimals >= least
        if scale * error >= 1e-4:
            assert read_error > 0.0, "the first digit of the error is there"
            assert decimals == least or scale * error < 10.0 ** (1 - decimals), "no digit beyond it"


@given(value=st.floats(-10.0, 10.0), error=st.floats(0.0, 10.0))
def test_what_the_runs_do_not_show_is_an_equals_sign_and_nothing_else_is(value: float, error: float) -> None:
    difference = Difference(value, error)
    tiny = abs(value) < 1e-8
    for words in (points(difference), counts(difference)):
        if not difference.shown:
            assert words == SAME
        elif not tiny:
            assert words != SAME


@pytest.mark.parametrize(
    ("difference", "as_points", "as_count"),
    [
        (Difference(0.05, 0.01), "+5.0 ± 1.0", "+0.05 ± 0.01"),
        (Difference(-2.0, 0.5), "−200.0 ± 50.0", "−2.0 ± 0.5"),
        (Difference(12.0, 3.0), "+1,200.0 ± 300.0", "+12 ± 3"),
        (Difference(0.01, 0.02), "=", "="),
        (Difference(0.0, 0.0), "=", "="),
        (Difference(0.5, 0.0), "+50.0 ± 0.0", "+0.5 ± 0.0"),
        (Difference(1e-17, 0.0), "=", "="),
        (Difference(2e-5, 1e-5), "+0.002 ± 0.001", "+0.00002 ± 0.00001"),
        (Difference(3e6, 1234.0), "+300,000,000.0 ± 123,400.0", "+3,000,000 ± 1,234"),
        (Difference(math.nan, 0.1), NOTHING, NOTHING),
        (Difference(0.1, math.nan), NOTHING, NOTHING),
        (Difference(math.inf, 1.0), NOTHING, NOTHING),
    ],
)
def test_the_form_of_a_difference(difference: Difference, as_points: str, as_count: str) -> None:
    assert (points(difference), counts(difference)) == (as_points, as_count)


def test_no_difference_is_a_dash() -> None:
    assert (points(None), counts(None)) == (NOTHING, NOTHING)


@given(st.floats(allow_nan=True, allow_infinity=True), st.integers(0, 6))
def test_a_number_has_a_true_minus_and_nought_has_no_sign(value: float, decimals: int) -> None:
    words = fixed(value, decimals, plus=True)
    assert "-" not in words
    if not math.isfinite(value):
        assert words == NOTHING
    elif float(f"{value:.{decimals}f}") == 0.0:
        assert words == f"{0:.{decimals}f}"
    else:
        assert words[0] == (MINUS if value < 0.0 else "+")
        assert float(words.replace(",", "").replace(MINUS, "-")) == float(f"{value:.{decimals}f}")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("value", [math.nan, None])
def test_no_probability_is_a_dash_in_both_languages(value: float | None, lang: str) -> None:
    assert numbers.shown(value) == numbers.percent(value, lang) == NOTHING
    assert numbers.probability_with_error(value, 0.1, lang) == NOTHING
    assert numbers.percent_span(value, 0.4, lang) == NOTHING


@given(st.floats(0.0, 1.0))
def test_a_probability_is_never_certain(probability: float) -> None:
    for lang, sign in (("zh", "%"), ("en", " %")):
        words = numbers.percent(probability, lang)
        assert words == f"{numbers.shown(probability)}{sign}"
        assert words not in (f"0{sign}", f"100{sign}")


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        (numbers.probability_with_error(0.27, 0.014, "en"), "27 % ± 1.4"),
        (numbers.probability_with_error(0.27, None, "zh"), "27%"),
        (numbers.percent_span(0.02, 0.81, "en"), "2–81 %"),
        (numbers.percent_span(0.001, 0.002, "zh"), "<1%"),
        (numbers.share(1.0, "en"), "100 %"),
        (numbers.part(None), NOTHING),
        (numbers.needed_line(10.0, 10.0, "zh"), "≥10"),
        (numbers.needed_line(100.0, 98.0, "zh"), "100 左右（≥98）"),
        (numbers.needed_line(100.0, 98.0, "en"), "about 100 (≥98)"),
        (numbers.amount(225.0, "zh"), "2.25"),
        (numbers.amount(225.0, "en"), "225.00"),
        (numbers.amount(-50.0, "zh", plus=True), "−0.50"),
        (numbers.amount(0.04, "en", plus=True), SAME),
        (numbers.amount(0.2, "zh", plus=True), SAME),  # would be printed as nought
        (numbers.money(225.0, "zh"), "2.25 亿元"),
        (numbers.money(225.0, "en"), "225 million CNY"),
        (numbers.significant(0.001234), "0.00123"),
        (numbers.significant(-12.345), "−12.3"),
        (numbers.significant(999.7), "1,000"),
        (numbers.significant(math.nan), NOTHING),
        (numbers.ranged(0.9, 0.8, 1.0), "0.90 (0.80–1.00)"),
        (numbers.ranged(0.9, None, None), "0.90"),
        (numbers.ranged(None, None, None), NOTHING),
        (numbers.at_least(0.0001, 3), "<0.001"),
        (numbers.at_least(0.0126, 3), "0.013"),
        (with_error(-0.003, 0.05), "0.00 ± 0.05"),
    ],
)
def test_the_other_forms(words: str, printed: str) -> None:
    assert words == printed


def constants(path: Path) -> set[str]:
    """Strings of a module that may reach a reader: not its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = {id(node.body[0].value) for node in ast.walk(tree)
            if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    }


def test_no_other_module_puts_a_value_beside_its_error() -> None:
    """``± `` is written in one file (a score's outcome and a sweep's cell have errors that are no differences)."""
    agreed = {"language/numbers.py", "analyses/vintage/views.py", "analyses/sweep/views.py", "charts/compare.py"}
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")
             if any(" ± " in words for words in constants(path))}  # fmt: skip
    assert found <= agreed


@pytest.mark.parametrize("difference", [Difference(0.0512, 0.0123), Difference(-0.002, 0.0004), Difference(0.1, 0.2)])
def test_whoever_prints_a_difference_prints_it_alike(difference: Difference) -> None:
    """Every function of a module of words or views that takes one difference and answers with a string."""
    asked = 0
    for path in [*PACKAGE.rglob("words.py"), *PACKAGE.rglob("*_words.py"), *PACKAGE.rglob("wording.py"),
                 *PACKAGE.rglob("views.py"), *PACKAGE.rglob("numbers.py")]:  # fmt: skip
        module = import_module(".".join(("sim", *path.relative_to(PACKAGE).with_suffix("").parts)))
        for function in vars(module).values():
            if not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            takes = [
                one for one in inspect.signature(function).parameters.values() if "Difference" in str(one.annotation)
            ]
            if len(takes) != 1 or len(inspect.signature(function).parameters) != 1:
                continue
            asked += 1
            assert function(difference) in (points(difference), counts(difference)), f"{module.__name__}.{function}"
    assert asked == 2
    for lang, unit in (("zh", " 个百分点"), ("en", " points")):
        for in_per_cent, form in ((True, points), (False, counts)):
            words = gain_words(SimpleNamespace(in_per_cent=in_per_cent), difference, lang)  # type: ignore[arg-type]
            assert words == form(difference) + unit * (in_per_cent and difference.shown)
