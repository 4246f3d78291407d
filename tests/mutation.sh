#!/bin/sh
# Change the rules one operator at a time and see whether a test notices (docs/mutation.md).
#
#     tests/mutation.sh [NAME...]      such as "crypto.trust.*"; without one, all that pyproject.toml lists
#
# Works on a copy of the last commit, in a folder of its own, so this tree is not touched. Half an hour to an
# hour on two cores. CHILDREN says how many mutants are tried at a time.
set -eu
cd "$(dirname "$0")/.."
copy=${MUTATION_FOLDER:-$(mktemp -d)}
git archive HEAD | tar -x -C "$copy"
python3 -m venv "$copy/.venv"
"$copy/.venv/bin/pip" install --quiet --disable-pip-version-check --requirement deploy/requirements/dev.txt
"$copy/.venv/bin/pip" install --quiet --disable-pip-version-check mutmut==3.8.1
cd "$copy"
.venv/bin/mutmut run --max-children "${CHILDREN:-2}" "$@"
echo "In $copy: mutants of each module by what became of them"
.venv/bin/mutmut results --all true | sed -E 's/^ *crypto\.(.*)\.x[^:]*: (.*)$/\1: \2/' | sort | uniq -c
.venv/bin/mutmut results | grep survived || echo "nothing survived"
