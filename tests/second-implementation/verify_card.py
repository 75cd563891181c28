"""Checks a printed Commonkey card with nothing of Commonkey's: zbar reads the picture, cbor2 and cryptography the rest.

    python3 verify_card.py PICTURE TRUST.json [STATUS]

Prints one JSON object. Needs Debian's zbar-tools, python3-cbor2 and python3-cryptography.
"""
import base64
import json
import subprocess
import sys
import zlib

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def read_picture(path):
    done = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path], capture_output=True, check=True
    )
    return done.stdout.decode("ascii").removesuffix("\n")


def base45(text):
    out = bytearray()
    for at in range(0, len(text), 3):
        group = [ALPHABET.index(c) for c in text[at : at + 3]]
        value = sum(digit * 45**power for power, digit in enumerate(group))
        out += value.to_bytes(len(group) - 1, "big")
    return bytes(out)


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sign1(item):
    while isinstance(item, cbor2.CBORTag):
        item = item.value
    protected, _, payload, signature = item
    return protected, cbor2.loads(protected), payload, signature


def public_key(x, y=None, odd=None):
    curve = ec.SECP256R1()
    if y is None:
        return ec.EllipticCurvePublicKey.from_encoded_point(curve, bytes([3 if odd else 2]) + x)
    return ec.EllipticCurvePublicNumbers(int.from_bytes(x, "big"), int.from_bytes(y, "big"), curve).public_key()


def signed_by(key, protected, payload, signature):
    to_be_signed = cbor2.dumps(["Signature1", protected, b"", payload])
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    try:
        key.verify(encode_dss_signature(r, s), to_be_signed, ec.ECDSA(hashes.SHA256()))
        return True
    except InvalidSignature:
        return False


def certified(item, by):
    """Key, window and proof of a certificate."""
    protected, header, payload, signature = sign1(item)
    claims = cbor2.loads(payload)
    cose_key = claims[8][1]
    key = public_key(cose_key[-2], odd=cose_key[-3])
    return key, (claims[5], claims[4]), signed_by(by(header[4]), protected, payload, signature)


def main(picture, trust_path, status_path=None):
    with open(trust_path, encoding="utf-8") as file:
        entries = {unb64(entry["kid"]): entry for entry in json.load(file)["keys"]}

    def listed(kid):
        return public_key(unb64(entries[kid]["x"]), unb64(entries[kid]["y"]))

    protected, header, payload, signature = sign1(cbor2.loads(zlib.decompress(base45(read_picture(picture)))))
    claims = cbor2.loads(payload)
    desk, window, desk_certified = certified(header[13], listed)
    issuing_kid = sign1(header[13])[1][4]
    _, quarter, issuing_certified = certified(cbor2.loads(unb64(entries[issuing_kid]["ck:cert"])), listed)
    identity = claims[169] if isinstance(claims[169], dict) else cbor2.loads(claims[169])
    answer = {
        "algorithm": header[1],
        "signed": signed_by(desk, protected, payload, signature),
        "signedByListedKey": header[4] in entries and signed_by(listed(header[4]), protected, payload, signature),
        "deskCertified": desk_certified,
        "issuingCertified": issuing_certified,
        "insideWindows": quarter[0] <= window[0] <= claims[6] < window[1] <= quarter[1],
        "issuer": claims[1],
        "serial": identity[1],
        "name": identity.get(4),
        "faceBytes": len(identity.get(16, b"")),
    }
    if status_path:
        with open(status_path, "rb") as file:
            protected, header, payload, signature = sign1(cbor2.loads(file.read()))
        listing = cbor2.loads(payload)
        reference = claims[65535]["status_list"]
        bits = zlib.decompress(listing[65533]["lst"])
        answer["listSigned"] = signed_by(listed(header[4]), protected, payload, signature)
        answer["listIsOfCard"] = listing[2] == reference["uri"]
        answer["status"] = bits[reference["idx"] // 8] >> (reference["idx"] % 8) & 1
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
