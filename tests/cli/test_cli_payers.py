"""``--payer`` and ``--dismissals`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_material import Run

from assistant.cli import main
from assistant.note import Note
from assistant.tui.services import SERVICES, services_for

NOTE = """DOS 5/2/2025. Reports a slip on the ramp. Dx: R ankle sprain.
97112 x 1 unit, 10 min; 97530 x 1 unit, 10 min. Balance work in a group of 3.
"""
DISMISSED = """[[dismissed]]
rule = "no-group-as-97112"
reason = "The group met before."
by = "T. Abel, PT"
when = 2025-05-03

[[dismissed]]
rule = "kx-justified"
reason = "Never used here."
by = "T. Abel, PT"
when = 2025-05-03
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder, and a note in the folder that commands run in."""
    (tmp_path / "n.txt").write_text(NOTE)
    return tmp_path / "home"


def own(home: Path, name: str, text: str) -> None:
    folder = home / ".config" / "reed" / "payers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text)


class TestPayer:
    @pytest.mark.parametrize("command", [["check"], ["draft"], ["chat"]], ids=" ".join)
    def test_unknown_lists_the_known(self, command: list[str], reed: Run, home: Path) -> None:
        """Wherever a review is made: exit code 2, one line, every name."""
        done = reed(*command, "--payer", "strictneuro", "n.txt", HOME=str(home), XDG_CONFIG_HOME="")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "Did you mean 'strict-neuro'?" in done.stderr
        assert "Profiles: medicare, ama, commercial, strict-neuro." in done.stderr

    def test_json_and_text_name_the_payer(self, reed: Run) -> None:
        """JSON always, text where it is not the default."""
        done = reed("check", "--payer", "strict-neuro", "-f", "jsonl", "-", stdin=NOTE)
        assert json.loads(done.stdout)["payer"] == "strict-neuro"
        assert "reviewed for strict-neuro" in reed("check", "--payer", "strict-neuro", "-", stdin=NOTE).stdout
        assert "reviewed for" not in reed("check", "-", stdin=NOTE).stdout

    def test_own(self, reed: Run, home: Path) -> None:
        """A file in the config folder is a profile."""
        own(home, "clinic", 'method = "ama"')
        done = reed("check", "--payer", "clinic", "-f", "jsonl", "n.txt", HOME=str(home), XDG_CONFIG_HOME="")
        review = json.loads(done.stdout)
        assert (review["payer"], review["billing"]["method"]) == ("clinic", "ama")

    def test_a_wrong_own_file(self, reed: Run, home: Path) -> None:
        """One line with file and key, nothing that steers a terminal, and the default still works."""
        own(home, "clinic", '"met\\u001b[2Jod" = "ama"')
        done = reed("check", "--payer", "clinic", "n.txt", HOME=str(home), XDG_CONFIG_HOME="")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "clinic.toml: unknown key" in done.stderr
        assert "\x1b" not in done.stderr
        assert reed("check", "n.txt", HOME=str(home), XDG_CONFIG_HOME="").returncode == 1


class TestDismissals:
    def test_text_and_json(self, reed: Run, home: Path) -> None:
        """The finding is shown last with reason, name and day, and is in the JSON; an idle entry is told."""
        (home.parent / "d.toml").write_text(DISMISSED)
        done = reed("check", "--dismissals", "d.toml", "n.txt")
        assert "dismissed[no-group-as-97112]" in done.stdout
        assert "dismissed: The group met before." in done.stdout
        assert "by: T. Abel, PT, 2025-05-03" in done.stdout
        assert "1 dismissed" in done.stdout.splitlines()[0]
        assert done.stderr == "reed: d.toml, entry 2 (kx-justified) met no finding.\n"
        done = reed("check", "-f", "jsonl", "--dismissals", "d.toml", "n.txt")
        said = {f["rule"]: f["dismissed"] for f in json.loads(done.stdout)["findings"]}
        assert said["no-group-as-97112"]["when"] == "2025-05-03"

    @pytest.mark.parametrize(
        ("name", "says"),
        [("none.toml", "no such file"), ("-", "standard input"), ("bad.toml", "bad.toml, entry 1: reason is missing")],
    )
    def test_a_file_that_cannot_be_used(self, name: str, says: str, reed: Run, home: Path) -> None:
        """Exit code 2 and one line; nothing is reviewed with half a list."""
        (home.parent / "bad.toml").write_text('[[dismissed]]\nrule = "kx-justified"\nby = "me"\nwhen = 2025-05-03\n')
        done = reed("check", "--dismissals", name, "n.txt")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert says in done.stderr

    def test_exit_code(self, reed: Run, home: Path) -> None:
        """A compliant note whose only warning is dismissed leaves with 0."""
        from assistant.examples import __file__ as examples

        note = Path(examples).with_name("complete.txt").read_text(encoding="utf-8")
        (home.parent / "c.txt").write_text(note + "\nSame as last visit.\n")
        entry = DISMISSED.partition("\n\n")[0].replace("no-group-as-97112", "no-cloned-note")
        (home.parent / "d.toml").write_text(entry)
        assert reed("check", "c.txt").returncode == 1
        assert reed("check", "--dismissals", "d.toml", "c.txt").returncode == 0


TIME_DISPUTED = """[[dismissed]]
rule = "time-documented"
reason = "Kept in the billing system."
by = "T. Abel, PT"
when = 2025-05-03

[[dismissed]]
rule = "kx-justified"
reason = "Not this note."
by = "T. Abel, PT"
when = 2025-05-03
"""
UNTIMED = (
    "Impaired static balance, sway on foam. TC at hip for drop. SLS 4 to 9 s. For tub transfers. Tandem on foam 3x30 s."
)


class TestDismissalsElsewhere:
    def test_a_disputed_element_is_not_asked_for(self, reed: Run, home: Path) -> None:
        """The conversation passes over it; the status stays, and the dispute is in every review."""
        (home.parent / "u.txt").write_text(UNTIMED)
        (home.parent / "d.toml").write_text(TIME_DISPUTED)
        assert json.loads(reed("chat", "-f", "jsonl", "u.txt").stdout)["asked"] == "time"
        done = reed("chat", "-f", "jsonl", "--dismissals", "d.toml", "u.txt", stdin="restart\n")
        opened, again = (json.loads(line) for line in done.stdout.splitlines())
        for turn in (opened, again):
            time = turn["review"]["requirements"][-1]
            assert (turn["asked"], time["status"]) == (None, "missing")
            assert time["dismissed"]["by"] == "T. Abel, PT"
        assert done.stderr == "reed: d.toml, entry 2 (kx-justified) met no finding.\n"

    def test_a_blank_of_a_disputed_element_stays_and_does_not_count(self, reed: Run, home: Path) -> None:
        """The draft is the same; JSON says which blanks are disputed."""
        (home.parent / "u.txt").write_text(UNTIMED)
        (home.parent / "d.toml").write_text(TIME_DISPUTED)
        open_, settled = reed("draft", "u.txt"), reed("draft", "--dismissals", "d.toml", "u.txt")
        assert (open_.returncode, settled.returncode) == (1, 0)
        assert open_.stdout == settled.stdout
        blanks = json.loads(reed("draft", "-f", "json", "--dismissals", "d.toml", "u.txt").stdout)["blanks"]
        assert {b["dismissed"]["reason"] for b in blanks} == {"Kept in the billing system."}

    @pytest.mark.parametrize("command", ["draft", "chat"])
    def test_a_file_that_cannot_be_used(self, command: str, reed: Run, home: Path) -> None:
        """One line and exit code 2, before the note is read."""
        done = reed(command, "--dismissals", "none.toml", "n.txt")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_sources_that_disagree_are_told_apart(reed: Run) -> None:
    """The finding on clock times says who asks for them and who does not."""
    note = "Single leg stance on foam. 97112 10 min.\n"
    done = reed("check", "-", stdin=note)
    assert "differ: Medicare asks for two totals" in done.stdout
    review = json.loads(reed("check", "-f", "jsonl", "-", stdin=note).stdout)
    assert "Blue plan" in review["requirements"][-1]["disagreement"]


class TestWorkbench:
    def test_reviews_by_the_profile(self) -> None:
        """The conversation that the workbench opens, and goes on with, is for the payer named."""
        services = services_for("ama")
        opened = services.start(Note(NOTE))
        assert (opened.review.payer, services.say(opened, "it took 20 minutes").review.payer) == ("ama", "ama")
        assert services_for(None) is SERVICES

    def test_unknown_profile_is_refused_before_the_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        """The line names the profiles that there are."""
        assert main(["--payer", "nope"]) == 2
        assert "medicare" in capsys.readouterr().err

    def test_option_before_a_command_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        """It would otherwise be dropped without a word."""
        assert main(["--payer", "ama", "rule"]) == 2
        assert "after the command" in capsys.readouterr().err
