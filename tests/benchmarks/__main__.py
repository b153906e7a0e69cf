"""``python tests/benchmarks``: all measurements, one table after the other."""

from __future__ import annotations

import keys
import reviewing
import startup
import talking

startup.main()
reviewing.main()
keys.main()
talking.main()
