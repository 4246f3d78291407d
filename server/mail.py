"""Mail: the same few words every day, and the same few words when the service itself needs somebody.

A mail server sees that a mail goes to somebody, and nothing else: the daily one
goes whether anything came or not, and has the same length every day. The newest
hash of the register stands in it, so that whoever keeps the mails notices when
the register's end is taken off; sending is an entry itself, so the hash differs
every day. Everybody gets a mail of their own; TLS is verified, always.
"""

import os
import smtplib
import ssl
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate

from server.settings import Home, WrongHome

TIMEOUT_SECONDS = 30
WAITS = (5, 30, 120)
"""Seconds before a second, third and fourth try; what a mail server refuses for good is not tried again."""

DAILY_SUBJECT = "Kijk in het portaal / Look into the portal"
DAILY_TEXT = """\
Het is tijd om in het portaal te kijken.
Dit bericht komt elke dag, ook als er niets is.

It is time to look into the portal.
This message comes every day, also when there is nothing.

Register: {register}
"""
ALARM_SUBJECT = "De dienst heeft hulp nodig / The service needs help"
ALARM_TEXT = """\
De dienst zelf heeft hulp nodig. Voer op de server uit:
The service itself needs help. Run on the server:

    sluis-server doctor
"""


class MailTrouble(Exception):
    """A mail did not go out."""


def daily_mails(home: Home, *, register: str) -> list[EmailMessage]:
    """Return the daily mail to everybody in `mail_to`; `register` is the newest hash."""
    text = DAILY_TEXT.format(register=register)
    return [_mail(home, to, DAILY_SUBJECT, text) for to in home.settings.mail_to]


def alarm_mails(home: Home) -> list[EmailMessage]:
    """Return the alarm to everybody in `alarm_to`."""
    return [_mail(home, to, ALARM_SUBJECT, ALARM_TEXT) for to in home.settings.alarm_to]


def send_mails(
    home: Home, mails: list[EmailMessage], *, wait: Callable[[float], object] = time.sleep
) -> None:
    """Send mails, each on a line of its own; raise `MailTrouble` if one of them did not go out."""
    troubles = []
    for mail in mails:
        try:
            _send_patiently(home, mail, wait)
        except MailTrouble as error:
            troubles.append(str(error))
    if troubles:
        raise MailTrouble(f"{len(troubles)} of {len(mails)} did not go out: {troubles[0]}")


def try_mail_server(home: Home) -> None:
    """Go as far as signing in at the mail server, or raise `MailTrouble`."""
    try:
        with _connected(home) as line:
            line.noop()
    except (OSError, smtplib.SMTPException) as error:
        raise MailTrouble(_reason(error)) from error


def _send_patiently(home: Home, mail: EmailMessage, wait: Callable[[float], object]) -> None:
    for seconds in (*WAITS, None):
        try:
            with _connected(home) as line:
                line.send_message(mail)
        except (OSError, smtplib.SMTPException) as error:
            if seconds is None or _is_final(error):
                raise MailTrouble(_reason(error)) from error
            wait(seconds)
        else:
            return


def _connected(home: Home) -> smtplib.SMTP:
    settings = home.settings
    if not settings.mail_server:
        raise WrongHome("no mail server is set up: fill in mail_server and the lines beside it")
    context = ssl.create_default_context(cafile=settings.mail_ca or None)
    place = (settings.mail_server, settings.mail_port)
    line: smtplib.SMTP
    if settings.mail_security == "tls":
        line = smtplib.SMTP_SSL(
            *place, timeout=TIMEOUT_SECONDS, context=context, local_hostname="localhost"
        )
    else:
        line = smtplib.SMTP(*place, timeout=TIMEOUT_SECONDS, local_hostname="localhost")
    try:
        if settings.mail_security == "starttls":
            line.starttls(context=context)
        if settings.mail_user:
            line.login(settings.mail_user, home.text_secret("mail"))
    except BaseException:
        line.close()
        raise
    return line


def _mail(home: Home, to: str, subject: str, text: str) -> EmailMessage:
    settings = home.settings
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = settings.mail_from, to, subject
    mail["Date"] = formatdate()
    mail["Auto-Submitted"] = "auto-generated"
    # The library's own id would name this machine, its process and the moment.
    mail["Message-ID"] = _message_id(settings.mail_from)
    mail.set_content(text, charset="utf-8", cte="7bit")
    return mail


def _message_id(sender: str) -> str:
    domain = sender.rpartition("@")[2]
    return f"<{os.urandom(16).hex()}@{domain}>"


def _is_final(error: Exception) -> bool:
    """Tell whether trying again cannot help: a refusal of class 5, or a certificate that does not verify."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= 500
    return isinstance(error, (ssl.SSLCertVerificationError, smtplib.SMTPNotSupportedError))


def _reason(error: Exception) -> str:
    """Return what went wrong in words of our own: a mail server's own may repeat an address."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "the mail server's certificate does not verify; nothing was sent to it"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the mail server offers no TLS here; nothing was sent to it"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "the mail server does not take our name and password"
    if isinstance(error, smtplib.SMTPException):
        return f"the mail server refused ({type(error).__name__})"
    return "the mail server cannot be reached"
