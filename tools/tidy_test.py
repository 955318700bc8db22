#!/usr/bin/env python3
"""Each check of tools/tidy.py finds its bad sample and is quiet about the good one."""

import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from tidy import (braces, functions, graph, layers, mask, names, orphans, own_header, purity,
                  shape, usings, wall_clock, web)  # fmt: skip
from tidy.tree import Tree

FOLDER = "portero_folder(HEADERS {0}.hpp SOURCES {0}.cpp USES {1})\n"


class TidyTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def found(self, check, files: dict[str, str]) -> list[str]:
        for path, text in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return [str(problem) for problem in check.check(Tree(self.root))]

    def expect(self, check, files: dict[str, str], *messages: str):
        self.assertEqual(self.found(check, files), list(messages))


class Layers(TidyTest):
    TREE = {
        "src/base/CMakeLists.txt": FOLDER.format("id", ""),
        "src/base/id.hpp": "",
        "src/core/call/CMakeLists.txt": FOLDER.format("call", "base"),
        "src/core/call/call.hpp": '#include "base/id.hpp"\n',
        "src/core/sip/CMakeLists.txt": FOLDER.format("uri", "base"),
        "src/core/sip/uri.hpp": "",
    }

    def test_an_include_to_the_left_along_the_graph_is_fine(self):
        self.expect(layers, self.TREE)

    def test_an_include_to_the_right_is_refused(self):
        bad = {"src/base/id.hpp": '\n#include "core/call/call.hpp"\n'}
        message = (
            "src/base/id.hpp:2: base includes core, to its right in base <- core <- io <- apps; "
            "pass what is needed in as a value, or move the code"
        )
        self.expect(layers, self.TREE | bad, message)

    def test_an_include_of_a_library_that_is_not_used_is_refused(self):
        bad = {"src/core/call/call.cpp": '#include "core/sip/uri.hpp"\n'}
        message = (
            "src/core/call/call.cpp:1: core/sip/uri.hpp belongs to core_sip, which core_call does "
            "not use; add core_sip to USES in src/core/call/CMakeLists.txt"
        )
        self.expect(layers, self.TREE | bad, message)

    def test_a_unit_test_may_use_more(self):
        cmake = "portero_folder(HEADERS call.hpp USES base TEST_USES core_sip)\n"
        files = {
            "src/core/call/CMakeLists.txt": cmake,
            "src/core/call/call_test.cpp": '#include "core/sip/uri.hpp"\n',
        }
        self.expect(layers, self.TREE | files)

    def test_an_include_in_a_comment_is_not_one(self):
        comment = '/*\n#include "core/call/call.hpp"\n*/\n'
        self.expect(layers, self.TREE | {"src/base/id.hpp": comment})

    def test_gstreamer_and_qt_have_one_home_each(self):
        message = "move the code that needs {} there, behind a plain header"
        self.expect(
            layers,
            {
                "src/io/media/camera/source.cpp": "#include <gst/gst.h>\n",
                "src/apps/display/main.cpp": "#include <QGuiApplication>\n",
                "src/io/door/relay.cpp": "#include <gst/gst.h>\n",
                "src/apps/ctl/main.cpp": "#include <QtCore/QString>\n",
            },
            "src/apps/ctl/main.cpp:1: only src/apps/display/ includes Qt; "
            + message.format("<QtCore/QString>"),
            "src/io/door/relay.cpp:1: only src/io/media/ includes GStreamer; "
            + message.format("<gst/gst.h>"),
        )


class Graph(TidyTest):
    HEAD = "# Architecture\n\n## Library graph\n\nProse.\n\n```text\n"
    TREE = {
        "src/io/net/CMakeLists.txt": "portero_folder(USES core_sip base)\n",
        "src/core/sip/CMakeLists.txt": "portero_folder(HEADERS uri.hpp USES base fmt::fmt)\n",
        "src/base/CMakeLists.txt": "portero_folder(HEADERS id.hpp)  # USES nothing\n",
    }
    RIGHT = "base\ncore_sip -> base\nio_net -> base core_sip\n"

    def test_the_right_text_passes(self):
        self.expect(graph, self.TREE | {"ARCHITECTURE.md": self.HEAD + self.RIGHT + "```\n"})

    def test_another_text_fails_with_the_right_one(self):
        message = (
            "ARCHITECTURE.md:8: the library graph differs from the CMakeLists.txt files; "
            f"run 'tools/tidy.py --write-graph', or write:\n{self.RIGHT}"
        )
        document = {"ARCHITECTURE.md": self.HEAD + "base\n```\nMore.\n"}
        self.expect(graph, self.TREE | document, message)
        graph.write(Tree(self.root))
        self.expect(graph, {})
        self.assertTrue((self.root / "ARCHITECTURE.md").read_text().endswith("```\nMore.\n"))

    # A page of prose and headings before the block once kept the search busy for minutes: its
    # pattern could cut each line in two places.
    def test_a_long_document_is_searched_in_no_time(self):
        prose = "## Library graph\n" + "A line.\n\n" * 200 + "## Another\n" + "A line.\n" * 200
        document = {"ARCHITECTURE.md": prose + self.HEAD + self.RIGHT + "```\n"}
        self.expect(graph, self.TREE | document)

    def test_a_missing_document_fails_with_the_text(self):
        message = (
            "ARCHITECTURE.md:1: there is no ```text block after a heading '## Library graph'; "
            f"add one with this text:\n{self.RIGHT}"
        )
        self.expect(graph, self.TREE, message)

    def test_an_arrow_to_the_right_fails(self):
        document = self.HEAD + "base -> core_sip\ncore_sip\n```\n"
        files = {
            "src/base/CMakeLists.txt": "portero_folder(USES core_sip)\n",
            "src/core/sip/CMakeLists.txt": "\nportero_folder(HEADERS uri.hpp)\n",
            "ARCHITECTURE.md": document,
        }
        message = (
            "src/base/CMakeLists.txt:1: base uses core_sip, to its right in "
            "base <- core <- io <- apps; remove core_sip from base"
        )
        self.expect(graph, files, message)

    def test_a_circle_fails(self):
        files = {
            "src/core/a/CMakeLists.txt": "add_library(core_a a.cpp)\n"
            "target_link_libraries(core_a PRIVATE core_b)\n",
            "src/core/b/CMakeLists.txt": "portero_folder(USES core_a)\n",
            "ARCHITECTURE.md": self.HEAD + "core_a -> core_b\ncore_b -> core_a\n```\n",
        }
        mend = "move what both sides need to a library of its own"
        self.expect(
            graph,
            files,
            f"src/core/a/CMakeLists.txt:1: core_a uses itself through core_b; {mend}",
            f"src/core/b/CMakeLists.txt:1: core_b uses itself through core_a; {mend}",
        )


class WallClock(TidyTest):
    def test_what_decides_must_not_read_it(self):
        samples = {
            "auto now = std::chrono::system_clock::now();": "system_clock",
            "boost::asio::system_timer timer{context};": "system_timer",
            "clock_gettime(CLOCK_REALTIME, &now);": "CLOCK_REALTIME",
            "auto now = std::time(nullptr);": "time(nullptr)",
        }
        for line, read in samples.items():
            with self.subTest(line):
                found = self.found(wall_clock, {"src/io/door/pulse.cpp": f"\n{line}\n"})
                self.assertEqual(len(found), 1, found)
                self.assertIn(f"src/io/door/pulse.cpp:2: the wall clock, which may be set: {read}",
                              found[0])  # fmt: skip

    def test_the_record_and_tests_may(self):
        line = "auto now = std::chrono::system_clock::now();\n"
        files = {"src/io/store/recorder.cpp": line, "src/io/door/pulse_test.cpp": line,
                 "src/io/net/dns.cpp": "auto* clock = gst_system_clock_obtain();\n"}  # fmt: skip
        self.expect(wall_clock, files)


class Purity(TidyTest):
    def test_each_way_to_touch_the_world_is_refused(self):
        samples = {
            "auto now = std::chrono::steady_clock::now();": "a clock in core: steady_clock",
            "auto now = time(nullptr);": "a clock in core: time(nullptr)",
            "clock_gettime(CLOCK_REALTIME, &now);": "a clock in core: clock_gettime",
            "gettimeofday(&now, nullptr);": "a clock in core: gettimeofday",
            "#include <sys/time.h>": "a clock in core: <sys/time.h>",
            "#include <random>": "randomness in core: <random>",
            "int dice = rand();": "randomness in core: rand()",
            "std::random_device device;": "randomness in core: random_device",
            "getrandom(buffer, 4, 0);": "randomness in core: getrandom",
            "auto key = arc4random();": "randomness in core: arc4random",
            "std::this_thread::yield();": "a thread in core: this_thread",
            "#include <thread>": "a thread in core: <thread>",
            "#include <sys/socket.h>": "a socket in core: <sys/socket.h>",
            "#include <boost/asio/ip/tcp.hpp>": "a socket in core: <boost/asio/ip/tcp.hpp>",
            "#include <iostream>": "printing in core: <iostream>",
            'std::printf("%d", 1);': "printing in core: printf(",
            "#include <spdlog/spdlog.h>": "a log in core: <spdlog/spdlog.h>",
        }
        for line, message in samples.items():
            with self.subTest(line):
                found = self.found(purity, {"src/core/call/call.cpp": f"\n{line}\n"})
                self.assertEqual(len(found), 1, found)
                self.assertIn(f"src/core/call/call.cpp:2: {message}; ", found[0])

    def test_durations_words_and_members_are_fine(self):
        text = (
            "#include <chrono>\n"
            "// time(nullptr) and rand() are for the shell\n"
            'const char* why = "no steady_clock";\n'
            "auto at = event.time();\n"
            "std::chrono::milliseconds operand(int brand);\n"
        )
        self.expect(purity, {"src/core/call/call.cpp": text})

    def test_io_may_touch_the_world_and_a_unit_test_may_read_samples(self):
        files = {
            "src/io/net/clock.cpp": "auto now = std::chrono::steady_clock::now();\n",
            "src/core/sip/uri_test.cpp": "#include <fstream>\n#include <random>\n",
        }
        self.expect(purity, files)

    def test_only_the_assertion_prints_in_base(self):
        text = "#include <cstdio>\nvoid f() { std::fprintf(stderr, 0); }\n"
        files = {"src/base/assert.cpp": text, "src/base/id.cpp": text}
        mend = "return an action and let io or apps do it"
        self.expect(
            purity,
            files,
            f"src/base/id.cpp:2: printing in base: fprintf(; {mend}",
            f"src/base/id.cpp:1: printing in base: <cstdio>; {mend}",
        )


class Functions(TidyTest):
    SAMPLES = {
        "a.cpp": "namespace a {{\nclass B {{\n public:\n"
        "  B(int x) : x_{{x}}, y_{{2}} {{\n{0}  }}\n}};\n}}\n",
        "b.cpp": "template <class T>\nauto f(std::set<T> s = {{}})\n    -> int {{\n{0}}}\n",
        "c.cpp": "const auto f = [](int x) {{\n{0}}};\n",
        "d.ts": "export const open = async (door: Door): Promise<void> => {{\n{0}}};\n",
        "e.tsx": "class Door {{\n  open(id: string): Reply {{\n{0}  }}\n}}\n",
        "f.qml": "Item {{\n  id: door\n  function open(id) {{\n{0}  }}\n}}\n",
        "g.qml": "Item {{\n  width: 3\n  onClicked: {{\n{0}  }}\n}}\n",
        "h.py": "class A:\n    def f(self):\n{0}        return 1\n",
        "i.sh": "open_door() {{\n{0}}}\n",
    }
    # A brace that the language does not see may not end or begin anything.
    TRAPS = {
        "cpp": "auto s = R\"x({{{)x\"; char c = '}'; int n = 1'000;  // {\n",
        "ts": "const s = `a${b ? `}` : '}'}{`; const r = /[}]/;  // {\n",
        "qml": 'var s = "}"; // {\n',
        "py": "        s = '{'\n",
        "sh": '  echo "{"\n',
    }

    def body(self, path: str, lines: int) -> str:
        trap = self.TRAPS[path.rpartition(".")[2].replace("tsx", "ts")]
        filler = "        pass\n" if path.endswith("py") else "  f(1);\n"
        return trap + filler * (lines - 1)

    def test_a_function_of_70_lines_fits_and_one_of_71_does_not(self):
        for path, sample in self.SAMPLES.items():
            with self.subTest(path):
                frame = 4 if path == "b.cpp" else 2
                self.expect(functions, {path: sample.format(self.body(path, 70 - frame))})
                signature = re.search(r"B\(int|template|auto f|open|onClicked|def f", sample)
                first = sample.count("\n", 0, signature.start()) + 1
                message = f"{path}:{first}: a function of 71 lines, more than 70"
                long = {path: sample.format(self.body(path, 71 - frame))}
                self.expect(functions, long, f"{message}; give its parts names")
                (self.root / path).unlink()

    def test_what_is_not_a_function_may_be_longer(self):
        lines = "  {1, 2},\n" * 80
        methods = "  int f() { return 1; }\n" * 80
        calls = "  it('opens', () => { open(); });\n" * 80
        self.expect(
            functions,
            {
                "table.cpp": f"constexpr std::array<Pair, 80> pairs = {{{{\n{lines}}}}};\n",
                "scope.hpp": f"namespace a {{\nstruct B {{\n{methods}}};\n}}\n",
                "macro.cpp": "#define OPEN(x) if (x) {\n" + "int f();\n" * 80,
                "door.test.ts": f"describe('a door', () => {{\n{calls}}});\n",
            },
        )

    def test_masking_keeps_every_offset(self):
        text = 'int a = 1\'0; // "\nauto b = "\\"{";\n'
        code = mask.masked(text, "cpp")
        self.assertEqual(len(code), len(text))
        self.assertEqual(code.split(), "int a = 1'0; auto b = ;".split())
        self.assertEqual(list(braces.functions("int f() {\n}\n", "cpp")), [(1, 2)])


class Shape(TidyTest):
    def test_what_is_in_shape_passes(self):
        url = "see https://example.org/" + "a" * 100
        table = "| " + "a" * 100 + " |\n"
        files = {
            "a.cpp": "int a;\n" * 149, "b.md": table, "c.py": f"# {url}\n",
            "d.json": '"' + "a" * 200 + '"\n', "data/e.txt": "recorded \t \n\t", "empty.txt": "",
        }  # fmt: skip
        self.expect(shape, files)

    def test_what_is_not_is_named(self):
        samples = {
            "<" * 7 + " HEAD\n": "a.cpp:1: a merge-conflict marker; finish the merge",
            ">" * 7 + " theirs\n": "a.cpp:1: a merge-conflict marker; finish the merge",
            "int a; \n": "a.cpp:1: blanks at the end of the line; remove them",
            "{\n\tint a;\n}\n": "a.cpp:2: indented with a tab; use spaces",
            "\nint a;": "a.cpp:2: the last line has no newline; end the file with one",
            "//" + "a" * 99 + "\n": "a.cpp:1: 101 columns, more than 100; break the line",
        }
        for text, message in samples.items():
            with self.subTest(message):
                self.expect(shape, {"a.cpp": text}, message)

    def test_a_long_file_is_named(self):
        small = {f"{number}.py": "\n" for number in range(3)}
        self.expect(shape, small | {"a.cpp": "int a;\n" * 600})
        message = "a.cpp:1: 601 lines, more than 600; split the file by idea"
        self.expect(shape, small | {"a.cpp": "int a;\n" * 601}, message)

    def test_the_median_is_bounded(self):
        message = (
            ".:1: the median source file has 150 lines, not below 150; split the long files by idea"
        )
        self.expect(shape, {"a.cpp": "int a;\n" * 150}, message)


class Orphans(TidyTest):
    GOOD = {
        "README.md": "[life](docs/life.md#start)\n",
        "docs/life.md": "[decisions](decisions/)\n",
        "docs/decisions/README.md": "[one](0001-one.md)\n",
        "docs/decisions/0001-one.md": "",
        "src/base/CMakeLists.txt": "portero_folder(\n  HEADERS id.hpp\n  SOURCES sub/id.cpp)\n",
        "src/base/id.hpp": "",
        "src/base/sub/id.cpp": '#include "base/id.hpp"\n',
        "tests/fuzz/CMakeLists.txt": "portero_fuzz(bytes USES base)\n",
        "tests/fuzz/bytes_fuzz.cpp": '#include "seed.hpp"\n',
        "tests/fuzz/seed.hpp": "",
    }

    def test_a_tree_where_everything_is_reached_passes(self):
        self.expect(orphans, self.GOOD)

    def test_a_source_that_is_not_built_fails(self):
        message = (
            "src/base/time.cpp:1: no CMakeLists.txt names this file; "
            "add it to its folder's, or delete it"
        )
        self.expect(orphans, self.GOOD | {"src/base/time.cpp": ""}, message)

    def test_a_header_that_is_not_declared_fails(self):
        message = (
            "src/base/time.hpp:1: no CMakeLists.txt names this header; "
            "add it to HEADERS in its folder's, or delete it"
        )
        self.expect(orphans, self.GOOD | {"src/base/time.hpp": ""}, message)

    def test_a_header_that_nobody_includes_fails(self):
        bad = {"src/base/sub/id.cpp": ""}
        message = "src/base/id.hpp:1: nobody includes this header; use it or delete it"
        self.expect(orphans, self.GOOD | bad, message)

    def test_a_document_that_nobody_links_to_fails(self):
        bad = {"docs/lost.md": "[me](lost.md)\n"}
        message = "docs/lost.md:1: no other document links to this one; link to it where it helps"
        self.expect(orphans, self.GOOD | bad, message)


class Web(TidyTest):
    GOOD = {
        "web/apps/console/index.html": '<script type="module" src="/src/main.tsx"></script>\n',
        "web/apps/console/vite.config.ts": 'import { budget } from "../../budget.ts";\n',
        "web/apps/console/src/main.tsx": 'import "./page.css";\nimport { go } from "./go";\n',
        "web/apps/console/src/page.css": '@import "./tokens.css";\n',
        "web/apps/console/src/tokens.css": "",
        "web/apps/console/src/go.ts": "// not by innerHTML\n",
        "web/apps/console/src/go.test.ts": 'import { go } from "./go";\n',
        "web/budget.ts": "",
        "web/packages/api/package.json": '{ "exports": { ".": "./src/index.ts" } }\n',
        "web/packages/api/src/index.ts": "",
    }

    def test_an_app_where_everything_is_imported_passes(self):
        self.expect(web, self.GOOD)

    def test_a_file_that_nothing_imports_fails(self):
        for path in ("web/apps/console/src/lost.tsx", "web/packages/ui/src/lost.css"):
            message = f"{path}:1: nothing imports this file; use it or delete it"
            self.assertIn(message, self.found(web, self.GOOD | {path: ""}))

    def test_what_the_security_policy_refuses_fails(self):
        mend = "the content security policy refuses it; build elements, use classes"
        samples = {
            "element.innerHTML = text;": "innerHTML",
            "return <p style={{ color }}>no</p>;": "style=",
            "eval (text);": "eval (",
        }
        for code, found in samples.items():
            bad = {"web/apps/console/src/go.ts": f"\n{code}\n"}
            message = f"web/apps/console/src/go.ts:2: '{found}' in a page; {mend}"
            self.expect(web, self.GOOD | bad, message)


class Names(TidyTest):
    def test_names_that_say_nothing_are_refused(self):
        mend = "name it after what it does"
        samples = {
            ("src/call_manager.cpp", ""): "1: 'manager' in a file's name",
            ("src/util/door.cpp", ""): "1: 'util' in a file's name",
            ("web/common.ts", ""): "1: 'common' in a file's name",
            ("src/door.cpp", "\nclass DoorHelper {};\n"): "2: 'helper' in a type's name",
            ("src/door.hpp", "enum class UtilKind { a };\n"): "1: 'util' in a type's name",
            ("src/door.hpp", "namespace impl {}\n"): "1: 'impl' in a type's name",
            ("web/door.ts", "interface DoorUtils {}\n"): "1: 'utils' in a type's name",
            ("tools/door.py", "class Manager:\n    pass\n"): "1: 'manager' in a type's name",
        }
        for (path, text), message in samples.items():
            with self.subTest(message):
                self.expect(names, {path: text}, f"{path}:{message}; {mend}")
                (self.root / path).unlink()

    def test_other_words_and_other_peoples_types_are_fine(self):
        text = "// a helper\nQNetworkAccessManager network;\nclass Implementation {};\n"
        self.expect(names, {"src/simple_commons.cpp": text})


class Usings(TidyTest):
    def test_a_name_that_nothing_uses_is_refused(self):
        bad = {"src/door.cpp": "using testing::Eq;\nusing sip::Uri;\nUri uri;  // Eq\n"}
        self.expect(usings, bad, "src/door.cpp:1: nothing uses the using of Eq; remove it")

    def test_names_that_are_used_and_names_for_others_are_fine(self):
        fine = {
            "src/door.cpp": "void f() {\n  using std::swap;\n  swap(a, b);\n}\nusing A = b::C;\n",
            "src/door.hpp": "using sip::Uri;\n",
        }
        self.expect(usings, fine)


class OwnHeader(TidyTest):
    def test_another_header_first_is_refused(self):
        bad = {"src/base/a.hpp": "", "src/base/a.cpp": '#include <map>\n\n#include "base/a.hpp"\n'}
        self.expect(own_header, bad, "src/base/a.cpp:1: includes <map first; begin with a.hpp")

    def test_none_at_all_is_refused(self):
        bad = {"src/base/a.hpp": "", "src/base/a.cpp": "int a;\n"}
        self.expect(own_header, bad, "src/base/a.cpp:1: includes nothing first; begin with a.hpp")

    def test_ones_own_first_and_sources_without_one_are_fine(self):
        fine = {
            "src/base/a.hpp": "",
            "src/base/a.cpp": '#include "base/a.hpp"\n\n#include <map>\n',
            "src/base/b.cpp": "#include <map>\n",
            "src/base/a_test.hpp": "",
            "src/base/a_test.cpp": '#include "base/a.hpp"\n#include "base/a_test.hpp"\n',
        }
        self.expect(own_header, fine)


class CommandLine(TidyTest):
    def run_tidy(self, *words: str) -> subprocess.CompletedProcess:
        program = pathlib.Path(__file__).with_name("tidy.py")
        command = [sys.executable, str(program), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_exit_status_and_summary(self):
        (self.root / "a.py").write_text("a = 1\n", encoding="utf-8")
        summary = "tidy: 1 files, the median source file has 1 lines, 0 problems\n"
        good = self.run_tidy(str(self.root))
        self.assertEqual((good.returncode, good.stdout), (0, summary))
        (self.root / "a.py").write_text("a = 1 \n", encoding="utf-8")
        bad = self.run_tidy(str(self.root))
        self.assertEqual(bad.returncode, 1)
        self.assertIn("a.py:1: blanks at the end of the line; remove them\n", bad.stdout)
        self.assertEqual(self.run_tidy("--no-such-word").returncode, 2)
        self.assertEqual(self.run_tidy(str(self.root / "missing")).returncode, 2)
        self.assertEqual(self.run_tidy("--help").returncode, 0)

    def test_git_says_which_files_count(self):
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)
        for path in ("tracked.py", "new.py", "ignored.py"):
            (self.root / path).write_text("", encoding="utf-8")
        (self.root / ".gitignore").write_text("ignored.py\n", encoding="utf-8")
        subprocess.run(["git", "-C", str(self.root), "add", "tracked.py"], check=True)
        self.assertEqual(sorted(Tree(self.root).files), [".gitignore", "new.py", "tracked.py"])


if __name__ == "__main__":
    unittest.main()
