"""Sources of an option's value: command line, environment, ./xiandao.toml, default, in this order.

The order itself is the command-line library's; this module reads the file and names the source.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from sim.errors import InputError, LibraryText, Text, check_name, nearest_name, unknown_name, unreadable
from sim.inputs.evidence.text_file import utf8_text

FILE = "xiandao.toml"
PREFIX = "XIANDAO_"
#: Variables with the prefix that are no settings: the language, the folder of what is kept between starts, and what
#: ``xiandao viz`` hands to the server that it starts.
OTHER_VARIABLES = ("XIANDAO_LANG", "XIANDAO_CACHE", "XIANDAO_VIZ_SCENARIO", "XIANDAO_VIZ_FITTED")


class Written(str):
    """A value of xiandao.toml; ``key``: where it stands there."""

    key: str


def written_at(value: str, param: click.Parameter, ctx: click.Context) -> tuple[str | None, str | None]:
    """File and key of the place where ``value`` of ``param`` was written; an argument has neither."""
    if isinstance(value, Written):
        return FILE, value.key
    if param.param_type_name == "argument":
        return None, None
    if ctx.get_parameter_source(str(param.name)) is ParameterSource.ENVIRONMENT:
        return None, str(param.envvar)
    return None, next(name for name in reversed(param.opts) if name.startswith("--"))


def origin(param: click.Parameter, ctx: click.Context) -> tuple[str, str]:
    """The kind of place that gave ``param`` its value (flag, environment, file, default) and that place's name."""
    source = ctx.get_parameter_source(str(param.name))
    if source is ParameterSource.COMMANDLINE:
        return "flag", param.opts[-1]
    if source is ParameterSource.ENVIRONMENT:
        return "environment", str(param.envvar)
    return ("file", FILE) if source is ParameterSource.DEFAULT_MAP else ("default", "")


def from_file(command: str, settings: Mapping[str, Mapping[str, bool]], folder: Path | None = None) -> dict[str, Any]:
    """What xiandao.toml in ``folder`` (the working folder) says for ``command``: setting -> value, or tuple of values.

    A setting stands at the top, for every command that has it, or in a table named after a command, for that alone.
    ``settings``: command -> its settings, each with whether it may be repeated. Raises InputError for another key.
    """
    document = _read((folder or Path.cwd()) / FILE)
    every = {name for names in settings.values() for name in names}
    values: dict[str, Any] = {}
    for name, value in document.items():
        if name not in every and name not in settings:
            raise unknown_name("unknown setting", name, [*every, *settings], file=FILE)
        if name in settings[command]:
            values[name] = _typed(name, value, many=settings[command][name])
    for table, known in settings.items():
        for name, value in _table(document, table).items():
            check_name("unknown setting", name, known, file=FILE, key=table)
            if table == command:
                values[name] = _typed(f"{table}.{name}", value, many=known[name])
    return values


def check_variables(names: Iterable[str], environment: Mapping[str, str] = os.environ) -> None:
    """Raises InputError for a variable with the prefix that is none of the settings ``names`` and has no other use."""
    known = [*OTHER_VARIABLES, *(PREFIX + name.upper() for name in names)]
    for variable in environment:
        if variable.startswith(PREFIX) and variable not in known:
            raise InputError("unknown setting in the environment", key=variable, nearest=nearest_name(variable, known),
                             allowed=", ".join(sorted(set(known))))  # fmt: skip


def _read(path: Path) -> Mapping[str, Any]:
    if not path.exists():
        return {}
    if not path.is_file():
        raise InputError("must be a file, not a folder", file=FILE)
    try:
        return tomllib.loads(utf8_text(path.read_bytes(), FILE))
    except OSError as fault:
        raise unreadable(fault, FILE) from None
    except tomllib.TOMLDecodeError as fault:
        raise InputError(Text("not valid TOML: {reason}", reason=LibraryText(fault)), file=FILE) from None


def _table(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = document.get(name, {})
    if not isinstance(table, Mapping):
        raise InputError("must be a table", file=FILE, key=name)
    return table


def _typed(key: str, value: Any, *, many: bool) -> Written | tuple[Written, ...]:
    """``value`` as it would be typed; a tuple where the setting may be repeated."""
    if many:
        return tuple(_one(key, part) for part in (value if isinstance(value, list) else [value]))
    return _one(key, value)


def _one(key: str, value: Any) -> Written:
    if isinstance(value, list | Mapping):
        raise InputError("must be one value", file=FILE, key=key)
    result = Written(value)
    result.key = key
    return result
