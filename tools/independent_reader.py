#!/usr/bin/env python3
"""Reads and verifies a PazPaz database without any of PazPaz's code.

It knows what docs/ENCRYPTION_ARCHITECTURE.md says of the format, and nothing else, so that an auditor can see that the
document is the truth, and an owner that the data is theirs. It prints how many records and fields it verified, and the
ids of those that it could not; values only with --show.

Needs: Python 3.9, the package `cryptography`, and `psql`.

    ./tools/independent_reader.py --demo .pazpaz
    ./tools/independent_reader.py --keys keys.env --dsn postgresql://auditor@db.example/pazpaz
"""
import argparse
import base64
import csv
import io
import json
import os
import re
import struct
import subprocess
import sys
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

TEXT = re.compile(r"v([1-9][0-9]{0,8}):([A-Za-z0-9_-]{16}):([A-Za-z0-9_-]*):([A-Za-z0-9_-]{22})")
FIELDS = sorted([
    "first_name", "last_name", "email", "phone", "date_of_birth", "address", "medical_history",
    "emergency_contact_name", "emergency_contact_phone", "notes", "tags",
])
ATTRIBUTES = ["consent_status", "is_active"]
# A database that was migrated from plaintext has PazPaz's tables in a schema of their own, others have them in public.
SCHEMA = "SET search_path = pazpaz, public"


class Unreadable(Exception):
    """A record that is not as PazPaz wrote it."""


def lp(data):
    return struct.pack(">H", len(data)) + data


def unbase64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise Unreadable("base64url is not canonical")
    return data


def derive(key, info):
    return HKDFExpand(hashes.SHA256(), 32, info.encode()).derive(key)


def check_value(key):
    return derive(key, "pazpaz/kcv/1")[:16]


def open_text(subkey, text, version, aad):
    match = TEXT.fullmatch(text)
    if not match or int(match.group(1)) != version:
        raise Unreadable("not a ciphertext of this version")
    nonce, ciphertext, tag = (unbase64url(match.group(i)) for i in (2, 3, 4))
    try:
        return AESGCM(subkey).decrypt(nonce, ciphertext + tag, aad)
    except InvalidTag:
        raise Unreadable("a ciphertext does not verify") from None


def unwrap(kek, row):
    version = int(row["key_version"])
    aad = lp(b"pazpaz/dek/1") + lp(uuid.UUID(row["workspace_id"]).bytes) + struct.pack(">I", version)
    dek = open_text(derive(kek, "pazpaz/wrap/1"), row["wrapped_key"], version, aad)
    if check_value(dek) != bytes.fromhex(row["check_value"]):
        raise Unreadable("the check value of a workspace key differs")
    return dek


def read_record(dek, record_type, row):
    workspace = uuid.UUID(row["workspace_id"]).bytes
    record = uuid.UUID(row["id"]).bytes
    version, revision = int(row["key_version"]), int(row["revision"])
    present = [name for name in FIELDS if row[name] != ""]

    mac = hmac.HMAC(derive(dek, "pazpaz/mac/1"), hashes.SHA256())
    mac.update(lp(b"pazpaz/record/1") + lp(workspace) + lp(record_type.encode()) + lp(record))
    mac.update(struct.pack(">IQH", version, revision, len(present)))
    for name in present:
        text = row[name].encode()
        mac.update(lp(name.encode()) + struct.pack(">I", len(text)) + text)
    for name in ATTRIBUTES:
        value = {"t": "true", "f": "false"}[row[name]]
        mac.update(lp(name.encode()) + lp(value.encode()))
    if mac.finalize() != bytes.fromhex(row["record_mac"]):
        raise Unreadable("the record MAC differs")

    enc = derive(dek, "pazpaz/enc/1")
    values = {}
    for name in present:
        aad = (lp(b"pazpaz/field/1") + lp(workspace) + lp(record_type.encode()) + lp(record) + lp(name.encode())
               + struct.pack(">IQ", version, revision))
        values[name] = open_text(enc, row[name], version, aad).decode("utf-8")
    if "tags" in values:
        values["tags"] = json.loads(values["tags"])
    return values


def select(dsn, password, columns, table):
    hexed = {"check_value", "record_mac"}
    columns = ", ".join(f"encode({c}, 'hex') AS {c}" if c in hexed else c for c in columns)
    answer = subprocess.run(
        ["psql", "-X", "-q", dsn, "-c", SCHEMA, "-c", f"COPY (SELECT {columns} FROM {table}) TO STDOUT WITH (FORMAT csv, HEADER)"],
        check=True, capture_output=True, text=True, env={**os.environ, **({"PGPASSWORD": password} if password else {})})
    csv.field_size_limit(10 ** 9)
    return list(csv.DictReader(io.StringIO(answer.stdout)))


def properties(path):
    with open(path, encoding="utf-8") as lines:
        pairs = [line.strip().split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {name.strip(): value.strip().replace("\\:", ":").replace("\\=", "=") for name, value in pairs}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--demo", help="the state directory of a running ./pazpaz demo")
    parser.add_argument("--keys", help="a file of lines PAZPAZ_KEK_V1=base64")
    parser.add_argument("--dsn", help="how psql reaches the database, as a role that sees every row")
    parser.add_argument("--show", action="store_true", help="print the values, too, one JSON object a line")
    options = parser.parse_args()
    dsn, password, keys = options.dsn, None, options.keys
    if options.demo:
        demo = properties(os.path.join(options.demo, "demo.properties"))
        keys = os.path.join(options.demo, "keys.env")
        host, database = re.match(r"jdbc:postgresql://([^/]+)/([^?]+)", demo["jdbc.url"]).groups()
        dsn, password = f"postgresql://{demo['jdbc.user']}@{host}/{database}", demo["jdbc.password"]
    if not dsn or not keys:
        parser.error("give --demo, or --keys and --dsn")

    keks = {int(name[len("PAZPAZ_KEK_V"):]): base64.b64decode(value)
            for name, value in properties(keys).items() if name.startswith("PAZPAZ_KEK_V")}
    for row in select(dsn, password, ["version", "check_value", "state"], "encryption_keys"):
        version = int(row["version"])
        if row["state"] != "DESTROYED" and check_value(keks[version]) != bytes.fromhex(row["check_value"]):
            sys.exit(f"key v{version} is not the one that this database was written with")
    deks = {(row["workspace_id"], row["key_version"]): unwrap(keks[int(row["key_version"])], row) for row in select(
        dsn, password, ["workspace_id", "key_version", "wrapped_key", "check_value"], "workspace_keys")}

    records = fields = failed = 0
    columns = ["workspace_id", "id", "key_version", "revision", "record_mac"] + ATTRIBUTES + FIELDS
    for row in select(dsn, password, columns, "clients"):
        try:
            values = read_record(deks[(row["workspace_id"], row["key_version"])], "client", row)
        except Unreadable as reason:
            failed += 1
            print(f"client {row['id']}: {reason}", file=sys.stderr)
            continue
        records += 1
        fields += len(values)
        if options.show:
            print(json.dumps({"id": row["id"], **values}, ensure_ascii=False))
    print(f"{records} records verified, {fields} fields decrypted, {failed} unreadable, "
          f"{len(deks)} workspace keys, {len(keks)} key-encryption keys", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
