"""`ReedError`: what a person is told."""

from __future__ import annotations

import pickle

from assistant.errors import InputError, ReedError, did_you_mean


class TestReedError:
    def test_keeps_message_and_hint(self) -> None:
        """Both parts are there, and the text of the error is the message."""
        error = ReedError("It is closed.", "Open it.")
        assert (error.message, error.hint, str(error)) == ("It is closed.", "Open it.", "It is closed.")

    def test_survives_a_worker(self) -> None:
        """Kind, message and hint come back from another process."""
        error = pickle.loads(pickle.dumps(InputError("Empty.", "Fill it.")))
        assert (type(error), error.message, error.hint) == (InputError, "Empty.", "Fill it.")


class TestDidYouMean:
    def test_near(self) -> None:
        """A near word is offered."""
        assert did_you_mean("chek", ["check", "units"]) == "Did you mean 'check'?"

    def test_key(self) -> None:
        """Only the part that tells words apart is compared, and the whole word is offered."""
        stem = lambda file: file.partition(".")[0]  # noqa: E731
        files = ["undec.txt", "pdf.txt", "good.txt"]
        assert did_you_mean("nope.txt", files, stem) == ""
        assert did_you_mean("goood.md", files, stem) == "Did you mean 'good.txt'?"

    def test_far(self) -> None:
        """A word that looks like none gives no hint."""
        assert did_you_mean("xyzzy", ["check", "units"]) == ""
