"""Many notes at once: reviewed as a stream, counted, compared with each other, and reported."""
