"""Option types on click: how a typed value is parsed, and where its error says that it was written."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from sim.app.cli.settings import written_at
from sim.errors import InputError, Text, nearest_name

_MOST_DIGITS = 30


def loaded(where: str) -> Any:
    """The object at "module:name", imported on first use."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)


@contextmanager
def placed(file: str | None, key: str | None) -> Iterator[None]:
    """An InputError raised inside names the file and key where the user wrote the value."""
    try:
        yield
    except InputError as fault:
        raise InputError(fault.problem, file=file, key=key, value=getattr(fault.value, "typed", fault.value),
                         allowed=fault.allowed, nearest=fault.nearest, listed=fault.listed) from None  # fmt: skip


class Value(click.ParamType):
    """Any text. ``check``: "module:function" of the library that judges what was read, ``known``: "module:names"."""

    name = "value"

    def __init__(self, check: str | None = None, known: str | None = None) -> None:
        self._check, self._known = check, known

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value that was written. Defaults pass as they are. Raises InputError."""
        if not isinstance(value, str) or param is None or ctx is None:
            return value
        file, key = written_at(value, param, ctx)
        result = self.read(str(value), file, key)
        if self._check is not None:
            with placed(file, key):
                loaded(self._check)(result)
        return result

    def read(self, typed: str, file: str | None, key: str | None) -> Any:
        """The value of ``typed``, which stands at ``key`` of ``file``. Raises InputError."""
        return typed

    def written(self, value: Any) -> str:
        """``value`` as it is typed."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The known words that begin like ``incomplete``."""
        names = () if self._known is None else loaded(self._known)
        return [CompletionItem(name) for name in names if name.startswith(incomplete)]


class Digits(Value):
    """A whole number in plain digits, whose range the library knows."""

    def read(self, typed: str, file: str | None, key: str | None) -> int:
        plain = typed.strip()
        if not (plain.isascii() and plain.isdecimal() and len(plain) <= _MOST_DIGITS):
            raise InputError("must be a whole number", file=file, key=key, value=typed)
        return int(plain)


class Whole(Value):
    """A whole number from ``low`` to ``high``, in plain digits."""

    def __init__(self, low: int, high: int, check: str | None = None) -> None:
        super().__init__(check)
        self._low, self._high = low, high

    def read(self, typed: str, file: str | None, key: str | None) -> int:
        plain = typed.strip()
        digits = plain.isascii() and plain.isdecimal() and len(plain) <= _MOST_DIGITS
        if not digits or not self._low <= int(plain) <= self._high:
            allowed = Text("{low:d} to {high:d}", low=self._low, high=self._high)
            raise InputError("not a whole number in range", file=file, key=key, value=typed, allowed=allowed)
        return int(plain)


class Even(Whole):
    """An even number in a range."""

    def read(self, typed: str, file: str | None, key: str | None) -> int:
        number = super().read(typed, file, key)
        if number % 2:
            allowed = Text("{low:d} to {high:d}", low=self._low, high=self._high)
            raise InputError("not an even number in range", file=file, key=key, value=typed, allowed=allowed)
        return number


class Number(Value):
    """A finite number, in digits."""

    def read(self, typed: str, file: str | None, key: str | None) -> float:
        from sim.inputs.evidence.csv_file import number

        return number(typed.strip(), file=file, key=key)


class TypedAmount(float):
    """Million CNY; ``typed``: as they were written."""

    typed: str


class Money(Value):
    """An amount of money, in million CNY where it names no unit."""

    def read(self, typed: str, file: str | None, key: str | None) -> TypedAmount:
        from sim.inputs.policy.amounts import parse_amount

        with placed(file, key):
            result = TypedAmount(parse_amount(typed, str(key)).million)
        result.typed = typed
        return result

    def written(self, value: Any) -> str:
        return repr(float(value))


class Weight(Number):
    """A number above 0 and at most 1."""

    def read(self, typed: str, file: str | None, key: str | None) -> float:
        value = super().read(typed, file, key)
        if not 0.0 < value <= 1.0:
            raise InputError("not a weight", file=file, key=key, value=typed, allowed=Text("above 0, at most 1"))
        return value


class Word(Value):
    """One of the words ``known`` ("module:names"); ``problem``: what is said of another word."""

    def __init__(self, problem: str, known: str) -> None:
        super().__init__(known=known)
        self._problem, self._words = problem, known

    def read(self, typed: str, file: str | None, key: str | None) -> str:
        words = tuple(loaded(self._words))
        if typed not in words:
            nearest = nearest_name(typed, words)
            raise InputError(self._problem, file=file, key=key, value=typed, allowed=", ".join(words), nearest=nearest)
        return typed


class Listed(Value):
    """Words separated by commas, as a tuple."""

    def read(self, typed: str, file: str | None, key: str | None) -> tuple[Any, ...]:
        return tuple(word.strip() for word in typed.split(","))

    def written(self, value: Any) -> str:
        return ",".join(str(part) for part in value)


class Years(Listed):
    """Years of four digits separated by commas, as a tuple in their order."""

    def read(self, typed: str, file: str | None, key: str | None) -> tuple[int, ...]:
        for word in super().read(typed, file, key):
            if not (word.isascii() and word.isdecimal() and len(word) == 4):
                raise InputError("not a year", file=file, key=key, value=word, allowed="2019,2020,2021")
        return tuple(sorted(int(word) for word in typed.split(",")))


class Day(Value):
    """A day up to today."""

    def read(self, typed: str, file: str | None, key: str | None) -> date:
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise InputError("not a date", file=file, key=key, value=typed, allowed="YYYY-MM-DD") from None
        if day > date.today():
            allowed = Text("up to {today:%Y-%m-%d}", today=date.today())
            raise InputError("lies in the future", file=file, key=key, value=typed, allowed=allowed)
        return day


class Location(Value):
    """A file or folder ("file", "dir"), of which the shell completes the name; ``problem`` where the name is blank."""

    def __init__(self, kind: str, problem: str) -> None:
        super().__init__()
        self._kind, self._problem = kind, problem

    def read(self, typed: str, file: str | None, key: str | None) -> str:
        if not typed.strip() or not typed.isprintable():
            raise InputError(self._problem, file=file, key=key, value=typed)
        return typed

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type=self._kind)]


FOLDER = Location("dir", "not the name of a folder")
FILE = Location("file", "not the name of a file")
