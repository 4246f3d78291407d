"""Make every file of vectors again: `python tests/vectors/make.py [FOLDER]`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from vectors.topics import write_vectors

if __name__ == "__main__":
    write_vectors(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
