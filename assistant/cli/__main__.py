"""``python -m assistant.cli``: the command without its installed script."""

from __future__ import annotations

import sys

from assistant.cli import main

sys.exit(main())
