"""The worked example of ENCRYPTION_ARCHITECTURE.md, made without any code of PazPaz.

Needs Python 3.8 or newer and the package `cryptography`. Prints every step; ends with an error if anything that it
wrote cannot be read back. Nonces are fixed here so that the output is the same each time. Never do that elsewhere.
"""

import base64
import hmac
import uuid
from hashlib import sha256
from struct import pack

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEK = bytes(range(0x00, 0x20))
DEK = bytes(range(0x40, 0x60))
WORKSPACE = uuid.UUID("11111111-1111-4111-8111-111111111111")
CLIENT = uuid.UUID("22222222-2222-4222-8222-222222222222")
VERSION = 1
REVISION = 1
FIELDS = {"first_name": "Zoë", "last_name": "Example"}
FLAGS = {"consent_status": "true", "is_active": "true"}


def expand(key, label, length=32):
    return HKDFExpand(algorithm=SHA256(), length=length, info=label.encode()).derive(key)


def lp(value):
    data = value.encode() if isinstance(value, str) else value.bytes if isinstance(value, uuid.UUID) else value
    return pack(">H", len(data)) + data


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    assert b64(data) == text, "not canonical"
    return data


def encrypt(key, nonce, plaintext, aad):
    sealed = AESGCM(key).encrypt(nonce, plaintext, aad)
    return f"v{VERSION}:{b64(nonce)}:{b64(sealed[:-16])}:{b64(sealed[-16:])}"


def decrypt(key, text, aad):
    version, nonce, ciphertext, tag = text.split(":")
    assert version == f"v{VERSION}"
    return AESGCM(key).decrypt(unb64(nonce), unb64(ciphertext) + unb64(tag), aad)


def dek_aad():
    return lp("pazpaz/dek/1") + lp(WORKSPACE) + pack(">I", VERSION)


def field_aad(field):
    return (lp("pazpaz/field/1") + lp(WORKSPACE) + lp("client") + lp(CLIENT) + lp(field)
            + pack(">I", VERSION) + pack(">Q", REVISION))


def mac_input(fields, flags):
    message = (lp("pazpaz/record/1") + lp(WORKSPACE) + lp("client") + lp(CLIENT)
               + pack(">I", VERSION) + pack(">Q", REVISION) + pack(">H", len(fields)))
    for name in sorted(fields):
        message += lp(name) + pack(">I", len(fields[name])) + fields[name].encode()
    for name in sorted(flags):
        message += lp(name) + lp(flags[name])
    return message


def show(what, value):
    print(f"{what:<28}{value.hex() if isinstance(value, bytes) else value}")


show("KEK", KEK)
show("KEK, base64", base64.b64encode(KEK).decode())
show("KEK check value", expand(KEK, "pazpaz/kcv/1", 16))
show("KEK wrap subkey", expand(KEK, "pazpaz/wrap/1"))
show("DEK", DEK)
show("DEK check value", expand(DEK, "pazpaz/kcv/1", 16))
show("DEK enc subkey", expand(DEK, "pazpaz/enc/1"))
show("DEK mac subkey", expand(DEK, "pazpaz/mac/1"))

wrapped = encrypt(expand(KEK, "pazpaz/wrap/1"), bytes.fromhex("a0a1a2a3a4a5a6a7a8a9aaab"), DEK, dek_aad())
show("AAD of the wrapped DEK", dek_aad())
show("wrapped DEK", wrapped)
assert decrypt(expand(KEK, "pazpaz/wrap/1"), wrapped, dek_aad()) == DEK

stored = {}
for number, (name, value) in enumerate(FIELDS.items()):
    nonce = bytes.fromhex("b0b1b2b3b4b5b6b7b8b9ba") + bytes([number])
    stored[name] = encrypt(expand(DEK, "pazpaz/enc/1"), nonce, value.encode(), field_aad(name))
    show(f"AAD of {name}", field_aad(name))
    show(f"plaintext of {name}", value.encode())
    show(name, stored[name])
    assert decrypt(expand(DEK, "pazpaz/enc/1"), stored[name], field_aad(name)).decode() == value

show("input of the MAC", mac_input(stored, FLAGS))
show("record_mac", hmac.new(expand(DEK, "pazpaz/mac/1"), mac_input(stored, FLAGS), sha256).digest())
