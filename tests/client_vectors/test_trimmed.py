"""What is taken out of the libraries: found where it is looked for, or the build ends."""

import subprocess

import pytest

from deploy.node import ROOT, ready_node

TRIM = f"""
import {{ trimLibrary }} from "{ROOT.as_uri()}/submitter_ui/client/trimmed.mjs";
const [path, text] = process.argv.slice(1);
process.stdout.write(trimLibrary(path, text));
"""
MODULAR = "@noble/curves/abstract/modular.js"
FUNCTIONS = """export function FpSqrt(P) {
    if (P) {
        return root;
    }
}
function validateField(field) {
    return field;
}
"""


def trim(path: str, text: str) -> subprocess.CompletedProcess[str]:
    """Trim the text of a library's file in Node."""
    command = [ready_node(), "--input-type=module", "--eval", TRIM, path, text]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_function_that_is_never_called_throws() -> None:
    """Its whole body is gone, also where blocks stand in it, and its name stays."""
    thrown = "{ throw new TypeError(); }"
    kept = f"export function FpSqrt(P) {thrown}\nfunction validateField(field) {thrown}\n"
    assert trim(MODULAR, FUNCTIONS).stdout == kept


@pytest.mark.parametrize(
    "path",
    [
        MODULAR,
        "@noble/curves/abstract/curve.js",
        "@noble/curves/abstract/edwards.js",
        "@noble/curves/ed25519.js",
        "@noble/hashes/sha2.js",
        "@noble/post-quantum/hybrid.js",
        "age-encryption/dist/recipients.js",
    ],
)
def test_library_that_changed_ends_the_build(path: str) -> None:
    """Where a new release has nothing to cut, somebody looks at what it has instead."""
    done = trim(path, "export const other = 1;\n")
    assert done.returncode != 0
    assert f"{path} is another than the one" in done.stderr


def test_words_of_errors_are_taken_out() -> None:
    """A reporter never reads them; which error it is stays."""
    text = 'if (n < 0) throw new RangeError("n is " + String(n));\n'
    assert trim("@noble/hashes/utils.js", text).stdout == "if (n < 0) throw new RangeError();\n"
