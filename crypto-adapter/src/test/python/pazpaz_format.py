"""An independent implementation of PazPaz's ciphertext format.

It follows docs/ENCRYPTION_ARCHITECTURE.md alone, shares no code with the Java modules, and uses another cryptographic
library (pyca/cryptography on OpenSSL): what both agree on is the format, not a habit of one of them.

Whoever holds a key-encryption key and the database can read every row with this file.
"""

import base64
import hashlib
import hmac
import os
import re
import struct
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

CIPHERTEXT = re.compile(r"v([1-9][0-9]{0,8}):([A-Za-z0-9_-]{16}):([A-Za-z0-9_-]*):([A-Za-z0-9_-]{22})\Z", re.ASCII)


class Unreadable(Exception):
    """Something is not as it was written."""


def to_base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(data) != text:
        raise Unreadable("not canonical base64url")
    return data


def lp(part):
    return struct.pack(">H", len(part)) + part


def subkey(key, info, length=32):
    return HKDFExpand(algorithm=hashes.SHA256(), length=length, info=info.encode()).derive(key)


def check_value(key):
    return subkey(key, "pazpaz/kcv/1", 16)


def seal(key, version, aad, plaintext):
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, plaintext, aad)
    return ":".join([f"v{version}", to_base64url(nonce), to_base64url(sealed[:-16]), to_base64url(sealed[-16:])])


def open_(key, version, aad, text):
    match = CIPHERTEXT.match(text)
    if match is None or int(match[1]) != version:
        raise Unreadable("not a ciphertext of this version")
    nonce, ciphertext, tag = (from_base64url(match[group]) for group in (2, 3, 4))
    try:
        return AESGCM(key).decrypt(nonce, ciphertext + tag, aad)
    except InvalidTag:
        raise Unreadable("the tag does not verify") from None


def wrapped_key_aad(workspace, version):
    return lp(b"pazpaz/dek/1") + lp(workspace.bytes) + struct.pack(">I", version)


def wrap(kek, version, workspace, dek):
    return seal(subkey(kek, "pazpaz/wrap/1"), version, wrapped_key_aad(workspace, version), dek)


def unwrap(kek, version, workspace, wrapped_key):
    return open_(subkey(kek, "pazpaz/wrap/1"), version, wrapped_key_aad(workspace, version), wrapped_key)


def field_aad(workspace, record_type, record_id, field, version, revision):
    return (
        lp(b"pazpaz/field/1")
        + lp(workspace.bytes)
        + lp(record_type.encode())
        + lp(record_id.bytes)
        + lp(field.encode())
        + struct.pack(">IQ", version, revision)
    )


def record_mac(dek, workspace, record_type, record_id, version, revision, fields, attributes):
    """The MAC over ciphertexts by logical name, and attributes by logical name as text."""
    data = (
        lp(b"pazpaz/record/1")
        + lp(workspace.bytes)
        + lp(record_type.encode())
        + lp(record_id.bytes)
        + struct.pack(">IQH", version, revision, len(fields))
    )
    for name, ciphertext in sorted(fields.items()):
        data += lp(name.encode()) + struct.pack(">I", len(ciphertext)) + ciphertext.encode()
    for name, value in sorted(attributes.items()):
        data += lp(name.encode()) + lp(value.encode())
    return hmac.new(subkey(dek, "pazpaz/mac/1"), data, hashlib.sha256).digest()


def encrypt_record(dek, workspace, record_type, record_id, version, revision, values, attributes):
    """A row: ciphertexts of all values, and their MAC in hexadecimal."""
    key = subkey(dek, "pazpaz/enc/1")
    fields = {
        name: seal(key, version, field_aad(workspace, record_type, record_id, name, version, revision), value.encode())
        for name, value in values.items()
    }
    mac = record_mac(dek, workspace, record_type, record_id, version, revision, fields, attributes)
    return fields, mac.hex()


def decrypt_record(dek, workspace, record_type, record_id, version, revision, fields, attributes, mac):
    """The values of a row, once its MAC has been verified."""
    expected = record_mac(dek, workspace, record_type, record_id, version, revision, fields, attributes)
    if not hmac.compare_digest(expected, bytes.fromhex(mac)):
        raise Unreadable("the record MAC does not verify")
    key = subkey(dek, "pazpaz/enc/1")
    return {
        name: open_(key, version, field_aad(workspace, record_type, record_id, name, version, revision), text).decode(
            "utf-8", "strict"
        )
        for name, text in fields.items()
    }


def read_row(file, row):
    """Decrypts one row of a vector file, from its key-encryption key down."""
    version = row["key_version"]
    workspace = uuid.UUID(row["workspace_id"])
    key = next(
        key
        for key in file["workspace_keys"]
        if key["workspace_id"] == row["workspace_id"] and key["key_version"] == version
    )
    dek = unwrap(bytes.fromhex(file["keks"][f"v{version}"]), version, workspace, key["wrapped_key"])
    if check_value(dek).hex() != key["check_value"]:
        raise Unreadable("the key check value differs")
    return decrypt_record(
        dek,
        workspace,
        row["record_type"],
        uuid.UUID(row["id"]),
        version,
        row["revision"],
        row["fields"],
        row["attributes"],
        row["record_mac"],
    )
