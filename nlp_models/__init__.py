"""The part of Reed that reads notes: spaCy components, lexicon, trained pipeline, training."""
