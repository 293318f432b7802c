"""Named lever values: what money can move. Rules read these; they never know which action moved them."""

from __future__ import annotations

# Support that a firm holds after it was paid through an open call. It fades with the instrument's half-life.
FIRM_CHANNELS: tuple[str, ...] = (
    "research-subsidy",
    "centre-coaching",
    "certification-coaching",
    "growth-award",
    "start-up-voucher",
    "compute-voucher",
    "upgrade-grant",
    "engineer-grant",
    "competition-prize",
    "listing-help",
    "headquarters-award",
)

# Capacity that money builds in the city. It arrives with the instrument's lag and fades with its half-life.
CITY_CHANNELS: tuple[str, ...] = (
    "laboratory-programme",
    "innovation-centre",
    "proof-of-concept",
    "pilot-scale-base",
    "attraction",
    "founding-support",
    "incubation-service",
    "zone-preparation",
    "park-space",
    "data-pilot",
    "scenario-opening",
    "demonstration",
    "talent-team",
    "cooperation-platform",
)

# Money that goes through a market of its own.
MARKET_CHANNELS: tuple[str, ...] = ("project-grant", "fund-capital")

CHANNELS: tuple[str, ...] = FIRM_CHANNELS + CITY_CHANNELS + MARKET_CHANNELS

# Who may apply to an open call.
ELIGIBILITY: tuple[str, ...] = (
    "any-firm",
    "young-firm",
    "fast-growing-firm",
    "uncertified-firm",
    "centre-candidate",
    "research-firm",
    "compute-user",
    "large-firm",
    "mature-product-firm",
    "late-stage-firm",
    "finance-seeker",
)

FUND_STAGES: tuple[str, ...] = ("seed", "angel", "venture", "merger")

DELIVERIES: tuple[str, ...] = ("open-call", "capacity", "capital", "projects")

FIRM_CHANNEL_INDEX = {name: code for code, name in enumerate(FIRM_CHANNELS)}
CITY_CHANNEL_INDEX = {name: code for code, name in enumerate(CITY_CHANNELS)}
ELIGIBILITY_INDEX = {name: code for code, name in enumerate(ELIGIBILITY)}
FUND_STAGE_INDEX = {name: code for code, name in enumerate(FUND_STAGES)}
DELIVERY_INDEX = {name: code for code, name in enumerate(DELIVERIES)}
