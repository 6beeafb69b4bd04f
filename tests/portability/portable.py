"""Finds in Python source what does not work on Windows or macOS; no test module itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

POSIX_MODULES = frozenset(
    "fcntl resource pwd grp termios tty pty syslog crypt spwd posix readline curses nis".split()
)
POSIX_NAMES = {
    "os": frozenset(
        "fork forkpty wait waitpid getuid geteuid getgid getegid setuid setgid getpgid killpg setsid getsid "
        "chown lchown fchown mkfifo nice uname statvfs getloadavg sched_getaffinity symlink readlink "
        "O_NOFOLLOW O_DIRECTORY EX_OK WNOHANG".split()
    ),
    "signal": frozenset(
        "SIGKILL SIGALRM SIGHUP SIGQUIT SIGUSR1 SIGUSR2 SIGCHLD SIGPIPE alarm setitimer pause".split()
    ),
    "time": frozenset({"tzset"}),
    "socket": frozenset({"AF_UNIX"}),
}  # fmt: skip
# Methods of paths and of time that are there everywhere and work in one place alone.
POSIX_METHODS = {
    "symlink_to": "makes a symbolic link, which Windows allows to few",
    "hardlink_to": "makes a hard link, which not every disk has",
    "owner": "asks for a file's owner",
    "rename": "renames; where the target is there, Windows refuses: use replace()",
}
ROOTS = ("/tmp", "/dev", "/usr", "/etc", "/var", "/home", "/proc", "/bin", "/opt", "/mnt")
RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"COM{i}" for i in range(1, 10)), *(f"LPT{i}" for i in range(1, 10))]
)
# How many arguments they have where no encoding is given by position.
TEXT_METHODS = {"read_text": 0, "write_text": 1}
ZIPPED = ("gzip", "bz2", "lzma")
# Day and month names and the like come from the user's locale; so do the forms without padding.
LOCALE_CODES = ("%a", "%A", "%b", "%B", "%c", "%x", "%X", "%p", "%-", "%#")


@dataclass(frozen=True, slots=True)
class Finding:
    line: int
    words: str


def findings(source: str) -> list[Finding]:
    """What of the source does not work everywhere, by line.

    A line that ends in ``# portable: ...`` has given its reason; what stands under
    ``if sys.platform`` is looked at by nobody, as it has chosen its system.
    """
    tree = ast.parse(source)
    excused = {n for n, line in enumerate(source.splitlines(), 1) if "# portable: " in line}
    chosen = set(_lines_that_chose_a_system(tree))
    found = {Finding(node.lineno, words) for node in ast.walk(tree) for words in _wrong_with(node)}  # type: ignore[attr-defined]
    kept = [f for f in found if f.line not in excused | chosen]
    return sorted(kept, key=lambda f: (f.line, f.words))


def _lines_that_chose_a_system(tree: ast.Module) -> Iterator[int]:
    for block in (b for n in ast.walk(tree) for b in _blocks(n)):
        chosen = False
        for statement in block:
            is_choice = isinstance(statement, ast.If) and "sys.platform" in ast.unparse(statement.test)
            if chosen or is_choice:
                yield from range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
            # "if sys.platform == ...: return": what follows is for the others.
            chosen |= is_choice and isinstance(statement.body[-1], ast.Return | ast.Raise)  # type: ignore[attr-defined]


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        block = getattr(node, name, None)
        if isinstance(block, list):
            yield block


def _wrong_with(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"imports {a.name}" for a in node.names if a.name.split(".")[0] in POSIX_MODULES)
    elif isinstance(node, ast.ImportFrom):
        yield from _import_from(node)
    elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.attr in POSIX_NAMES.get(node.value.id, ()):
            yield f"uses {node.value.id}.{node.attr}"
    elif isinstance(node, ast.Call):
        yield from _call(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from _constant(node.value)


def _import_from(node: ast.ImportFrom) -> Iterator[str]:
    module = node.module or ""
    if module.split(".")[0] in POSIX_MODULES:
        yield f"imports {module}"
    yield from (
        f"uses {module}.{a.name}" for a in node.names if a.name in POSIX_NAMES.get(module, frozenset())
    )


def _call(node: ast.Call) -> Iterator[str]:
    name, owner = _name(node.func)
    given = {keyword.arg for keyword in node.keywords}
    if name == "open":
        yield from _open(node, owner, given)
    if TEXT_METHODS.get(name) == len(node.args) and owner is not None and "encoding" not in given:
        yield f"{name}() without encoding="
    if name in POSIX_METHODS and owner is not None and not given & {"columns", "index"}:
        yield f".{name}(): {POSIX_METHODS[name]}"
    if name in ("get_context", "set_start_method") and _first(node) in ("fork", "forkserver"):
        yield f"starts processes by {_first(node)}"
    if name in ("run", "Popen", "check_output", "check_call") and owner == "subprocess":
        yield from _subprocess(node, given)
    if name in ("strptime", "strftime"):
        codes = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        yield from (f"{name}({c!r}) goes by the locale" for c in codes if any(x in c for x in LOCALE_CODES))
    if name == "setlocale":
        yield "sets the locale of the process"


def _open(node: ast.Call, owner: str | None, given: set[str | None]) -> Iterator[str]:
    modes = [k.value for k in node.keywords if k.arg == "mode"]
    modes += node.args[0 if owner == "method" else 1 :][:1]
    mode = modes[0] if modes else ast.Constant("rb" if owner in ZIPPED else "r")
    if not isinstance(mode, ast.Constant) or not isinstance(mode.value, str) or owner in ("os", "class"):
        return  # a method whose first argument is no mode: a member of an archive
    is_text = "t" in mode.value if owner in ZIPPED else "b" not in mode.value
    if set(mode.value) <= set("rwxabt+") and is_text and "encoding" not in given:
        yield "opens text without encoding="


def _subprocess(node: ast.Call, given: set[str | None]) -> Iterator[str]:
    if given & {"text", "universal_newlines"} and "encoding" not in given:
        yield "reads a process's text without encoding="
    if given & {"preexec_fn", "start_new_session", "process_group"}:
        yield "starts a process in a way of POSIX"
    shell = [k.value for k in node.keywords if k.arg == "shell"]
    if shell and getattr(shell[0], "value", None):
        yield "runs a command through a shell"


def _constant(text: str) -> Iterator[str]:
    if f"{text}/".startswith(tuple(f"{root}/" for root in ROOTS)):
        yield f"names {text[:40]!r}, a place of one system"
    stem = text.split(".", maxsplit=1)[0].upper()
    if stem in RESERVED and "." in text:
        yield f"names a file {text!r}, which Windows reserves"


def _name(function: ast.expr) -> tuple[str, str | None]:
    """The name that is called, and what it is called on: a known module, ``class``, ``method`` or None."""
    if isinstance(function, ast.Name):
        return function.id, None
    if not isinstance(function, ast.Attribute):
        return "", None
    owner = function.value.id if isinstance(function.value, ast.Name) else ""
    if owner in (*ZIPPED, "io", "os", "subprocess"):
        return function.attr, owner
    return function.attr, "class" if owner[:1].isupper() else "method"


def _first(node: ast.Call) -> str | None:
    value = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else None
    return value if isinstance(value, str) else None
