"""Numba's type inference of one rule, without compiling it or the rules that it calls."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from numba import njit, types
from numba.core import ir
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import AnalysisPass, register_pass
from numba.core.dispatcher import Dispatcher
from numba.core.errors import TypingError
from numba.core.typed_passes import NopythonTypeInference
from numba.extending import type_callable

from tests.dialect.checks.signature import plain, stock_text

Rule = Callable[..., Any]
Types = tuple[types.Type, ...]
#: type that a rule returns when called with arguments of the given types
Answer = Callable[[Rule, Types], types.Type]


class Typed(Exception):  # noqa: N818 (no error: the way out of the compiler)
    """Carries what inference found out of the compiler, whose other passes are not wanted."""

    def __init__(self, state: Any) -> None:
        super().__init__()
        self.blocks: Mapping[int, ir.Block] = state.func_ir.blocks
        self.types: Mapping[str, types.Type] = state.typemap
        self.signatures: Mapping[ir.Inst, Any] = state.calltypes
        self.returns: types.Type = state.return_type


@register_pass(mutates_CFG=False, analysis_only=True)
class _Stop(AnalysisPass):
    _name = "stop_after_typing"

    def __init__(self) -> None:
        super().__init__()

    def run_pass(self, state: Any) -> bool:
        raise Typed(state)


class _TypingOnly(CompilerBase):
    def define_pipelines(self) -> list[Any]:
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(_Stop, NopythonTypeInference)
        passes.finalize()
        return [passes]


def infer(text: Rule, head: Types, answer: Answer) -> Typed:
    """Infer the types of ``text`` called with ``head``; each rule it calls has the type that ``answer`` gives.

    Functions of its module only: what it would reach through a closure is compiled in full.

    Raises what the compiler raises: numba.core.errors.NumbaError, KeyError for an unknown field.
    """
    names = set(text.__code__.co_names)
    stubs = {
        name: _stub(value, answer)
        for name, value in text.__globals__.items()
        if name in names and (hasattr(value, "dialect") or isinstance(value, Dispatcher))
    }
    copy = FunctionType(text.__code__, {**text.__globals__, **stubs}, text.__name__, None, text.__closure__)
    try:
        njit(pipeline_class=_TypingOnly)(copy).compile(head)
    except Typed as found:
        return found
    raise RuntimeError("the compiler did not stop after type inference")


@functools.lru_cache(maxsize=4096)
def _stub(callee: Rule, answer: Answer) -> Rule:
    """A function that only has types: it stands for a rule or a draw in the copy of a caller."""

    def stub(*arguments: Any) -> Any:
        raise NotImplementedError

    @type_callable(stub)
    def typing(context: Any) -> Any:
        def typer(*arguments: types.Type) -> types.Type:
            return _draw(callee, arguments) if isinstance(callee, Dispatcher) else answer(stock_text(callee), arguments)

        return typer

    # what the caller is held to: the rule's text, or the draw
    stub.stands_for = stock_text(callee)  # type: ignore[attr-defined]
    return stub


def _draw(draw: Dispatcher, arguments: Types) -> types.Type:
    return _returned(draw, tuple(plain(one) for one in arguments))


@functools.cache
def _returned(draw: Dispatcher, head: Types) -> types.Type:
    """What a draw returns, inferred as of a rule: to compile all of them takes longer than to type all rules."""
    return plain(infer(draw.py_func, head, _no_rule).returns)


def _no_rule(text: Rule, arguments: Types) -> types.Type:
    raise TypingError(f"a draw calls the rule {text.__name__}")
