"""Blanks out comments and strings, so that the checks look at code only.

Every masked character becomes a space and every newline stays, so offsets and line numbers of the
masked text are those of the file.
"""

import re

CPP = re.compile(
    r"""(?P<comment>//(?:\\\n|[^\n])*|/\*.*?(?:\*/|\Z))
      | (?P<raw>(?:u8|[uUL])?R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)")
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<number>\b\d(?:'?[\w.])*)
      | (?P<char>'(?:\\.|[^'\\\n])+')""",
    re.DOTALL | re.VERBOSE,
)

# A slash opens a regular expression only where a value may begin.
TYPESCRIPT = re.compile(
    r"""(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
      | (?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
      | (?P<template>`)
      | (?P<regex>(?<=[=(,:!&|?])\s*/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)""",
    re.DOTALL | re.VERBOSE,
)


def blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def template_end(text: str, start: int) -> int:
    """The offset after the template literal whose backtick is at start, nested ones included."""
    depths: list[int] = []  # braces open within each ${ that we are inside of
    at = start + 1
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif not depths or depths[-1] < 0:
            if char == "`":
                if not depths:
                    return at + 1
                depths.pop()
            elif text.startswith("${", at):
                depths.append(0)
                at += 1
        elif char == "`":
            depths.append(-1)
        elif char == "{":
            depths[-1] += 1
        elif char == "}":
            depths[-1] -= 1
            if depths[-1] < 0:
                depths.pop()
        at += 1
    return len(text)


def masked(text: str, language: str, keep_strings: bool = False) -> str:
    """The text without comments and, unless keep_strings, without strings."""
    pattern = CPP if language == "cpp" else TYPESCRIPT
    pieces: list[str] = []
    at = 0
    while found := pattern.search(text, at):
        pieces.append(text[at : found.start()])
        end = found.end()
        kind = found.lastgroup
        if kind == "template":
            end = template_end(text, found.start())
        piece = text[found.start() : end]
        keep = kind == "number" or (keep_strings and kind != "comment")
        pieces.append(piece if keep else blank(piece))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
