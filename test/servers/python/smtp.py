"""A mail server by other authors than our mail library's: STARTTLS and a login demanded, refusals by recipient.

    python smtp.py PORT CERTIFICATE KEY USERNAME PASSWORD MAILS

Each mail that is taken becomes a line of JSON in MAILS, as Python's own parser of mail reads it.
"""

import json
import ssl
import sys
import threading
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

port, certificate, key, username, password, mails = sys.argv[1:]


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        refusals = {"busy": "451 4.7.1 come later", "nobody": "550 5.1.1 no such mailbox"}
        said = refusals.get(address.split("@")[0])
        if said is not None:
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(address.startswith("full@") for address in envelope.rcpt_tos):
            return "552 5.2.2 mailbox full"
        mail = message_from_bytes(envelope.content, policy=policy.default)
        parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
        line = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "login": session.auth_data.login.decode() if session.authenticated else None,
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "text": parts.get("text/plain"),
            "html": parts.get("text/html"),
            "defects": [str(defect) for part in mail.walk() for defect in part.defects],
        }
        with open(mails, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = getattr(data, "login", None) == username.encode() and data.password == password.encode()
    return AuthResult(success=right, handled=False, auth_data=data if right else None)


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
Controller(
    Handler(),
    hostname="127.0.0.1",
    port=int(port),
    tls_context=context,
    require_starttls=True,
    auth_required=True,
    authenticator=authenticate,
).start()
threading.Event().wait()
