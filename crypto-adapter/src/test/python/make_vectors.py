"""Wrote src/test/resources/vectors/python-1.json, once:  python3 make_vectors.py > ../resources/vectors/python-1.json

Never run it over a file that is already there: known answers are kept, new ones go into a new file.
"""

import json
import os
import sys
import uuid

import pazpaz_format as pazpaz

EVERYTHING = {
    "first_name": "Wilhelmina",
    "last_name": "Beispiel-Musterfrau",
    "email": "wilhelmina@example.org",
    "phone": "+49 30 555 0142",
    "date_of_birth": "1979-03-14",
    "address": "Probeweg 12\n10999 Musterstadt",
    "medical_history": "Made-up history. " * 600,
    "emergency_contact_name": "Ottokar Beispiel",
    "emergency_contact_phone": "+49 30 555 0143",
    "notes": "Made-up note.",
    "tags": '["made-up","example"]',
}
HEBREW = {"first_name": "דוגמה", "last_name": "בן־דוגמה", "notes": "הערה בדויה 🩺👩🏽‍⚕️ \u0000 \ufffd \u00e9 e\u0301", "tags": "[]"}
SHORTEST = {"first_name": "A", "last_name": "Bc", "email": "", "address": "", "notes": ""}
NOTHING = {}


def main():
    versions = {"v1": os.urandom(32), "v2": os.urandom(32), "v10": os.urandom(32), "v999999999": os.urandom(32)}
    workspaces = [uuid.uuid4(), uuid.uuid4()]
    deks = {}
    file = {
        "keks": {name: kek.hex() for name, kek in versions.items()},
        "kek_check_values": {name: pazpaz.check_value(kek).hex() for name, kek in versions.items()},
        "workspace_keys": [],
        "rows": [],
    }
    for workspace in workspaces:
        for name, kek in versions.items():
            version = int(name[1:])
            dek = deks[workspace, version] = os.urandom(32)
            file["workspace_keys"].append(
                {
                    "workspace_id": str(workspace),
                    "key_version": version,
                    "wrapped_key": pazpaz.wrap(kek, version, workspace, dek),
                    "check_value": pazpaz.check_value(dek).hex(),
                }
            )
    rows = [
        ("every field", 0, 1, 1, EVERYTHING, True, True),
        ("Hebrew, emoji, NUL, a replacement character, two forms of é", 0, 1, 7, HEBREW, False, True),
        ("empty strings and the shortest names", 0, 2, 2, SHORTEST, True, False),
        ("no field at all", 0, 2, 1, NOTHING, False, False),
        ("every field, another workspace, a later revision", 1, 2, 4_294_967_297, EVERYTHING, False, True),
        ("a version of two digits", 1, 10, 3, HEBREW, True, True),
        ("the largest version and revision", 1, 999_999_999, 9_223_372_036_854_775_807, SHORTEST, True, True),
    ]
    for what, workspace_index, version, revision, values, consent, active in rows:
        workspace, record_id = workspaces[workspace_index], uuid.uuid4()
        attributes = {"consent_status": str(consent).lower(), "is_active": str(active).lower()}
        fields, mac = pazpaz.encrypt_record(
            deks[workspace, version], workspace, "client", record_id, version, revision, values, attributes
        )
        file["rows"].append(
            {
                "what": what,
                "workspace_id": str(workspace),
                "record_type": "client",
                "id": str(record_id),
                "key_version": version,
                "revision": revision,
                "attributes": attributes,
                "fields": fields,
                "record_mac": mac,
                "plaintext": values,
            }
        )
    json.dump(file, sys.stdout, indent=2, ensure_ascii=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
