#!/usr/bin/env python3
"""The manual pages tell of each option, command and exit status that --help tells of, and of no
other; groff finds nothing wrong with them.

usage: manual_pages_test.py PROGRAM..."""

import pathlib
import re
import subprocess
import sys
import unittest

PROGRAMS = [pathlib.Path(word) for word in sys.argv[1:]]
PAGES = pathlib.Path(__file__).parents[2] / "packaging/man"


def help_of(program: pathlib.Path, *words: str) -> str:
    command = [str(program), *words, "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def options_told(text: str) -> set[str]:
    """Of '  -c,--config FILE   ...', also where a subcommand has some."""
    return set(re.findall(r"(?m)^ +(?:-\w,)?--([a-z][a-z0-9-]*)", text))


def commands_told(text: str) -> set[str]:
    _, heading, listed = text.partition("\nSubcommands:\n")
    return set(re.findall(r"(?m)^  ([a-z]+) ", listed)) if heading else set()


def statuses_told(text: str) -> set[str]:
    footer = re.search(r"exit status: (.*)", text, re.S)
    assert footer, "--help says nothing of the exit status"
    return set(re.findall(r"(?:^|, )(\d+) ", footer[1]))


class Page:
    def __init__(self, program: pathlib.Path) -> None:
        (self.path,) = PAGES.glob(f"{program.name}.[18]")
        self.text = self.path.read_text(encoding="utf-8")

    def items(self, section: str) -> list[str]:
        found = re.search(rf"(?ms)^\.Sh {section}\n(.*?)(?=^\.Sh |\Z)", self.text)
        return re.findall(r"(?m)^\.It (.*)$", found[1]) if found else []

    def options(self) -> set[str]:
        return {name for item in self.items("OPTIONS") for name in options_of(item)}

    def commands(self) -> dict[str, set[str]]:
        """Each with its options."""
        named = [item.removeprefix("Cm ").partition(" ") for item in self.items("COMMANDS")]
        return {name: options_of(rest) for name, _, rest in named}


def options_of(item: str) -> set[str]:
    return set(re.findall(r"Fl -([a-z0-9-]+)", item))


class ManualPages(unittest.TestCase):
    def test_every_page_is_of_a_program(self):
        pages = {page.stem for page in PAGES.glob("*.[18]")}
        self.assertEqual(pages, {program.name for program in PROGRAMS})

    def test_tell_of_each_option(self):
        for program in PROGRAMS:
            told = options_told(help_of(program))
            self.assertIn("help", told)
            self.assertEqual(Page(program).options(), told, program.name)

    def test_tell_of_each_command_with_its_options(self):
        for program in PROGRAMS:
            commands = Page(program).commands()
            self.assertEqual(commands.keys(), commands_told(help_of(program)), program.name)
            for command, options in commands.items():
                told = options_told(help_of(program, command)) - {"help"}
                self.assertEqual(options, told, f"{program.name} {command}")

    def test_tell_of_each_exit_status(self):
        for program in PROGRAMS:
            statuses = statuses_told(help_of(program))
            self.assertIn("0", statuses)
            self.assertEqual(set(Page(program).items("EXIT STATUS")), statuses, program.name)

    def test_are_written_without_a_mistake(self):
        for program in PROGRAMS:
            page = Page(program)
            groff = ["groff", "-mdoc", "-Tutf8", "-ww", "-z", str(page.path)]
            done = subprocess.run(groff, capture_output=True, text=True, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, ""), page.path.name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
