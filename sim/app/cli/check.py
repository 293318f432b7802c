"""``xiandao check FILE``: the type of a file and that it is valid, or the one sentence that says what is wrong."""

from pathlib import Path

from sim.app.cli.session import Session
from sim.errors import InputError, nearest_name
from sim.inputs.parameters import load_parameters
from sim.inputs.plan import load_plan
from sim.inputs.plan.document import read
from sim.inputs.policy import allocation, load_scenario
from sim.language.numbers import money

_KINDS = ("scenario", "plan", "sweep")


def run(session: Session, *, file: str) -> None:
    """Check the scenario, plan, sweep or parameter table at the path ``file`` and say what it is. Raises InputError."""
    path = Path(file)
    if path.suffix == ".csv":
        print(_parameters(path, session))
        return

    document = read(path, "scenario or plan")
    kind = next((kind for kind in _KINDS if isinstance(document.get(kind), dict)), None)
    if kind is None:
        tables = ", ".join(document)
        nearest = nearest_name(next(iter(document)), _KINDS)
        raise InputError("neither a scenario nor a plan nor a sweep", file=file, value=tables,
                         allowed="[scenario], [plan], [sweep]", nearest=nearest)  # fmt: skip
    print({"scenario": _scenario, "plan": _plan, "sweep": _sweep}[kind](path, session))


def _scenario(path: Path, session: Session) -> str:
    scenario = load_scenario(path)
    total = money(float(allocation(scenario, load_plan(scenario.plan)).totals.sum()), session.lang)
    return session.say("check.scenario", file=path, name=scenario.name[session.lang], money=total)


def _plan(path: Path, session: Session) -> str:
    plan = load_plan(path)
    counts = {"actions": len(plan.actions), "targets": len(plan.targets)}
    return session.say("check.plan", file=path, name=plan.name[session.lang], **counts)


def _sweep(path: Path, session: Session) -> str:
    from sim.analyses.sweep.experiment import load_experiment

    experiment = load_experiment(path)
    name = experiment.file.sweep.name[session.lang]
    counts = {"points": f"{experiment.layout.points:,}", "runs": f"{experiment.layout.runs:,}"}
    return session.say("check.sweep", file=path, name=name, **counts)


def _parameters(path: Path, session: Session) -> str:
    table = load_parameters(path)
    table.check()
    return session.say("check.parameters", file=path, rows=len(table.names))
