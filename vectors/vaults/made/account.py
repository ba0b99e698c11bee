"""One account as its owner knows it. Every format writes it differently.

The expected readings are computed from this class, never from a written file.
"""
from __future__ import annotations

import base64
import dataclasses
import unicodedata


def unbase32(text: str) -> bytes:
    return base64.b32decode(text + '=' * (-len(text) % 8))


def base32(key: bytes) -> str:
    return base64.b32encode(key).decode().rstrip('=')


@dataclasses.dataclass(frozen=True)
class Account:
    kind: str = 'totp'
    issuer: str = ''
    account: str = ''
    key: bytes = b''
    algorithm: str = 'SHA1'
    digits: object = 6
    period: object = 30
    counter: object = None
    note: str = ''
    groups: tuple[str, ...] = ()
    favourite: bool = False
    written: str | None = None          # the key as it stands in the file, where that is not plain Base32
    warnings: tuple[str, ...] = ()
    refused: str | None = None          # why it must be left out

    @property
    def secret(self) -> str:
        return base32(self.key) if self.written is None else self.written

    def but(self, **changes) -> Account:
        return dataclasses.replace(self, **changes)

    def item(self, place: int = 0, *, note=True, groups=None, favourite=True) -> dict:
        """The item that a reader must return. groups: how many groups the format keeps (None: all)."""
        issuer, account = (unicodedata.normalize('NFC', text).strip() for text in (self.issuer, self.account))
        if self.refused:
            return {'name': ': '.join(part for part in (issuer, account) if part) or f'entry {place}',
                'refused': self.refused}
        steam, hotp = self.kind == 'steam', self.kind == 'hotp'
        entry = {'kind': self.kind, 'issuer': issuer, 'account': account, 'secret': base32(self.key),
            'algorithm': 'sha1' if steam else self.algorithm.lower(), 'digits': 5 if steam else self.digits,
            'period': 30 if steam or hotp else self.period}
        if hotp: entry['counter'] = str(self.counter or 0)
        if note and self.note: entry['note'] = self.note
        if self.groups[:groups]: entry['groups'] = list(self.groups[:groups])
        if favourite and self.favourite: entry['favourite'] = True
        return {'entry': entry, 'warnings': list(self.warnings)}


def items(accounts, **kept) -> list[dict]:
    return [account.item(place, **kept) for place, account in enumerate(accounts, 1)]
