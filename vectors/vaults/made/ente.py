"""Ente Auth: github.com/ente-io/ente, docs/docs/auth/migration/export.md, and doc.libsodium.org's secretstream."""
import json
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.poly1305 import Poly1305

from made import accounts as a
from made.account import items
from made.otpauth import ente
from made.seal import PASSWORD, argon2id, b64, fixed

TAG_MESSAGE, TAG_FINAL = 0, 3
MIB = 1024 * 1024


def hchacha20(key: bytes, nonce: bytes) -> bytes:
    """draft-irtf-cfrg-xchacha section 2.2: the rounds of ChaCha20 without the last addition (subtracted here)."""
    block = Cipher(algorithms.ChaCha20(key, nonce), None).encryptor().update(bytes(64))
    start = struct.unpack('<16I', b'expand 32-byte k' + key + nonce)
    rounds = [(after - before) % 2 ** 32 for after, before in zip(struct.unpack('<16I', block), start)]
    return struct.pack('<8I', *rounds[:4], *rounds[12:])


def secretstream(key: bytes, header: bytes, message: bytes, tag: int) -> bytes:
    """The first message of a stream.

    It is computed by hand, because libsodium makes a random header and these files must be the same each time.
    check.py opens them with libsodium.
    """
    stream = Cipher(algorithms.ChaCha20(hchacha20(key, header[:16]), struct.pack('<II', 0, 1) + header[16:24]),
        None).encryptor()
    mac = Poly1305(stream.update(bytes(64))[:32])
    tag_block = stream.update(bytes([tag]) + bytes(63))
    cipher = stream.update(message)
    mac.update(tag_block + cipher + bytes((16 - 64 + len(message)) % 16) + struct.pack('<QQ', 0, 64 + len(message)))
    return tag_block[:1] + cipher + mac.finalize()


def sealed(text: str, label: str, tag=TAG_MESSAGE, changed=None, spoil=False) -> str:
    salt, header = fixed(label + ' salt', 16), fixed(label + ' header', 24)
    data = secretstream(argon2id(PASSWORD, salt, 3, 64 * 1024, 1), header, text.encode(), tag)
    if spoil: data = data[:-1] + bytes([data[-1] ^ 1])
    document = {'version': 1, 'kdfParams': {'memLimit': 64 * MIB, 'opsLimit': 3, 'salt': b64(salt)},
        'encryptedData': b64(data), 'encryptionNonce': b64(header)}
    for name, value in (changed or {}).items():
        if name in document: document[name] = value
        else: document['kdfParams'] |= {name: value}
    return json.dumps(document, indent=2)


def write(book):
    every = a.GOOD + (a.COUNTER_MISSING, a.STEAM, a.GOOD[1].but(account='two tags', groups=('Work', 'Personal')),
        a.BAD_SECRET, a.BAD_ALGORITHM, a.DIGITS_0, a.PERIOD_LONG, a.COUNTER_NEGATIVE,
        a.GOOD[0].but(issuer='Bad', kind='yaotp', account='another kind', refused='unknown_kind'))
    lines = [ente(account) for account in every]
    lines.insert(1, ente(a.GOOD[0].but(issuer='Thrown away'), trashed=True))
    lines.append('otpauth://totp/Old:export?secret=JBSWY3DPEHPK3PXP&issuer=Old'
        '&algorithm=Algorithm.sha256&digits=6&period=30')
    expected = items(every) + [a.GOOD[0].but(issuer='Old', account='export', algorithm='SHA256').item(note=False,
        groups=0, favourite=False)]
    text = '\n'.join(lines)
    book.reads('plain', 'ente/plain.txt', text, 'ente', expected)
    book.reads('encrypted', 'ente/encrypted.txt', sealed(text, 'ente'), 'ente', expected, PASSWORD)
    book.reads('encrypted, marked as the last message', 'ente/encrypted-final.txt',
        sealed(text, 'ente final', TAG_FINAL), 'ente', expected, PASSWORD)

    book.refuses('key derivation asks for 2 GiB', 'ente/kdf-memory.txt',
        sealed(text, 'ente memory', changed={'memLimit': 2048 * MIB}), 'kdf_out_of_bounds', 'ente', PASSWORD)
    book.refuses('key derivation asks for 17 passes', 'ente/kdf-passes.txt',
        sealed(text, 'ente passes', changed={'opsLimit': 17}), 'kdf_out_of_bounds', 'ente', PASSWORD)
    book.refuses('encrypted and spoilt', 'ente/spoilt.txt', sealed(text, 'ente spoilt', spoil=True), 'wrong_password',
        'ente', PASSWORD)
    for name, file, changed in (('a nonce of 12 bytes', 'short-nonce', {'encryptionNonce': b64(bytes(12))}),
        ('data shorter than a seal', 'short-data', {'encryptedData': b64(bytes(16))}),
        ('data that is no text', 'data-number', {'encryptedData': 7}),
        ('a salt of 8 bytes', 'short-salt', {'salt': b64(bytes(8))})):
        book.refuses(f'encrypted: {name}', f'ente/{file}.txt', sealed(text, 'ente ' + file, changed=changed), 'damaged',
            'ente', PASSWORD)
    book.refuses('cut off in the middle', 'ente/truncated.txt', sealed(text, 'ente')[:300], 'damaged')
