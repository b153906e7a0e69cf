"""Bytes to text: a short ladder of encodings, and the refusals of what is no text.

UTF-8, then UTF-16 where a byte order mark says so, then Windows-1252, which is what the records systems of clinics
write. No guessing by statistics: on short notes it names the wrong code page more often than this ladder does. Line
ends stay as they are, so that offsets into the text stay true.
"""

from __future__ import annotations

from assistant.errors import InputError

# UTF-32 stands before UTF-16, whose little-endian mark begins its own.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word document or another zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
)
_LAYOUT = frozenset(b"\t\n\v\f\r\x1b")
"""Controls that printouts and terminal captures hold; they do not make a file binary."""

CONTROL_SHARE = 0.1
"""Share of other control characters from which bytes are no text."""

AS_TEXT = "Save the note as plain text (UTF-8) and try again."


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text, which may be empty, and the name of its encoding.

    Args:
        data: the bytes as read.
        source: name for messages: a path, or ``-`` for standard input.

    Raises:
        InputError: no text at all, or bytes that no encoding of the ladder holds. The message names the reason and,
            for a byte, its offset from the start of the input, counted from 0.
    """
    for start, kind in _KINDS:
        if data.startswith(start):
            raise InputError(f"{name(source)} is {kind}, not plain text.", AS_TEXT)
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    if encoding:
        text = _strictly(data, encoding, len(mark), source)
    else:
        _refuse_binary(data, source)
        text, encoding = _without_mark(data, source)
    if "\0" in text:
        raise InputError(
            f"{name(source)} is not text: it holds a NUL character at character {text.index(chr(0))}.", AS_TEXT
        )
    return text, encoding


def name(source: str) -> str:
    """How messages call an input. File names are foreign text: whoever shows the message makes them safe."""
    return "standard input" if source == "-" else source


def _strictly(data: bytes, encoding: str, skip: int, source: str) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        # `from None` throughout: the codec's error carries the whole note.
        raise _undecodable(data, error.start + skip, encoding, source) from None


def _without_mark(data: bytes, source: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        bad = error.start
    # Valid sequences of UTF-8 beside the bad byte mean damaged UTF-8, which Windows-1252 would turn into other letters.
    if any(ch > "\x7f" and ch != "\ufffd" for ch in data.decode("utf-8", errors="replace")):
        raise _undecodable(data, bad, "utf-8", source)
    try:
        return data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, "cp1252", source) from None


def _undecodable(data: bytes, offset: int, encoding: str, source: str) -> InputError:
    said = {"utf-8": "UTF-8", "cp1252": "neither UTF-8 nor Windows-1252"}.get(encoding, encoding.upper())
    byte = (
        f"byte 0x{data[offset]:02x} at offset {offset:,}" if offset < len(data) else f"the end, at offset {offset:,},"
    )
    return InputError(
        f"{name(source)} cannot be read as text: {byte} is {'' if said[:2] == 'ne' else 'not '}{said}.", AS_TEXT
    )


def _refuse_binary(data: bytes, source: str) -> None:
    at = data.find(0)
    if at >= 0:
        # Latin text in UTF-16 without its mark has a NUL in every second place.
        wide = data.count(0) * 3 > len(data) and len(data) > 3
        like = " It looks like UTF-16 without its byte order mark." if wide else ""
        raise InputError(f"{name(source)} is not text: it holds a NUL byte at offset {at:,}.{like}", AS_TEXT)
    controls = sum(data.count(c) for c in range(0x20) if c not in _LAYOUT)
    if controls > 1 and controls > CONTROL_SHARE * len(data):
        share = round(100 * controls / len(data))
        raise InputError(f"{name(source)} is not text: {share} percent of it are control characters.", AS_TEXT)
