"""The headers of every answer: no script, no frame, nothing from elsewhere, nothing kept.

`same-origin` for the referrer and not `no-referrer`: with the latter a browser
sends `Origin: null` with every form, and the door could not tell ours from others'.
"""

from crypto.page_policy import DESK_POLICY

NOT_ALLOWED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": DESK_POLICY,
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_ALLOWED),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",
    "X-Frame-Options": "DENY",
}
FORGET = {"Clear-Site-Data": '"cache"'}
"""When a vault is locked: the way back in the browser shows nothing of it."""
