"""FreeOTP+: github.com/helloworld1/FreeOTPPlus, OtpToken.kt and Token.java.

FreeOTP 2's own backup is written only as a case that must be refused.
"""
import json
import struct

from made import accounts as a
from made.account import Account, items


def token(account: Account) -> dict:
    written = {'algo': account.algorithm, 'counter': 0 if account.counter is None else account.counter - 1,
        'digits': account.digits, 'issuerExt': account.issuer, 'issuerInt': account.issuer,
        'label': account.account, 'period': account.period,
        'secret': [byte - 256 if byte > 127 else byte for byte in account.key],
        'type': 'TOTP' if account.kind == 'steam' else account.kind.upper()}
    return written


def java_text(text: str) -> bytes:
    data = text.encode()
    return b'\x74' + struct.pack('>H', len(data)) + data


def java_map(pairs: dict) -> bytes:
    """A java.util.HashMap of texts as ObjectOutputStream writes it (Java Object Serialization Specification, ch. 6)."""
    kind = b'java.util.HashMap'
    head = b'\xac\xed\x00\x05sr' + struct.pack('>H',
        len(kind)) + kind + bytes.fromhex('0507dac1c31660d1') + b'\x03\x00\x02F\x00\x0aloadFactorI\x00\x09thresholdxp'
    return head + struct.pack('>fI', 0.75, 12) + b'w\x08' + struct.pack('>II', 16,
        len(pairs)) + b''.join(java_text(key) + java_text(value) for key, value in pairs.items()) + b'x'


def write(book):
    high = Account(issuer='Signed', account='bytes over 127', key=bytes(range(246, 256)) + bytes(range(0, 10)))
    good = [account.but(written=None,
        warnings=tuple(warning for warning in account.warnings if warning != 'incomplete_key')) for account in a.GOOD]
    every = good + [high, a.NO_ISSUER, a.STEAM,
        a.STEAM.but(account='figures mean nothing', algorithm='SHA256', digits=6),
        a.GOOD[3].but(account='a new counter, stored as -1', counter=0)] + [account.but(key=account.key or b'',
            written=None) for account in a.BAD if account is not a.BAD_SECRET] + [
            a.LONG_SECRET, a.GOOD[0].but(kind='motp', account='another kind', refused='unknown_kind')]
    renamed = token(Account(issuer='Given', account='given', key=a.HELLO)) | {'issuerAlt': 'Renamed',
        'labelAlt': 'by its owner'}
    no_secret = {name: value for name, value in token(Account(issuer='Bad', account='no secret', key=a.HELLO)).items()
        if name != 'secret'}
    text_secret = token(Account(issuer='Bad', account='secret as text', key=a.HELLO)) | {'secret': 'JBSWY3DPEHPK3PXP'}
    over = token(Account(issuer='Bad', account='bytes out of range', key=a.HELLO)) | {'secret': [1, 2, 256]}
    no_counter = {name: value for name, value in token(a.COUNTER_MISSING).items() if name != 'counter'}
    tokens = [token(account) for account in every] + [renamed, no_secret, text_secret, over, no_counter]
    expected = items(every, note=False, groups=0, favourite=False) + [
        Account(issuer='Renamed', account='by its owner', key=a.HELLO).item(),
        {'name': 'Bad: no secret', 'refused': 'secret_missing'}, {'name': 'Bad: secret as text', 'refused': 'damaged'},
        {'name': 'Bad: bytes out of range', 'refused': 'damaged'}, a.COUNTER_MISSING.item()]
    document = {'tokenOrder': [f"{token['issuerExt']}:{token['label']}" for token in reversed(tokens)],
        'tokens': tokens}
    text = json.dumps(document, ensure_ascii=False)
    book.reads('plain', 'freeotp_plus/plain.json', text, 'freeotp_plus', expected)
    book.reads('UTF-16, the larger byte first', 'freeotp_plus/utf-16-be.json', b'\xfe\xff' + text.encode('utf-16-be'),
        'freeotp_plus', expected)
    # OtpToken: issuerExt is the text before the colon of the label, issuerInt is the parameter issuer. issuerAlt, set
    # by the owner, comes before both.
    parameter = token(Account(account='the issuer is a parameter alone', key=a.HELLO)) | {'issuerInt': 'Parameter'}
    no_label = {name: value for name, value in token(Account(account='no issuerExt at all', key=a.HELLO)).items()
        if name != 'issuerExt'} | {'issuerInt': 'Parameter'}
    both = token(Account(issuer='Label', account='two issuers', key=a.HELLO)) | {'issuerInt': 'Parameter'}
    owner = token(Account(account='three issuers', key=a.HELLO)) | {'issuerInt': 'Parameter', 'issuerAlt': 'Owner'}
    document = {'tokenOrder': [f"{one.get('issuerExt', '')}:{one['label']}"
        for one in (parameter, no_label, both, owner)], 'tokens': [parameter, no_label, both, owner]}
    book.reads('an issuer that is a parameter of the address alone', 'freeotp_plus/issuer-parameter.json',
        json.dumps(document), 'freeotp_plus', items([
            Account(issuer='Parameter', account='the issuer is a parameter alone', key=a.HELLO),
            Account(issuer='Parameter', account='no issuerExt at all', key=a.HELLO),
            Account(issuer='Label', account='two issuers', key=a.HELLO),
            Account(issuer='Owner', account='three issuers', key=a.HELLO)]))
    book.refuses('tokens that are no list', 'freeotp_plus/tokens-text.json',
        json.dumps({'tokenOrder': [], 'tokens': 'x'}), 'damaged', 'freeotp_plus')
    book.refuses('cut off in the middle', 'freeotp_plus/truncated.json', text[:600], 'damaged')

    master = {'mAlgorithm': 'PBKDF2withHmacSHA512', 'mIterations': 100000, 'mSalt': [1, 2, 3],
        'mEncryptedKey': {'mCipher': 'AES/GCM/NoPadding', 'mCipherText': [1, 2, 3], 'mParameters': [4, 5, 6],
            'mToken': 'AES'}}
    backup = java_map({'masterKey': json.dumps(master), 'a-token': json.dumps({'key': '{}'}),
        'a-token-token': json.dumps({'algo': 'SHA1', 'label': 'alice'})})
    book.refuses("FreeOTP's own backup", 'freeotp/externalBackup.xml', backup, 'unsupported_format', 'freeotp')
