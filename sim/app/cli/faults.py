"""Errors as one sentence in the chosen language: invalid input, and wrong usage of the command line."""

import re

import click
from click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption

from sim.app.cli.session import Session
from sim.errors import InputError, nearest_name
from sim.language.refusals import translated


def input_sentence(fault: InputError, session: Session) -> str:
    """An InputError in the session's language: frame, problem and what is allowed; names and paths stay as they are."""
    lang = session.lang
    sentence = translated(fault.problem, lang)
    if fault.value is not None:
        sentence = session.say("fault.found", problem=sentence, value=translated(fault.value, lang))
    if fault.allowed:
        allowed = fault.listed.get(lang) or translated(fault.allowed, lang)
        sentence += session.say("fault.allowed", allowed=allowed)
    if fault.nearest:
        sentence += session.say("fault.nearest", nearest=fault.nearest)
    if fault.more:
        sentence += session.say("fault.more", more=fault.more)
    for location in (fault.key, fault.file):
        if location:
            sentence = session.say("fault.place", place=translated(location, lang), rest=sentence)
    return sentence


def usage_sentence(fault: click.UsageError, session: Session) -> str:
    """A usage error of the command-line library in the session's language, with the nearest valid name."""
    context = fault.ctx
    command = context.info_name if context is not None and context.parent is not None else ""
    if isinstance(fault, NoSuchOption):
        sentence = session.say("usage.unknown-option", name=fault.option_name, command=command)
        return _with_nearest(sentence, fault.option_name, _options_of(context), session)
    if isinstance(fault, BadOptionUsage):
        kind = "takes-no-value" if "does not take a value" in fault.message else "needs-value"
        return session.say(f"usage.option-{kind}", name=fault.option_name)
    if isinstance(fault, MissingParameter):
        return session.say("usage.missing-argument", name=_shown_name(fault.param), command=command)
    if "unexpected extra argument" in fault.format_message():
        extra = re.sub(r"^.*\(|\)\.?$", "", fault.format_message())
        return session.say("usage.extra-argument", extra=extra, command=command)
    return session.say("usage.other", message=fault.format_message())


def _with_nearest(sentence: str, name: str, known: list[str], session: Session) -> str:
    nearest = nearest_name(name, known)
    return sentence + session.say("usage.nearest", nearest=nearest) if nearest else sentence


def _options_of(context: click.Context | None) -> list[str]:
    if context is None:
        return []
    return [name for parameter in context.command.get_params(context) for name in parameter.opts if name[0] == "-"]


def _shown_name(parameter: click.Parameter | None) -> str:
    return "" if parameter is None else str(parameter.metavar or str(parameter.name).upper())
