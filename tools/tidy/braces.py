"""Finds the functions of a brace language in its masked text.

Not a parser: at each opening brace it looks at the words since the last statement ended and says
what the brace opens. Functions inside of functions count as part of the outer one.
"""

import re
from collections.abc import Iterator

LABELS = re.compile(r"(?:\s*(?:public|private|protected)\s*:(?!:))+")
CPP_SCOPES = {"namespace", "class", "struct", "union", "enum", "extern", "typedef"}
CONSTRUCTOR = re.compile(r"\)\s*(?:noexcept\s*)?:(?!:)")
CPP_LAMBDA = re.compile(r"\[[^\[\]]*\]\s*(?:\([^()]*\)[^()]*)?$")
TS_SCOPE = re.compile(
    r"\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?(?:class|interface|enum)\b"
)
TS_CALLABLE = re.compile(r"\)\s*(?::[^=]*)?$")
TS_CONTROL = re.compile(r"^\s*(?:if|for|while|switch|else)\b")
QML_FUNCTION = re.compile(r"\bfunction\b|:\s*$|=>\s*$")


def cpp_kind(header: str) -> str:
    plain = without_template(header)
    words = plain.replace("inline namespace", "namespace").split(None, 1)
    if words and words[0] in CPP_SCOPES:
        return "scope"
    ending = plain.rstrip()
    if plain.count("(") > plain.count(")"):
        return "function" if CPP_LAMBDA.search(ending) else "value"
    if CONSTRUCTOR.search(plain):
        return "value" if re.search(r"[\w>]$", ending) else "function"
    is_callable = ")" in plain or CPP_LAMBDA.search(ending)
    return "function" if is_callable and not ending.endswith(("=", ",")) else "value"


def without_template(header: str) -> str:
    """Without a leading template<...> and its requires clause in brackets."""
    found = re.match(r"\s*(?:export\s+)?template\s*<", header)
    if not found:
        return header
    depth, at = 1, found.end()
    while at < len(header) and depth > 0:
        depth += {"<": 1, ">": -1}.get(header[at], 0)
        at += 1
    rest = header[at:]
    return re.sub(r"^\s*requires\s*\([^()]*\)", "", without_template(rest))


def typescript_kind(header: str) -> str:
    if re.search(r"=>\s*$", header):
        # The callback of describe() holds tests, as a class holds methods.
        return "scope" if re.match(r"\s*(?:describe|suite)\b", header) else "function"
    if TS_SCOPE.match(header):
        return "scope"
    if header.count("(") <= header.count(")") and TS_CALLABLE.search(header):
        return "scope" if TS_CONTROL.match(header) else "function"
    return "value"


def qml_kind(header: str) -> str:
    return "function" if QML_FUNCTION.search(header.rstrip().rpartition("\n")[2]) else "scope"


KINDS = {"cpp": cpp_kind, "typescript": typescript_kind, "qml": qml_kind}


def functions(code: str, language: str) -> Iterator[tuple[int, int]]:
    """(first line, last line) of every outermost function of a masked text."""
    if language == "cpp":
        code = re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", lambda hit: re.sub(r"[^\n]", " ", hit[0]), code,
                      flags=re.MULTILINE)  # fmt: skip
    kind_of = KINDS[language]
    open_braces: list[tuple[str, int]] = []  # kind, where its header starts
    header_start = 0
    inside_function = 0
    for hit in re.finditer(r"[{};]", code):
        at = hit.start()
        if hit[0] == "{":
            kind = "block" if inside_function else kind_of(unlabelled(code, header_start, at)[1])
            inside_function += kind == "function"
            open_braces.append((kind, header_start))
            header_start = at + 1
        elif hit[0] == "}" and open_braces:
            kind, start = open_braces.pop()
            if kind == "function":
                inside_function -= 1
                first = first_line(code, start, code.find("{", start), language)
                yield first, code.count("\n", 0, at) + 1
            # What stands before a value goes on after it: 'Call() : ids_{1}, state_{2} {'.
            header_start = start if kind == "value" else at + 1
        elif hit[0] == ";" and not inside_function:
            header_start = at + 1


def unlabelled(code: str, start: int, end: int) -> tuple[int, str]:
    header = code[start:end]
    label = LABELS.match(header)
    skipped = label.end() if label else 0
    return start + skipped, header[skipped:]


def first_line(code: str, start: int, brace: int, language: str) -> int:
    start, header = unlabelled(code, start, brace)
    if language == "qml":
        start += len(header.rstrip().rpartition("\n")[0])
        header = code[start:brace]
    start += len(header) - len(header.lstrip())
    return code.count("\n", 0, start) + 1
