"""What is said of each status, in words that say what to do next; pages and commands translate these sentences."""

from journalist_ui.workstation.sandbox.outcomes import Status

SENTENCES = {
    Status.NO_BUBBLEWRAP: (
        "Files cannot be looked at on this machine, because the program that shuts them in is"
        " missing. Have Bubblewrap installed (on Debian: apt-get install bubblewrap), and look"
        " again. Do not open the file with another program."
    ),
    Status.NO_WALLS: (
        "Files cannot be looked at on this machine, because they cannot be shut in. Ask whoever"
        " looks after it to run: bwrap --unshare-all --ro-bind / / true. Do not open the file with"
        " another program."
    ),
    Status.NOT_READABLE: "The file is not here or cannot be read. Check name and stick.",
    Status.EMPTY: "The file is empty: it has a name and no content.",
    Status.KIND_NOT_SHOWN: (
        "A file of this kind cannot be shown here. Ask the reporter for a picture, a PDF or a text"
        " of it, or save it and have an expert look."
    ),
    Status.DAMAGED: (
        "The file is damaged, or is not what it begins as. Ask the reporter to send it again."
    ),
    Status.LOCKED: (
        "The document is locked with a password. Ask the reporter for one that is not locked."
    ),
    Status.TOO_LARGE: (
        "The file is larger than can be shown here. Ask the reporter for a smaller one, or save it"
        " and have an expert look."
    ),
    Status.NO_SUCH_PART: "The file has no such part. Go back to its first part.",
    Status.OUT_OF_MEMORY: (
        "The file wanted more memory than it may have, and was closed. It may be made to do harm:"
        " do not open it with another program."
    ),
    Status.TOOK_TOO_LONG: (
        "The file took longer than it may, and was closed. Try once more; if it happens again, it"
        " may be made to do harm: do not open it with another program."
    ),
    Status.SAID_TOO_MUCH: (
        "The file gave more to show than can be, and was closed. It may be made to do harm: do not"
        " open it with another program."
    ),
    Status.SPOKE_NONSENSE: (
        "What looked at the file did not answer as it should, and was closed. The file may be made"
        " to do harm: do not open it with another program, and tell your team."
    ),
    Status.CRASHED: (
        "What looked at the file broke down over it. The file may be made to do harm: do not open"
        " it with another program, and tell your team."
    ),
}
