"""The text of a rule: what the dialect allows passes, and each planted sin is named."""

from __future__ import annotations

import pytest

from tests.dialect.checks import source
from tests.dialect.checks.purity import faults

PURE = '''
    @rule
    def halved(value: float):
        """A helper of another rule."""
        return value / 2.0

    @behaviour("Fund")
    def appetite(fund, firm, world):
        """Whether the fund likes the firm."""
        if firm.stage == SEEDED and not firm.listed:
            return halved(firm.readiness)
        return 0.0

    @rule
    def market(firms, funds, government, world):
        ranked = [(0.0, 0.0, 0, 0)]
        ranked.pop()
        i = 0
        while i < government.firms and 0 <= i < 12:
            firm = firms[i]
            i += 1
            if firm.backer >= 0 and funds[firm.backer].dry > 0.0:
                continue
            tie = uniform2(world.key, firm.id, firm.stage, ENTRY)
            ranked.append((-max(firm.quality, 0.0), tie, firm.id, i))
        ranked.sort()
        total = 0.0
        for score, _, _, place in ranked:
            firms[place].support[0] += score if score > 0.0 else -1.0
            total += math.exp(min(score, 1.0)) * float(place // 2 % 12)
        for fund in funds:
            total += appetite(fund, firms[0], world)
            for weight in fund.mandate:
                total += weight
        for j in range(len(fund.mandate)):
            if uniform(world.run_key, j, LEAVING) < world.chance:
                break
        low, high = bounds(total)
        government.count[SEEDED] = low + high + abs(float(round(total)))
        count = government.count
        count[SERIES_A] = low
        key = world.run_key
        return normal(key, 0, EXIT)

    @rule
    def bounds(total: float):
        return -total, total
'''

#: line of the table in dialect.md -> (statements inside a rule of firm, other, firms, government and world, complaint)
SINS = {
    "arguments": [
        ("x = firm.model.steps", "attribute firm.model.steps"),
        ("x = self.random.random()", "method call"),
        ("mode = 'fast'", "string"),
        ("mode = f'{firm.id}'", "string"),
    ],
    "fields": [
        ("setattr(firm, world.name, 1)", "call of setattr"),
        ("del firm.cash", "delete"),
        ("firm._secret = 1", "_secret"),
        ("firm.cash: float = 0.0", "annotated"),
    ],
    "nested arrays": [
        ("x = firm.support[0:2]", "a slice"),
        ("firm.support[:] = world.lever", "a slice"),
        ("x = firm.support[-1]", "negative index"),
        ("x = world.lever[-firm.stage]", "negative index"),
        ("firm.support.append(1.0)", "method call"),
        ("x = firm.support.sum()", "method call"),
        ("x = world.matrix[0, 1]", "several dimensions"),
    ],
    "sequences": [
        ("firms[0] = firm", "store into a sequence"),
        ("x = firm == other", "comparison of agents"),
        ("x = firms[0] != firm", "comparison of agents"),
        ("buyer = firms[0]\n    x = 0 == buyer", "comparison of agents"),
        ("x = firm is other", "is"),
        ("x = firm in firms", "in"),
        ("x = firms.size", "not an agent"),
    ],
    "references": [
        ("firm.backer = None", "the value None"),
        ("x = firm.backer is None", "is"),
        ("x = firms[-1]", "negative index"),
    ],
    "control": [
        ("try:\n        x = 1\n    except ValueError:\n        x = 2", "try"),
        ("raise ValueError", "raise"),
        ("assert firm.cash > 0.0", "assert"),
        ("with world:\n        x = 1", "with"),
        ("yield firm", "yield"),
        ("x = (f.cash for f in firms)", "generatorexp"),
        ("x = [f.cash for f in firms]", "listcomp"),
        ("x = lambda v: v", "lambda"),
        ("def inner():\n        return 1", "function inside"),
        ("match firm.stage:\n        case 0:\n            x = 1", "match"),
        ("while firm.alive:\n        break\n    else:\n        x = 1", "else after a loop"),
        ("for i in range(2):\n        x = i\n    else:\n        x = 1", "else after a loop"),
        ("if (n := firm.stage) > 0:\n        x = n", ":="),
        ("global LOCAL_SIZE", "global"),
        ("import os", "import"),
        ("from os import path", "importfrom"),
        ("class Kind:\n        pass", "classdef"),
        ("firm.cash", "does nothing"),
    ],
    "returns": [
        ("if firm.alive:\n        return 1\n    return None", "the value None"),
        ("if firm.alive:\n        return 1\n    return", "without a value"),
        ("if firm.alive:\n        return 1", "returns nothing"),
    ],
    "local lists": [
        ("x = {0: 1}", "dict"),
        ("x = {0, 1}", "set"),
        ("x = {f.id for f in firms}", "setcomp"),
        ("x = {f.id: 1 for f in firms}", "dictcomp"),
        ("x = sorted(firms, key=world.key)", "call of sorted"),
        ("x = [0]\n    x.sort(key=world.key)", "sort with 0 arguments or a keyword"),
        ("x = [0]\n    x.insert(0, 1)", "method call"),
        ("x = [0]\n    x[0] = 1", "store into a sequence"),
        ("x = [0]\n    if firm.alive:\n        x = firm.support\n    x[0] = 1", "store into a sequence"),
        ("x = [*firms]", "starred"),
    ],
    "arithmetic": [
        ("x = firm.cash ** 2", "** (use a product or exp and log)"),
        ("x = pow(firm.cash, 2)", "call of pow"),
        ("x = math.pow(firm.cash, 2)", "math.pow"),
        ("x = round(firm.cash, 2)", "round with 2"),
        ("x = sum(world.lever)", "call of sum"),
        ("x = max(world.lever)", "max with 1"),
        ("x = firm.id & 1", "bitand"),
        ("x = firm.id << 1", "lshift"),
        ("x = ~firm.id", "invert"),
        ("x = world.a @ world.b", "matmult"),
        ("x = divmod(firm.id, 2)", "call of divmod"),
        ("x = any(world.lever)", "call of any"),
    ],
    "math": [
        ("x = math.lgamma(firm.cash)", "math.lgamma"),
        ("x = math.gamma(firm.cash)", "math.gamma"),
        ("x = math.hypot(firm.cash, 1.0)", "math.hypot"),
        ("x = math.fmod(firm.cash, 1.0)", "math.fmod"),
        ("x = math.sin(firm.cash)", "math.sin"),
        ("x = math.inf", "attribute math.inf"),
        ("x = np.exp(firm.cash)", "method call np.exp"),
        ("x = random.random()", "method call random.random"),
        ("exp = math.exp\n    x = exp(firm.cash)", "computed"),
    ],
    "draws": [
        ("x = uniform(world.key, firm.id * 12 + 1, ENTRY)", "by arithmetic"),
        ("who = firm.id * 12\n    x = uniform(world.key, who, ENTRY)", "by arithmetic"),
        ("x = uniform(world.key, firm.id, 1)", "no decision"),
        ("x = uniform(world.key, firm.id, SEEDED)", "no decision"),
        ("x = uniform(world.key, firm.id, ENTRY + 1)", "no decision"),
        ("who = 0\n    who = 1 + firm.id * 2\n    x = uniform(world.key, who, ENTRY)", "by arithmetic"),
        ("key = world.key\n    key = 1\n    x = uniform(key, firm.id, ENTRY)", "a key that is not the world's"),
        ("key = world.key\n    key += 1\n    x = uniform(key, firm.id, ENTRY)", "a key that is not the world's"),
        ("x = uniform(world.month, firm.id, ENTRY)", "a key that is not the world's"),
        ("x = uniform(1, firm.id, ENTRY)", "a key that is not the world's"),
        ("x = uniform(world.key, firm.id, what=ENTRY)", "keywords"),
        ("x = uniform(world.key, firm.id, ENTRY) + normal(world.key, firm.id, ENTRY)", "more than once"),
        ("x = ENTRY + 1", "decision ENTRY outside a draw"),
    ],
    "numbers": [
        ("x = 3", "the number 3"),
        ("x = firm.cash * 0.5", "the number 0.5"),
        ("x = -24", "the number 24"),
        ("x = 1e-9", "the number 1e-09"),
        ("x = 2j", "the value 2j"),
    ],
    "calls": [
        ("x = LOCAL_SIZE", "module's name LOCAL_SIZE"),
        ("x = data_path(firm.id)", "call of data_path"),
        ("x = undefined(firm)", "call of undefined"),
        ("firm.close(world)", "method call firm.close"),
        ("x = stranger(firm)", "call of stranger"),
        ("x = sinner(firm, other=1)", "sinner with keywords"),
        ("f = uniform", "module's name uniform"),
        ("x = float('inf')", "string"),
        ("x = min(*world.lever)", "starred"),
        ("min = 1", "hides min"),
        ("uniform = 1", "hides uniform"),
    ],
    "creation, exit": [
        ("x = Firm(world)", "call of Firm"),
        ("firms.append(firm)", "method call firms.append"),
        ("firm.remove()", "method call firm.remove"),
    ],
}

SIN = """
    def stranger(firm):
        return 0

    @rule
    def sinner(firm, other: int, firms, government, world):
        {statements}
"""


def test_pure_rules_pass(plant):
    assert faults([plant(PURE)]) == []


@pytest.mark.parametrize(
    ("statements", "complaint"),
    [pytest.param(*sin, id=f"{topic}: {sin[0].splitlines()[0]}") for topic, sins in SINS.items() for sin in sins],
)
def test_each_sin_is_named(plant, statements, complaint):
    body = statements.replace("\n", "\n    ")
    path = plant(SIN.replace("{statements}", body))
    found = faults([path])
    assert any(complaint == fault.what or (len(complaint) > 5 and complaint in fault.what) for fault in found), found
    assert {fault.function for fault in found} == {"sinner"}
    lines = path.read_text(encoding="utf-8").splitlines()
    head = next(i for i, line in enumerate(lines, 1) if "def sinner" in line)
    assert all(head <= fault.line <= len(lines) for fault in found)


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ("firm, mystery", "parameter mystery"),
        ("model", "parameter model"),
        ("firm, name: str", "annotated str"),
        ("firm, rate: float = 1.0", "not plain"),
        ("*firms", "not plain"),
        ("firm, *, rate: float", "not plain"),
        ("firm, **more", "not plain"),
    ],
)
def test_parameters_are_kinds_or_plain_numbers(plant, head, complaint):
    found = faults([plant(f"@rule\ndef sinner({head}):\n    return 1\n")])
    assert [fault for fault in found if complaint in fault.what], found


def test_a_decision_is_used_at_one_place_over_all_files(plant):
    one = plant("@rule\ndef enters(firm, world):\n    return uniform(world.key, firm.id, ENTRY)\n", "one")
    two = plant("@rule\ndef leaves(firm, world):\n    return uniform(world.key, firm.id, ENTRY)\n", "two")
    assert faults([one]) == faults([two]) == []
    found = faults([one, two])
    assert [(fault.function, "ENTRY" in fault.what) for fault in found] == [("enters", True), ("leaves", True)]


def test_a_rule_may_call_rules_of_other_files_and_nothing_else_of_them(plant):
    text = """
        from sim.model.rules.support import fade_support, FIRM_CHANNEL_COUNT
        from sim.model.rules.enrolment import enrol

        @rule
        def caller(firm, firms, government, world):
            fade_support(firm, world)
            return enrol(firms, government.firms)
    """
    assert faults([plant(text)]) == []
    found = faults([plant(text.replace("fade_support(firm", "FIRM_CHANNEL_COUNT(firm"))])
    assert [fault.what for fault in found] == ["a call of FIRM_CHANNEL_COUNT, which is no dialect function"]


def test_the_real_rules_are_pure():
    paths = source.files()
    assert paths, "no rule file was found"
    assert faults(paths) == []
