"""One invocation of a command: option values, the origin of each, and the command line that repeats it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from sim.app.cli.named_types import OfPlan, plan_of
from sim.app.cli.option_types import TypedAmount, Value, placed
from sim.app.cli.options import BEFOREHAND, Argument, Option, Setting
from sim.app.cli.session import Session
from sim.app.cli.settings import origin, written_at
from sim.errors import InputError
from sim.study.command_line import command_line

PRIOR = "prior"


class Request:
    """A parsed command line. ``values``: by parameter; values that become known later may be added."""

    def __init__(self, context: click.Context) -> None:
        """Raises InputError for options that exclude each other and for a name that the plan does not know."""
        self.session: Session = context.obj
        self.values: dict[str, Any] = dict(context.params)
        self._name, self._context = str(context.info_name), context
        self._origins = {option.name: origin(option, context) for option in self._of(Setting)}
        if self.values.get("json") and self.values.get("csv"):
            raise InputError("--json and --csv exclude each other")
        if self.values.get(PRIOR):
            if self._origins["fitted"][0] == "flag":
                raise InputError("--prior and --fitted exclude each other")
            self.values["fitted"], self._origins["fitted"] = PRIOR, ("flag", f"--{PRIOR}")
        self._name_records()

    @property
    def quiet(self) -> bool:
        """Whether no progress and no notes are wanted."""
        return bool(self.values.get("quiet"))

    @property
    def folder(self) -> Path:
        """The folder for the results."""
        return Path(self.values["out"])

    def say(self, key: str, **values: Any) -> str:
        """The wording of ``key`` in the language of the session."""
        return self.session.say(key, **values)

    def positional(self) -> tuple[Any, ...]:
        """The values of the arguments, in order."""
        values = (self.values[str(argument.name)] for argument in self._of(Argument))
        return tuple(part for value in values for part in (value if isinstance(value, tuple) else (value,)))

    def by_name(self) -> dict[str, Any]:
        """The values of arguments and of all options by their names in Python."""
        options = [option for option in self._of(Option) if option not in BEFOREHAND]
        values = {str(option.argument or option.name): self._in_python(option) for option in options}
        return {str(argument.name): self.values[str(argument.name)] for argument in self._of(Argument)} | values

    def named(self) -> dict[str, Any]:
        """The values of the options that the library knows, by their names there."""
        options = (option for option in self._of(Option) if option.argument is not None)
        return {str(option.argument): self._in_python(option) for option in options}

    def command_line(self) -> str:
        """The command line that repeats the request: every option with a known value, in the declared order."""
        options = {option.opts[0].lstrip("-"): self._typed(option) for option in self._of(Option) if option.repeated}
        return command_line(self._name, self.positional(), options)

    def configuration(self) -> Iterator[tuple[str, str, str]]:
        """Name, value and origin of every argument and setting; the dash stands for what is not set."""
        for argument in self._of(Argument):
            value = self.values[str(argument.name)]
            yield str(argument.name), " ".join(value) if isinstance(value, tuple) else str(value), ""
        for option in self._of(Setting):
            kind, where = self._origins[option.name]
            yield str(option.name), self._shown(option), self.say(f"config.{kind}", name=where)
        yield "lang", self.session.lang, self.say("config.lang")

    def written_at(self, name: str) -> tuple[str | None, str | None]:
        """File and key of the place where the option ``name`` was given its value, the option itself where nowhere."""
        option = next(option for option in self._of(Option) if option.name == name)
        from_file = self._origins.get(name, ("",))[0] == "file"
        written = (self._context.default_map or {})[name] if from_file else ""
        return written_at(written[0] if isinstance(written, tuple) else written, option, self._context)

    @contextmanager
    def as_written(self) -> Iterator[None]:
        """Inside, an InputError about the value of an option names the place where it was written, and quotes an
        amount of money as typed."""
        try:
            yield
        except InputError as fault:
            names = {str(option.argument): str(option.name) for option in self._of(Setting)}
            if fault.file is not None or fault.key not in names:
                raise
            given = self.values[names[fault.key]]
            if isinstance(given, TypedAmount) and fault.value == float(given):
                fault.value = given.typed
            with placed(*self.written_at(names[fault.key])):
                raise fault from None

    def _in_python(self, option: Option) -> Any:
        return option.in_python(self.values[str(option.name)])

    def _of(self, kind: type[Any]) -> list[Any]:
        return [parameter for parameter in self._context.command.params if isinstance(parameter, kind)]

    def _typed(self, option: Option) -> str | bool | tuple[str, ...] | None:
        value = self.session.lang if option.name == "lang" else self.values[str(option.name)]
        if value is None or isinstance(value, bool):
            return value
        if option.multiple:
            return tuple(_written(option, part) for part in value)
        return _written(option, value)

    def _shown(self, option: Option) -> str:
        value = self._typed(option)
        return " ".join(value) or "–" if isinstance(value, tuple) else "–" if value is None else str(value)

    def _name_records(self) -> None:
        """Targets and actions that were named become their ids in the plan of the scenario."""
        for option in self._of(Option):
            value = self.values[str(option.name)]
            if isinstance(option.type, OfPlan) and option.type.at_once and value:
                file, key = written_at(value[0] if option.multiple else value, option, self._context)
                named = value if option.multiple else (value,)
                ids = option.type.ids(plan_of(self.values.get("scenario")), named, file, key)
                self.values[str(option.name)] = ids if option.multiple else ids[0]


def _written(option: Option, value: Any) -> str:
    return option.type.written(value) if isinstance(option.type, Value) else str(value)
