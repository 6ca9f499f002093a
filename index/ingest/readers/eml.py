"""An e-mail (.eml): its subject, sender, day, and the text of its body."""

from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default

from index.ingest.decoding import decode, decode_html
from index.ingest.found import NOTHING, FoundArticle
from index.ingest.page import html_text


def read(data: bytes) -> FoundArticle:
    """Read a message; attachments are not read."""
    message = message_from_bytes(data, policy=default)
    body = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    if body is None:
        return NOTHING
    sender = message["from"]
    names = [address.display_name for address in getattr(sender, "addresses", ()) if address.display_name]
    return FoundArticle(
        title=str(message["subject"] or ""),
        text=_text(body),
        date=str(message["date"] or ""),
        author=", ".join(names),
    )


def warm_up() -> None:
    """Load what is loaded late."""
    read(b"Subject: =?utf-8?q?satu?=\nFrom: A <a@b.test>\nDate: Mon, 3 Jun 2024 09:00:00 +0700\n\nDua.\n")
    read(b"Content-Type: text/html; charset=latin-1\nContent-Transfer-Encoding: base64\n\nPHA+PC9wPg==\n")


def _text(body: MIMEPart) -> str:
    data = body.get_payload(decode=True)
    content = data if isinstance(data, bytes) else b""
    charset = body.get_content_charset("") or ""
    if body.get_content_type() == "text/html":
        return html_text(decode_html(content, charset))
    return decode(content, charset)
