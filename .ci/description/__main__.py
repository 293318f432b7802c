"""``python .ci/description [--check | gallery]``; see ``command``."""

from __future__ import annotations

import sys
from pathlib import Path

# Run as a folder, which has neither this package nor the model on its path.
_CI = Path(__file__).resolve().parents[1]
sys.path[:1] = [str(_CI), str(_CI.parent)]

from description.command import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
