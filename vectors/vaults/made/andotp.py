"""andOTP backups: github.com/andOTP/andOTP, Entry.java, EncryptionHelper.java and BackupHelper.java."""
import hashlib
import json

from made import accounts as a
from made.account import Account, items
from made.seal import PASSWORD, fixed, gcm, pbkdf2

ITERATIONS = 150_000   # andOTP takes one at random, 140,000 to 160,000


def entry(account: Account) -> dict:
    written = {'secret': account.secret, 'issuer': account.issuer, 'label': account.account, 'digits': account.digits,
        'type': account.kind.upper(), 'algorithm': account.algorithm,
        'thumbnail': 'Default', 'last_used': 1_700_000_000_000, 'used_frequency': 3}
    if account.kind == 'hotp':
        if account.counter is not None: written['counter'] = account.counter
    else:
        written['period'] = account.period
    return written | {'tags': list(account.groups)}


def old_entry(account: Account) -> dict:
    written = entry(account) | {'label': f'{account.issuer} - {account.account}' if account.issuer else account.account}
    return {name: value for name, value in written.items() if name not in ('issuer', 'used_frequency')}


def new_sealed(plain: bytes, label: str) -> bytes:
    salt, nonce = fixed(label + ' salt', 12), fixed(label + ' nonce', 12)
    return ITERATIONS.to_bytes(4,
        'big') + salt + nonce + b''.join(gcm(pbkdf2('sha1', PASSWORD, salt, ITERATIONS), nonce, plain))


def old_sealed(plain: bytes, label: str, nonce=None) -> bytes:
    nonce = nonce or fixed(label + ' nonce', 12)
    return nonce + b''.join(gcm(hashlib.sha256(PASSWORD.encode()).digest(), nonce, plain))


def write(book):
    every = a.GOOD + (a.COUNTER_MISSING, a.NO_ISSUER.but(account='no issuer - but a hyphen'), a.STEAM,
        a.GOOD[1].but(account='two tags', groups=('Work', 'Personal'))) + a.BAD + (
            a.LONG_SECRET, a.NO_ISSUER.but(kind='motp', account='motp', refused='unknown_kind'),
            a.BAD_SECRET.but(account='period as text', period='30', refused='damaged'))
    entries = [entry(account) for account in every] + [[],
        {'type': 'TOTP', 'label': 'no secret', 'issuer': 'Bad', 'digits': 6, 'period': 30, 'algorithm': 'SHA1'}]
    expected = items(every, note=False, favourite=False) + [{'name': f'entry {len(every) + 1}', 'refused': 'damaged'},
        {'name': 'Bad: no secret', 'refused': 'secret_missing'}]
    text = json.dumps(entries, ensure_ascii=False)
    book.reads('plain', 'andotp/plain.json', text, 'andotp', expected)

    old = [account for account in a.GOOD if account.issuer and account.account] + [a.NO_ISSUER,
        a.GOOD[0].but(issuer='Two', account='hyphens - here')]
    old_text = json.dumps([old_entry(account) for account in old], ensure_ascii=False)
    old_items = items(old, note=False, favourite=False)
    book.reads('plain and old: the issuer is in the label', 'andotp/plain-old.json', old_text, 'andotp', old_items)

    book.reads('encrypted', 'andotp/encrypted.json.aes', new_sealed(text.encode(), 'andotp new'), 'andotp', expected,
        PASSWORD)
    book.reads('encrypted the old way', 'andotp/encrypted-old.json.aes', old_sealed(old_text.encode(), 'andotp old'),
        'andotp', old_items, PASSWORD)
    # Its nonce begins with a plausible number of iterations: a reader that tries the new format first must also try the
    # old one.
    looks_new = old_sealed(old_text.encode(), 'andotp looks new',
        (1000).to_bytes(4, 'big') + fixed('andotp looks new', 8))
    book.reads('encrypted the old way, beginning like the new one', 'andotp/encrypted-old-looks-new.json.aes',
        looks_new, 'andotp', old_items, PASSWORD)

    book.refuses('cut off in the middle', 'andotp/truncated.json', text[:400], 'damaged')
    book.refuses('encrypted and cut off', 'andotp/encrypted-truncated.json.aes',
        new_sealed(text.encode(), 'andotp new')[:-100], 'wrong_password', 'andotp', PASSWORD)
    book.refuses('the right password, contents that are no JSON', 'andotp/encrypted-no-json.json.aes',
        new_sealed(b'not JSON at all', 'andotp no json'), 'damaged', 'andotp', PASSWORD)
    book.refuses('bytes that say nothing, long enough to be an encrypted andOTP file', 'none/random-200.bin',
        b'\xff' + fixed('none random', 199), 'wrong_password', 'andotp', PASSWORD)
