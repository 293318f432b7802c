"""Identities of firms: apart for any size of city, and within the room of a small one what they have always been."""

from __future__ import annotations

import types

from hypothesis import example, given
from hypothesis import strategies as st

from sim.model.population.incumbents import incumbent_id
from sim.model.rules.founding import entrant_id, spin_out_rank
from sim.model.tables import codes

LAST_MONTH = 12 * (2100 - 2018) + 120  # a plan that starts in 2099 and runs for ten years
WHOLE_CITY = 2**24  # ranks: more firms than any city has
LABS = 2**16

months = st.integers(0, LAST_MONTH)
sources = st.integers(0, codes.ENTRANT_SOURCES - 1)
fields = st.integers(0, codes.MAX_FIELDS - 1)
districts = st.integers(0, codes.MAX_DISTRICTS - 1)
ranks = st.one_of(st.integers(0, WHOLE_CITY), st.integers(codes.ENTRANT_RANKS - 2, codes.ENTRANT_RANKS + 2))
entrants = st.tuples(st.just("entrant"), months, sources, fields, districts, ranks)
incumbents = st.tuples(
    st.just("incumbent"),
    fields,
    st.one_of(st.integers(0, WHOLE_CITY), st.integers(codes.INCUMBENT_STRIDE - 2, codes.INCUMBENT_STRIDE + 2)),
)
firms = st.one_of(entrants, incumbents)


def identity(firm) -> int:
    if firm[0] == "incumbent":
        return incumbent_id(*firm[1:])
    _, month, source, field, district, rank = firm
    return entrant_id(types.SimpleNamespace(month=month), source, field, district, rank)


@given(firms, firms)
@example(("incumbent", 0, 8192), ("incumbent", 1, 0))
@example(("incumbent", 15, 131072), ("entrant", 0, 0, 0, 0, 0))
@example(("entrant", 7, 2, 3, 4, 4096), ("entrant", 7, 2, 3, 5, 0))
def test_two_firms_never_share_an_identity(first, second):
    assert (identity(first) == identity(second)) == (first == second)
    assert 0 <= identity(first) < 2**63


@given(st.tuples(st.integers(0, LABS), st.integers(0, 2000)), st.tuples(st.integers(0, LABS), st.integers(0, 2000)))
@example((0, 16), (1, 0))
def test_two_spin_outs_of_a_month_never_share_a_rank(first, second):
    assert (spin_out_rank(*first) == spin_out_rank(*second)) == (first == second)
    assert 0 <= spin_out_rank(*first) < codes.LARGE_RANKS


def test_the_blocks_of_a_small_city_stay_what_they_were():
    """Luck is keyed by identity, so that any other number would change every forecast."""
    assert incumbent_id(0, 0) == 0
    assert incumbent_id(3, 8191) == 3 * 8192 + 8191
    place = ((84 * 4 + 1) * 16 + 2) * 16 + 5
    assert identity(("entrant", 84, codes.FOUNDED, 2, 5, 4095)) == 1048576 + place * 4096 + 4095
    assert spin_out_rank(255, 15) == 4095


def test_the_sources_of_entrants_have_room():
    assert max(codes.FOUNDED, codes.SPUN_OUT, codes.ARRIVED) < codes.ENTRANT_SOURCES
