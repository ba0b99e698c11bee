"""Shared by several formats: bytes that look random and never change, and the ciphers of the formats."""
import base64
import hashlib
import hmac
import uuid

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PASSWORD = 'correct horse 🐎 батарея'   # UTF-8 must be right
TAG = 16


def fixed(label: str, length: int) -> bytes:
    """Bytes for salts, nonces and keys. A vector must be reproducible; real salts, nonces and keys must not be."""
    return hashlib.shake_256(f'sparekey vectors: {label}'.encode()).digest(length)


def fixed_uuid(label: str) -> str:
    return str(uuid.UUID(bytes=fixed(label, 16), version=4))


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def gcm(key: bytes, nonce: bytes, plain: bytes) -> tuple[bytes, bytes]:
    sealed = AESGCM(key).encrypt(nonce, plain, None)
    return sealed[:-TAG], sealed[-TAG:]


def cbc(key: bytes, iv: bytes, plain: bytes) -> bytes:
    pad = padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return encryptor.update(pad.update(plain) + pad.finalize()) + encryptor.finalize()


def scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=2 * 128 * n * r, dklen=32)


def pbkdf2(name: str, password: str, salt: bytes, iterations: int) -> bytes:
    return hashlib.pbkdf2_hmac(name, password.encode(), salt, iterations, 32)


def argon2id(password: str, salt: bytes, passes: int, kib: int, lanes: int) -> bytes:
    return hash_secret_raw(password.encode(), salt, passes, kib, lanes, 32, Type.ID)


def hkdf_expand(key: bytes, info: bytes) -> bytes:
    """RFC 5869 section 2.3, for one block of SHA-256."""
    return hmac.digest(key, info + b'\x01', 'sha256')
