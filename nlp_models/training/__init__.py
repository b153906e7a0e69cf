"""Training notes, their format, and the commands that build and score the pipeline."""
