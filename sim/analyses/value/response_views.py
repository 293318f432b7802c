"""A response table in words: what money buys besides titles, then a table an action of what its agents do."""

from collections.abc import Iterator

from sim.analyses.value.response import AGREES, CONTRADICTS, NO_SIGN, Response
from sim.analyses.value.response_table import ResponseTable
from sim.language import text
from sim.language.numbers import NOTHING, counts, money, share
from sim.model.tables.behaviours import BEHAVIOURS, BOUGHT
from sim.results.table import Block, Cell, Line, Table

_SIGN_WORDS = {1: "+", 0: "0", -1: "−"}
_LEAST_UNSPENT = 0.005


def response_screen(result: ResponseTable, lang: str) -> Iterator[Block]:
    """The whole table. Only numbers that stand in the result are shown; "=" where the runs show no change."""
    name = result.scenario.name[lang]
    yield Line(text("responses.title", lang, scenario=name, runs=result.runs, seed=result.seed), "title")
    if not result.actions:
        yield Line(text("responses.no-money", lang))
        return
    yield bought_table(result, lang)
    for action in result.actions:
        yield from _action(result, action, lang)
    yield evidence_line(result, lang)
    yield Line(f"\n{text('compare.rests-on', lang)}")
    yield Line(text("responses.legend", lang), "quiet")


def bought_table(result: ResponseTable, lang: str) -> Table:
    """What money buys besides titles by the last month: one row an action."""
    last = result.months[-1]
    heads = (text("compare.action", lang), *(text(f"responses.bought-{one}", lang) for one in BOUGHT))
    rows = tuple(
        (result.action_name(action, lang), *(counts(result.at(action, one, last).change) for one in BOUGHT))
        for action in result.actions
    )
    return Table(text("responses.bought", lang, month=result.labels[-1]), heads, rows)


def evidence_line(result: ResponseTable, lang: str) -> Line:
    """How many shown changes agree with the registered signs, and which contradict them."""
    compared = [line for line in result.responses if line.verdict != NO_SIGN]
    agree = sum(line.verdict == AGREES for line in compared)
    found = result.contradictions
    words = text("responses.compared", lang, number=len(compared), agree=agree, contradict=len(found))
    if found:
        named = text("compare.and", lang).join(
            text("responses.contradiction", lang, action=result.action_name(line.action, lang),
                 behaviour=text(f"responses.{line.behaviour}", lang), month=_label(result, line.month))
            for line in found
        )  # fmt: skip
        words = text("responses.contradictions", lang, compared=words, named=named)
    return Line(f"\n{words}", "strong" if found else "plain")


def _action(result: ResponseTable, action: str, lang: str) -> Iterator[Block]:
    lines = [tuple(result.at(action, one, month) for month in result.months) for one in BEHAVIOURS]
    told = [line for line in lines if any(one.change.shown or one.expected is not None for one in line)]
    heading = _heading(result, lines[0], lang)
    if told:
        months = [text("responses.by", lang, month=label) for label in result.labels]
        heads = (text("responses.agents-do", lang), *months, text("responses.expected", lang))
        rows = tuple(_row(result, line, lang) for line in told)
        yield Table(heading, heads, rows, words=(0, len(heads) - 1))
    else:
        yield Line(heading, "heading")
        yield Line(text("responses.nothing", lang), indent=1)
        return
    left = [text(f"responses.{line[0].behaviour}", lang) for line in lines if line not in told]
    if left:
        yield Line(text("responses.same", lang, behaviours=text("compare.join", lang).join(left)), "quiet", 1)


def _heading(result: ResponseTable, line: tuple[Response, ...], lang: str) -> str:
    """An action with its money and what of it is unspent by the last month."""
    unspent = line[-1].unspent if line[-1].unspent >= _LEAST_UNSPENT else 0.0
    return text("responses.action", lang, name=result.action_name(line[0].action, lang), month=result.labels[-1],
                amount=money(line[0].money, lang), share=share(unspent, lang))  # fmt: skip


def _row(result: ResponseTable, line: tuple[Response, ...], lang: str) -> tuple[Cell, ...]:
    name = text("responses.of", lang, kind=text(f"responses.kind-{line[0].of}", lang),
                behaviour=text(f"responses.{line[0].behaviour}", lang))  # fmt: skip
    return (name, *(counts(one.change) for one in line), expected_words(result, line, lang) or NOTHING)


def expected_words(result: ResponseTable, line: tuple[Response, ...], lang: str) -> str:
    """The signs that studies give, each with its months, and the months in which a shown change contradicts them."""
    by_sign: dict[int, list[str]] = {}
    for one in line:
        if one.expected is not None:
            by_sign.setdefault(one.expected, []).append(_label(result, one.month))
    join = text("compare.join", lang)
    words = [text("responses.sign", lang, sign=_SIGN_WORDS[sign], months=join.join(months))
             for sign, months in by_sign.items()]  # fmt: skip
    against = [_label(result, one.month) for one in line if one.verdict == CONTRADICTS]
    if against:
        words.append(text("responses.contradicts", lang, months=join.join(against)))
    return "\n".join(words)


def _label(result: ResponseTable, month: int) -> str:
    return result.labels[result.months.index(month)]
