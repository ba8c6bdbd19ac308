"""Wrote src/test/resources/vectors/adopted/python-1.json, once:

    python3 make_adopted_vectors.py > ../resources/vectors/adopted/python-1.json

Values in the forms of the earlier PazPaz, encrypted by pyca/cryptography. Never run it over a file that is already there:
known answers are kept, new ones go into a new file.
"""

import base64
import json
import os
import sys

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEYS = {name: os.urandom(32) for name in ["V1", "V2", "V12", "V999999999", "LEGACY"]}
PLAINTEXTS = {
    "the empty text": "",
    "a short text": "Made-up note.",
    "Hebrew": "הערה בדויה של בן־דוגמה",
    "emoji, NUL, a replacement character, two forms of é": "🩺👩🏽‍⚕️ \u0000 \ufffd \u00e9 e\u0301",
    "5 kB": ("Made-up history. " * 302)[:5120],
    "a text that itself looks encrypted": "v1:AAAA",
    "a text that itself looks encrypted and complete": "v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAA==",
}
NO_TEXT = b"Made-up \xff\xfe note"


def value(what, form, name, plaintext, nonce=None):
    nonce = nonce or os.urandom(12)
    sealed = AESGCM(KEYS[name]).encrypt(nonce, plaintext, None)
    label = name.lower()
    if form == "python-text":
        stored = f"{label}:{base64.b64encode(nonce).decode()}:{base64.b64encode(sealed).decode()}"
    elif form == "python-binary":
        stored = (label.encode() + b":" + nonce + sealed).hex()
    else:
        stored = (nonce + sealed).hex()
    row = {"what": what, "form": form, "key": name, "nonce": nonce.hex(), "value": stored}
    try:
        row["plaintext"] = plaintext.decode()
    except UnicodeDecodeError:
        row["plaintext_hex"] = plaintext.hex()
    return row


def main():
    values = []
    for what, text in PLAINTEXTS.items():
        for form, name in [("python-text", "V1"), ("python-binary", "V2"), ("python-unversioned:LEGACY", "LEGACY")]:
            values.append(value(what, form, name, text.encode()))
    short = b"Made-up note."
    for name in ["V2", "V12", "V999999999"]:
        values.append(value(f"under {name}", "python-text", name, short))
    for name in ["V1", "V12", "V999999999"]:
        values.append(value(f"under {name}", "python-binary", name, short))
    values.append(value("without a version under V1", "python-unversioned:V1", "V1", short))
    looks_versioned = b"v2:" + os.urandom(9)
    values.append(value("a nonce that looks like a version", "python-unversioned:LEGACY", "LEGACY", short, looks_versioned))
    with_colons = b"::::" + os.urandom(8)
    values.append(value("a nonce of colons after the version", "python-binary", "V2", short, with_colons))
    not_text = [
        value("bytes that are not UTF-8", form, name, NO_TEXT)
        for form, name in [("python-text", "V1"), ("python-binary", "V2"), ("python-unversioned:LEGACY", "LEGACY")]
    ]
    keys = {name: base64.b64encode(key).decode() for name, key in KEYS.items()}
    json.dump({"keys": keys, "values": values, "no_text": not_text}, sys.stdout, indent=2, ensure_ascii=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
