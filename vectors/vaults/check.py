#!/usr/bin/python3
"""Opens the encrypted files again with other libraries than make.py and compares them with the plain files.

Prints what it opened, and fails at the first difference.
"""
import base64
import csv
import hashlib
import hmac
import json
import pathlib
import struct
import subprocess

import nacl.bindings as sodium
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from nacl import pwhash

from made.seal import argon2id   # only the reference implementation computes more than one lane

HERE = pathlib.Path(__file__).resolve().parent
unb64 = base64.b64decode


def raw(file: str) -> bytes: return (HERE / file).read_bytes()
def document(file: str): return json.loads(raw(file))
def pbkdf2(hash, password, salt, iterations): return PBKDF2HMAC(hash, 32, salt, iterations).derive(password.encode())


def openssl_cbc(key: bytes, iv: bytes, cipher: bytes) -> bytes:
    return subprocess.run(['openssl', 'enc', '-d', '-aes-256-cbc', '-K', key.hex(), '-iv', iv.hex()], input=cipher,
        capture_output=True, check=True).stdout


def aegis(file: str, password: str) -> dict:
    """As in docs/decrypt.py of Aegis."""
    vault = document(file)
    for slot in (slot for slot in vault['header']['slots'] if slot['type'] == 1):
        key = Scrypt(bytes.fromhex(slot['salt']), 32, slot['n'], slot['r'], slot['p']).derive(password.encode())
        try:
            master = AESGCM(key).decrypt(bytes.fromhex(slot['key_params']['nonce']),
                bytes.fromhex(slot['key'] + slot['key_params']['tag']), None)
        except Exception: continue
        params = vault['header']['params']
        return json.loads(AESGCM(master).decrypt(bytes.fromhex(params['nonce']),
            unb64(vault['db']) + bytes.fromhex(params['tag']), None))
    raise ValueError('no slot opened')


def twofas(file: str, password: str) -> list:
    cipher, salt, iv = (unb64(piece) for piece in document(file)['servicesEncrypted'].split(':'))
    return json.loads(AESGCM(pbkdf2(hashes.SHA256(), password, salt, 10_000)).decrypt(iv, cipher, None))


def andotp(file: str, password: str) -> list:
    data = raw(file)
    if 'old' in file:
        return json.loads(AESGCM(hashlib.sha256(password.encode()).digest()).decrypt(data[:12], data[12:], None))
    key = pbkdf2(hashes.SHA1(), password, data[4:16], struct.unpack('>i', data[:4])[0])
    return json.loads(AESGCM(key).decrypt(data[16:28], data[28:], None))


def bitwarden(file: str, password: str) -> dict:
    vault = document(file)
    salt = vault['salt'].encode()
    if vault['kdfType'] == 0: key = pbkdf2(hashes.SHA256(), password, salt, vault['kdfIterations'])
    else:
        key = argon2id(password, hashlib.sha256(salt).digest(), vault['kdfIterations'], vault['kdfMemory'] * 1024,
            vault['kdfParallelism'])
    cipher_key, mac_key = (HKDFExpand(hashes.SHA256(), 32, info).derive(key) for info in (b'enc', b'mac'))
    iv, cipher, mac = (unb64(piece) for piece in vault['data'].removeprefix('2.').split('|'))
    if hmac.new(mac_key, iv + cipher, hashlib.sha256).digest() != mac: raise ValueError('mac')
    return json.loads(openssl_cbc(cipher_key, iv, cipher))


def ente(file: str, password: str) -> str:
    """With libsodium from beginning to end."""
    vault = document(file)
    costs = vault['kdfParams']
    key = pwhash.argon2id.kdf(32, password.encode(), unb64(costs['salt']), costs['opsLimit'], costs['memLimit'])
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, unb64(vault['encryptionNonce']), key)
    message, _ = sodium.crypto_secretstream_xchacha20poly1305_pull(state, unb64(vault['encryptedData']))
    return message.decode()


def stratum(file: str, password: str) -> dict:
    data = raw(file)
    if data.startswith(b'AUTHENTICATORPRO'):
        return json.loads(AESGCM(argon2id(password, data[16:32], 3, 65536, 4)).decrypt(data[32:44], data[44:], None))
    return json.loads(openssl_cbc(pbkdf2(hashes.SHA1(), password, data[16:36], 64_000), data[36:52], data[52:]))


PLAIN = {
    'aegis/encrypted.json': lambda: document('aegis/plain-v3.json')['db'],
    'aegis/encrypted-v4.json': lambda: document('aegis/plain-v4.json')['db'],
    'aegis/encrypted-slots.json': lambda: json.loads(raw('aegis/plain-bom-crlf.json').decode('utf-8-sig'))['db'],
    'twofas/encrypted-v4.2fas': lambda: document('twofas/plain-v4.2fas')['services'][:-5],
    'twofas/encrypted-v3.2fas': lambda: document('twofas/plain-v5.2fas')['services'],
    'twofas/encrypted-v5.2fas': lambda: document('twofas/plain-v5.2fas')['services'],
    'andotp/encrypted.json.aes': lambda: document('andotp/plain.json'),
    'andotp/encrypted-old.json.aes': lambda: document('andotp/plain-old.json'),
    'andotp/encrypted-old-looks-new.json.aes': lambda: document('andotp/plain-old.json'),
    'bitwarden/encrypted-pbkdf2.json': lambda: document('bitwarden/plain.json'),
    'bitwarden/encrypted-argon2id.json': lambda: document('bitwarden/plain.json'),
    'ente/encrypted.txt': lambda: raw('ente/plain.txt').decode(),
    'ente/encrypted-final.txt': lambda: raw('ente/plain.txt').decode(),
    'stratum/strong.authpro': lambda: document('stratum/plain.authpro'),
    'stratum/legacy.authpro': lambda: document('stratum/plain.authpro'),
}
OPENERS = {'aegis': aegis, 'twofas': twofas, 'andotp': andotp, 'bitwarden': bitwarden, 'ente': ente, 'stratum': stratum}


def code(entry: dict, moving: int) -> str:
    """RFC 4226 section 5.3."""
    secret = entry['secret']
    digest = hmac.new(base64.b32decode(secret + '=' * (-len(secret) % 8)), struct.pack('>Q', moving),
        entry['algorithm']).digest()
    start = digest[-1] & 15
    return str((struct.unpack('>I',
        digest[start:start + 4])[0] & 0x7FFFFFFF) % 10 ** entry['digits']).zfill(entry['digits'])


sealed = [case for case in document('cases.json')['cases'] if 'password' in case]
for case in sealed:
    opened = OPENERS[case['format']](case['file'], case['password'])
    assert opened == PLAIN[case['file']](), case['name']
    try: OPENERS[case['format']](case['file'], 'another')
    except Exception: continue
    raise AssertionError(f"{case['name']} opened with another password")
assert {case['file'] for case in sealed} == set(PLAIN), 'every encrypted file is opened'
codes = document('codes.json')['cases']
for case in codes:
    entry = case['entry']
    assert code(entry, int(entry['counter']) if entry['kind'] == 'hotp'
        else case['time'] // entry['period']) == case['code'], case
rows = list(csv.DictReader(raw('bitwarden_csv/plain.csv').decode().splitlines(keepends=True)))
assert sum(row['login_totp'] != ''
    for row in rows) == len(next(case for case in document('cases.json')['cases']
        if case['file'] == 'bitwarden_csv/plain.csv')['items'])
print(f'{len(sealed)} encrypted files opened, {len(codes)} codes agree')
