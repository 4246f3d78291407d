"""TLS of both online clients: Python's own, but for the file in which it would write each line's keys.

A machine may ask every program for that (`SSLKEYLOGFILE`): whoever recorded the line
could read it, and the file would say when there was one.
"""

import ssl


def quiet_context() -> ssl.SSLContext:
    """Return what verifies a server by the certificates that this machine trusts, and leaves nothing."""
    # `ssl.create_default_context` and urllib3 both write the keys where the environment says so.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_default_certs()
    return context
