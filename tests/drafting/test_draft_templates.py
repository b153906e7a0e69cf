"""Templates: which there are, what they may do, and errors that say where the fault is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from draft_material import NOTE, check_claims, review_of, sample

from assistant.drafting import draft, own_folder, template_names
from assistant.drafting.placing import PLACES_FILE
from assistant.drafting.rendering import FILTERS, HINT
from assistant.drafting.templates import LONGEST, TemplateError, about, shipped_folder, source
from assistant.errors import ReedError
from assistant.facts import Facts
from assistant.requirements.wording import wording
from nlp_models.components.concepts import concept_entries

NOTES = {"pt-soap", "ot-soap", "narrative", "ot-narrative", "bulleted", "ot-bulleted"}
SECTIONS = {"progress-section", "evaluation-section"}
DOCUMENTS = {"addendum", "justification", "records-reply"}
SIDES = {"left", "right", "bilateral", "bilaterally", "l", "r", "lt", "rt", "side"}


def failing(tmp_path: Path, text: str) -> TemplateError:
    """The error that a template of one's own gives."""
    (tmp_path / "mine.j2").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        draft(sample(), (), "mine", folder=tmp_path)
    return caught.value


class TestNames:
    def test_shipped(self):
        """Daily notes, sections and documents are there, the default first; each says what it is."""
        names = template_names()
        assert names[0] == "pt-soap"
        assert set(names) == NOTES | SECTIONS | DOCUMENTS
        for name in names:
            told = about(source(name))
            assert told.title[0].isupper()
            assert told.document == (name in DOCUMENTS)

    def test_own(self, tmp_path):
        """A folder of one's own adds names; what is no template is passed over."""
        for name in ("clinic.j2", "notes.txt", "-bad.j2", ".hidden.j2"):
            (tmp_path / name).write_text("x")
        assert template_names(tmp_path)[-1] == "clinic"
        assert len(template_names(tmp_path)) == len(template_names()) + 1

    def test_a_folder_that_is_not_there(self, tmp_path):
        """No folder is no error."""
        assert template_names(tmp_path / "none") == template_names()

    def test_the_own_folder_is_in_the_configuration(self):
        """Own templates live in Reed's configuration folder."""
        assert own_folder().name == "templates"
        assert "reed" in own_folder().parts

    @pytest.mark.parametrize("name", ["soap", "../pt-soap", "/etc/passwd", "", "pt-soap.j2", "x" * 100, "a\nb"])
    def test_unknown_names(self, name):
        """A name that is none is refused and never opened as a path."""
        with pytest.raises(ReedError) as caught:
            draft(sample(), (), name)
        assert caught.value.hint

    def test_a_near_name_is_offered(self):
        """A mistyped name gets the nearest one."""
        with pytest.raises(ReedError) as caught:
            draft(sample(), (), "narative")
        assert "narrative" in caught.value.hint


class TestOwn:
    def test_is_used(self, tmp_path):
        """A template of one's own lays out the same words."""
        (tmp_path / "mine.j2").write_text("Deficits:\n{% for w in deficits %}\n- {{ w }}\n{% endfor %}\n")
        made = draft(sample(), (), "mine", folder=tmp_path)
        assert made.text == "Deficits:\n- Veers left on turns.\n"
        check_claims(made, NOTE, {})

    def test_a_blank_of_its_own(self, tmp_path):
        """A blank that a template writes out is counted and can be told from its furniture."""
        (tmp_path / "mine.j2").write_text("School: [____: name of the school]\n{{ rest|join }}", encoding="utf-8")
        note = "[____: nothing]"
        made = draft(review_of(note, Facts(length=len(note))), (), "mine", folder=tmp_path)
        assert [(b.requirement, b.asks) for b in made.blanks] == [("template", "name of the school")]
        check_claims(made, note, {})

    def test_prose_sets_full_stops(self, tmp_path):
        """A list as prose has a full stop after each statement, and never two."""
        (tmp_path / "mine.j2").write_text("{{ rest|prose }}", encoding="utf-8")
        note = "It is one.\nTwo\nThree?\n(Four.)"
        made = draft(review_of(note, Facts(length=len(note))), (), "mine", folder=tmp_path)
        assert made.text == "It is one. Two. Three? (Four.)\n"
        check_claims(made, note, {})

    def test_stand_in_the_configuration(self, tmp_path, monkeypatch):
        """Without a folder named, they are read from the person's configuration."""
        monkeypatch.setattr("assistant.drafting.templates.own_folder", lambda: tmp_path)
        (tmp_path / "mine.j2").write_text("Mine", encoding="utf-8")
        assert "mine" in template_names()
        assert draft(sample(), (), "mine").text == "Mine\n"

    def test_takes_the_place_of_a_shipped_one(self, tmp_path):
        """A template of the same name is preferred."""
        (tmp_path / "pt-soap.j2").write_text("Mine")
        assert draft(sample(), folder=tmp_path).text == "Mine\n"

    @pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"x" * (LONGEST + 1)])
    def test_unreadable_files(self, tmp_path, data):
        """A file that is no text, or too long, is refused in words."""
        (tmp_path / "mine.j2").write_bytes(data)
        with pytest.raises(TemplateError):
            draft(sample(), (), "mine", folder=tmp_path)


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "line", "says"),
        [
            ("a\n{% if x %}", 2, "endif"),
            ("a\nb\n{{ deficit }}", 3, "deficit"),
            ("{{ a b }}", 1, ""),
            ("\n{{ elements.nothing }}", 2, "nothing"),
            ("\n\n{{ deficits|sum }}", 3, "sum"),
            ("\n{% include 'pt-soap.j2' %}", 2, "include"),
            ("{{ '\ue000' }}", 1, "private-use"),
        ],
    )
    def test_say_line_and_reason(self, tmp_path, text, line, says):
        """A bad template gives its line and what is wrong with it."""
        error = failing(tmp_path, text)
        assert f"line {line}" in error.message
        assert says in error.message
        assert error.hint

    def test_a_near_name_is_offered(self, tmp_path):
        """A misspelt name of the material gets the nearest one."""
        assert "deficits" in failing(tmp_path, "{{ deficit }}").hint

    @pytest.mark.parametrize(
        "text",
        [
            "{{ deficits.__class__ }}",
            "{{ ''.__class__.__mro__ }}",
            "{{ deficits[0]|attr('__class__') }}",
            "{{ self }}",
            "{{ cycler }}",
            "{{ range(10) }}",
            "{{ 'a' * 1000000000 }}",
            "{{ 'a'|center(1000000000) }}",
            "{% for a in rest %}{% for b in rest %}{% for c in rest %}{% endfor %}{% endfor %}{% endfor %}",
            "{% for a in elements recursive %}{{ loop(elements) }}{% endfor %}",
            "{% set a = deficits %}",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "{% import 'x' as x %}",
            "{% extends 'pt-soap.j2' %}",
            "{{ deficits.append('x') }}",
            "{{ '%s' % 'x' }}",
            "{{ 'a' ~ 'b' }}",
            "{{ 2 ** 99 }}",
            "{{ [1] }}",
            "{{ lipsum() }}",
            "{{ deficits[0][1:] }}",
            "{% " + "if 1 %}{% " * 3000,
            "{% if 1 %}" * 150 + "{% endif %}" * 150,
            "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
            "{% for a in '" + "x" * 300 + "' %}{% endfor %}",
            "{{ deficits|prose('x') }}",
            "{{ '\ue002' }}",
        ],
    )
    def test_what_a_template_may_not_do(self, tmp_path, text):
        """Code, growth and other files are refused."""
        assert failing(tmp_path, text).message.startswith("The template mine")

    @pytest.mark.parametrize(
        "text", ["{{ deficits[0]|first }}", "{{ deficits[0][0] }}", "{{ deficits[0]|upper|last }}"]
    )
    def test_words_cannot_be_taken_apart(self, tmp_path, text):
        """A template that cuts words from their source is refused."""
        assert "takes apart" in failing(tmp_path, text).message

    @pytest.mark.parametrize(
        "text", ["{{ deficits }}", "{{ narrative|join }}", "{{ elements[0] }}", "{{ deficits[0]|join }}"]
    )
    def test_lists_are_not_printed(self, tmp_path, text):
        """A list put out as a whole is refused with a word on what to do."""
        assert "join" in failing(tmp_path, text).message

    @pytest.mark.parametrize(
        "text",
        [
            "{% for a in rest %}{% for b in rest %}{% if a == b %}{% endif %}{% endfor %}{% endfor %}",
            "{% for a in rest %}{% for b in rest %}{{ '' if 1 }}{% endfor %}{% endfor %}" * 200,
            "{% for a in rest %}{% if '" + "x" * 90_000 + "'|upper|lower|title == a %}{% endif %}{% endfor %}",
            "{% for a in rest %}{% if rest|join == a %}{% endif %}{% endfor %}",
        ],
    )
    def test_what_takes_too_long_is_stopped(self, tmp_path, text):
        """Loops within loops over a long note, and costly filters within them, are stopped with a message."""
        (tmp_path / "mine.j2").write_text(text, encoding="utf-8")
        note = "Word.\n" * 3000
        with pytest.raises(TemplateError, match=r"steps|characters"):
            draft(review_of(note, Facts(length=len(note))), (), "mine", folder=tmp_path)

    def test_what_grows_too_large_is_stopped(self, tmp_path):
        """A separator between many items is counted before it is written."""
        (tmp_path / "mine.j2").write_text("{{ rest|join('" + "x" * 90_000 + "') }}", encoding="utf-8")
        note = "Word.\n" * 3000
        with pytest.raises(TemplateError, match="characters"):
            draft(review_of(note, Facts(length=len(note))), (), "mine", folder=tmp_path)

    @pytest.mark.parametrize("name", template_names())
    def test_shipped_templates_hold_a_long_note(self, name):
        """A note of thousands of lines is far from the limits."""
        note = "Word.\n" * 3000
        draft(review_of(note, Facts(length=len(note))), (), name)

    def test_errors_hold_no_words_of_the_note(self, tmp_path):
        """An error is about the template and quotes nothing else."""
        error = failing(tmp_path, "{{ deficits|join(nothing) }}")
        assert "Veers" not in error.message + error.hint
        assert error.__cause__ is None


class TestFurniture:
    """What the shipped templates say in their own words."""

    @staticmethod
    def words() -> str:
        """Furniture of a draft of every kind: all that is neither note nor answer nor arithmetic."""
        out = []
        for name in template_names():
            made = draft(sample(), (), name)
            out += [
                made.text[c.start : c.end] for c in made.claims if c.source.kind == "template" and not c.source.computed
            ]
        data = tomllib.loads(PLACES_FILE.read_text(encoding="utf-8"))
        out += [v for group in data["asks"].values() for v in group.values()]
        out += [*data["time"].values(), *(entry["title"] for entry in wording().values())]
        return "\n".join(out)

    def test_holds_no_figure(self):
        """No number stands in a draft that is not the note's, an answer's or worked out."""
        assert not any(c.isdigit() for c in self.words())

    def test_names_no_side(self):
        """No side either."""
        assert SIDES.isdisjoint(self.words().lower().replace(":", " ").split())

    def test_names_no_device(self):
        """No device of the lexicon."""
        devices = {t.lower() for c in concept_entries() if c["label"] == "EQUIPMENT" for t in c["terms"]}
        assert devices
        padded = f" {' '.join(self.words().lower().split())} "
        assert [d for d in devices if f" {d} " in padded] == []

    def test_every_template_file_is_documented_by_its_first_line(self):
        """Each template says what it is."""
        for name in template_names():
            assert source(name).startswith("{# ")

    def test_the_readme_tells_what_is_allowed(self):
        """What a template may use is written beside the templates."""
        text = (shipped_folder() / "README.md").read_text(encoding="utf-8")
        assert HINT.startswith("templates/README.md")
        for name in (*FILTERS, "deficits", "narrative", "elements", "answered", "computed", "entry", "signature"):
            assert name in text


def test_the_form_in_the_documentation_works(tmp_path):
    """The template that docs/drafts.md shows can be used as it is."""
    text = (shipped_folder().parent / "docs" / "drafts.md").read_text(encoding="utf-8")
    (tmp_path / "mine.j2").write_text(text.partition("```jinja\n")[2].partition("```")[0], encoding="utf-8")
    made = draft(sample(), (), "mine", folder=tmp_path)
    assert made.text.startswith("To: [____: name of the school]\n\n[____: daily activity")
    assert made.text.endswith("Ann Lee, PT\n")
    check_claims(made, NOTE, {})


def test_every_form_is_in_the_documentation():
    """No shipped template is undocumented."""
    text = (shipped_folder().parent / "docs" / "drafts.md").read_text(encoding="utf-8")
    assert not [name for name in template_names() if f"`{name}`" not in text]
