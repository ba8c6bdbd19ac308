"""Reads vector files, whoever wrote them:  python3 verify_vectors.py ../resources/vectors/*.json"""

import json
import sys

import pazpaz_format as pazpaz


def main(paths):
    for path in paths:
        with open(path, encoding="utf-8") as stream:
            file = json.load(stream)
        for version, kek in file["keks"].items():
            if pazpaz.check_value(bytes.fromhex(kek)).hex() != file["kek_check_values"][version]:
                raise SystemExit(f"{path}: the check value of {version} differs")
        for row in file["rows"]:
            if pazpaz.read_row(file, row) != row["plaintext"]:
                raise SystemExit(f"{path}: '{row['what']}' decrypts to something else")
        print(f"{path}: {len(file['rows'])} rows verified and decrypted")


if __name__ == "__main__":
    main(sys.argv[1:])
