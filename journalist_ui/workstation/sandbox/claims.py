"""Whether a file is what it was said to be: the type that a reporter's browser gave, against its first bytes."""

from journalist_ui.workstation.sandbox.outcomes import Kind

_TYPES = {
    "image/jpeg": Kind.JPEG,
    "image/png": Kind.PNG,
    "image/webp": Kind.WEBP,
    "image/gif": Kind.GIF,
    "image/bmp": Kind.BMP,
    "image/tiff": Kind.TIFF,
    "image/heic": Kind.HEIF,
    "image/heif": Kind.HEIF,
    "image/avif": Kind.HEIF,
    "image/svg+xml": Kind.TEXT,
    "application/pdf": Kind.PDF,
    "application/json": Kind.TEXT,
    "application/xml": Kind.TEXT,
    "application/rtf": Kind.TEXT,
    "application/zip": Kind.ZIP,
    "application/epub+zip": Kind.ZIP,
    "application/x-tar": Kind.TAR,
    "application/gzip": Kind.GZIP,
    "application/x-7z-compressed": Kind.SEVEN_ZIP,
    "application/vnd.rar": Kind.RAR,
    "application/msword": Kind.OLD_OFFICE,
    "application/vnd.ms-excel": Kind.OLD_OFFICE,
    "application/vnd.ms-powerpoint": Kind.OLD_OFFICE,
}
_FAMILIES = {
    "text/": Kind.TEXT,
    "audio/": Kind.SOUND,
    "video/": Kind.FILM,
    # What office programs write today is a zip of XML.
    "application/vnd.openxmlformats-officedocument.": Kind.ZIP,
    "application/vnd.oasis.opendocument.": Kind.ZIP,
}


def claimed_kind(mime_type: str) -> Kind | None:
    """Return the kind that a type announces, or nothing for a type that announces none of ours."""
    plain = mime_type.partition(";")[0].strip().lower()
    if plain in _TYPES:
        return _TYPES[plain]
    return next((kind for start, kind in _FAMILIES.items() if plain.startswith(start)), None)


def is_as_claimed(kind: Kind, mime_type: str) -> bool:
    """Tell whether a file may be what its type announces; a type that announces nothing is no lie."""
    claimed = claimed_kind(mime_type)
    return claimed is None or kind is claimed
