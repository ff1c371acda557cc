"""A real SMTP server on loopback that keeps what it takes: one JSON file a mail in the folder of the first argument.

It prints its port, and ends when its standard input does. While the folder holds a file `later`, every recipient is
refused for now (451); one whose address begins with `never` is refused for good (550). A file `password` asks for
that password of the user `jasin`. With `certificate.pem` and `key.pem` it offers STARTTLS, and with a file `always`
beside them it encrypts from the first byte.
"""

import asyncio
import email
import email.policy
import json
import logging
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder = pathlib.Path(sys.argv[1])
# Handshakes that fail are what some tests are about.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
logging.getLogger("asyncio").setLevel(logging.CRITICAL)


class Keeper:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if (folder / "later").exists():
            return "451 4.7.1 try again later"
        if address.startswith("never"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        kept = {
            "to": envelope.rcpt_tos,
            "from": str(mail["From"]),
            "subject": str(mail["Subject"]),
            "message_id": str(mail["Message-ID"]),
            "date": str(mail["Date"]),
            "auto_submitted": str(mail["Auto-Submitted"]),
            "text": mail.get_body(("plain",)).get_content(),
            "html": mail.get_body(("html",)).get_content(),
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
        }
        Keeper.count += 1
        (folder / f"{Keeper.count}.json").write_text(json.dumps(kept), "utf-8")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    wanted = (folder / "password").read_bytes() if (folder / "password").exists() else b""
    right = data.login == b"jasin" and data.password == wanted
    # Not handled: the server itself says 535.
    return AuthResult(success=right, handled=False)


def encryption():
    if not (folder / "certificate.pem").exists():
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context


def smtp(starttls=None):
    asks = (folder / "password").exists()
    return SMTP(
        Keeper(), authenticator=authenticate, auth_required=asks, auth_require_tls=False, tls_context=starttls
    )


async def main():
    loop = asyncio.get_running_loop()
    context = encryption()
    if (folder / "always").exists():
        server = await loop.create_server(smtp, "127.0.0.1", 0, ssl=context)
    else:
        server = await loop.create_server(lambda: smtp(context), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


asyncio.run(main())
