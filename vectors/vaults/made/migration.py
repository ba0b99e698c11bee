"""Google Authenticator's export: payloads of otpauth-migration, after protobuf.dev/programming-guides/encoding."""
from __future__ import annotations

import base64
from urllib.parse import quote

from made.account import Account, base32
from made.seal import fixed

VARINT, FIXED64, BYTES, GROUP, END_GROUP, FIXED32 = range(6)
ALGORITHMS = {'SHA1': 1, 'SHA256': 2, 'SHA512': 3, 'MD5': 4}
DIGITS = {6: 1, 8: 2}
KINDS = {'hotp': 1, 'totp': 2}


def varint(value: int) -> bytes:
    value %= 2 ** 64   # a negative int32 takes ten bytes
    out = b''
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def number(field: int, value: int | None) -> bytes:
    return b'' if value is None else varint(field << 3 | VARINT) + varint(value)


def blob(field: int, data: bytes | str) -> bytes:
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | BYTES) + varint(len(data)) + data


def parameters(account: Account, name: str | bytes | None = None, more: bytes = b'', **figures) -> bytes:
    """figures: algorithm, digits, kind as numbers of their enumerations; None omits the field."""
    algorithm = figures.get('algorithm', ALGORITHMS.get(account.algorithm))
    digits = figures.get('digits', DIGITS.get(account.digits))
    kind = figures.get('kind', KINDS.get(account.kind))
    return (blob(1, account.key) + blob(2, account.account if name is None else name)
        + (blob(3, account.issuer) if account.issuer else b'') + number(4, algorithm) + number(5, digits)
        + number(6, kind)
        + number(7, account.counter or None) + more)


def payload(accounts: list[bytes], id: int | None = 12345, size: int | None = 1, index: int | None = 0,
    version: int | None = 1, more: bytes = b'') -> bytes:
    return b''.join(blob(1, account) for account in accounts) + number(2, version) + number(3, size) + number(4,
        index) + number(5, id) + more


def uri(data: bytes) -> str:
    return 'otpauth-migration://offline?data=' + quote(base64.b64encode(data).decode(), safe='')


def awkward() -> tuple[Account, bytes]:
    """An account whose payload has +, / and = in its Base64."""
    for attempt in range(1000):
        account = Account(issuer='Example', account='alice@example.com', key=fixed(f'migration awkward {attempt}', 20))
        data = payload([parameters(account)])
        text = base64.b64encode(data).decode()
        if '+' in text and '/' in text and text.endswith('='): return account, data
    raise ValueError('no such key')
