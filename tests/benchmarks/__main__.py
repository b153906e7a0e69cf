"""``python tests/benchmarks``: all measurements, one table after the other."""

from __future__ import annotations

import reviewing
import startup
import talking

startup.main()
reviewing.main()
talking.main()
