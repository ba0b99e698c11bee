"""Stratum, formerly Authenticator Pro: github.com/stratumauth/app doc/BACKUP_FORMAT.md."""
import hashlib
import json

from made import accounts as a
from made.account import Account, items
from made.seal import PASSWORD, argon2id, cbc, fixed, gcm, pbkdf2

KINDS = {'hotp': 1, 'totp': 2, 'motp': 3, 'steam': 4, 'yandex': 5, 'unknown': 9}
ALGORITHMS = {'SHA1': 0, 'SHA256': 1, 'SHA512': 2, 'SHA224': 3, 'MD2': 4}


def authenticator(account: Account, place: int) -> dict:
    return {'Type': KINDS[account.kind], 'Icon': None, 'Issuer': account.issuer, 'Username': account.account or None,
        'Secret': account.secret, 'Pin': None, 'Algorithm': ALGORITHMS[account.algorithm],
        'Digits': account.digits, 'Period': account.period, 'Counter': account.counter or 0, 'CopyCount': 0,
        'Ranking': place}


def category(name: str) -> str:
    return hashlib.sha1(name.encode()).hexdigest()[:8]


def backup(accounts, more=()) -> str:
    names = dict.fromkeys(name for account in accounts for name in account.groups)
    return json.dumps({
        'Authenticators': [authenticator(account, place) for place, account in enumerate(accounts, 1)] + list(more),
        'Categories': [{'Id': category(name), 'Name': name, 'Ranking': place} for place, name in enumerate(names)],
        'AuthenticatorCategories': [{'CategoryId': category(name), 'AuthenticatorSecret': account.secret, 'Ranking': 0}
            for account in accounts for name in account.groups],
        'CustomIcons': []}, ensure_ascii=False)


def strong(text: str, label: str) -> bytes:
    salt, nonce = fixed(label + ' salt', 16), fixed(label + ' nonce', 12)
    return b'AUTHENTICATORPRO' + salt + nonce + b''.join(gcm(argon2id(PASSWORD, salt, 3, 64 * 1024, 4), nonce,
        text.encode()))


def legacy(text: str, label: str) -> bytes:
    salt, iv = fixed(label + ' salt', 20), fixed(label + ' iv', 16)
    return b'AuthenticatorPro' + salt + iv + cbc(pbkdf2('sha1', PASSWORD, salt, 64_000), iv, text.encode())


def write(book):
    # In Stratum the secret identifies an account: no two accounts share one, and groups refer to it.
    kept = [account.but(key=account.key if account.written else account.key + bytes([place]) * (len(account.key) != 5),
        groups=account.groups) for place, account in enumerate(a.GOOD)]
    every = kept + [a.STEAM, a.GOOD[1].but(account='two categories', key=a.RFC32 + b'x',
        groups=('Work', 'Personal'))] + [account for account in a.BAD] + [
            a.LONG_SECRET, a.GOOD[0].but(kind='motp', account='motp', groups=(), refused='unknown_kind'),
            a.GOOD[0].but(kind='yandex', account='yandex', groups=(), refused='unknown_kind'),
            a.GOOD[0].but(kind='unknown', account='type 9', groups=(), refused='unknown_kind')]
    odd = [authenticator(Account(issuer='Bad', account='type as text'), 0) | {'Type': 'TOTP'},
        {'Type': 2, 'Issuer': 'Bad', 'Username': 'no secret', 'Algorithm': 0, 'Digits': 6, 'Period': 30}]
    text = backup(every, odd)
    expected = items(every, note=False, favourite=False) + [{'name': 'Bad: type as text', 'refused': 'damaged'},
        {'name': 'Bad: no secret', 'refused': 'secret_missing'}]
    book.reads('plain', 'stratum/plain.authpro', text, 'stratum', expected)
    book.reads('strong', 'stratum/strong.authpro', strong(text, 'stratum strong'), 'stratum', expected, PASSWORD)
    book.reads('legacy', 'stratum/legacy.authpro', legacy(text, 'stratum legacy'), 'stratum', expected, PASSWORD)

    book.refuses('cut off in the middle', 'stratum/truncated.authpro', text[:600], 'damaged')
    book.refuses('authenticators that are no list', 'stratum/authenticators-null.authpro',
        json.dumps({'Authenticators': None, 'Categories': []}), 'damaged', 'stratum')
    book.refuses('strong, shorter than its parts', 'stratum/strong-short.authpro', strong(text, 'stratum strong')[:50],
        'damaged', 'stratum', PASSWORD)
    book.refuses('strong, cut off', 'stratum/strong-truncated.authpro', strong(text, 'stratum strong')[:-7],
        'wrong_password', 'stratum', PASSWORD)
    book.refuses('strong, the right password, contents that are no JSON', 'stratum/strong-no-json.authpro',
        strong('x', 'stratum no json'), 'damaged', 'stratum', PASSWORD)
    book.refuses('legacy, shorter than its parts', 'stratum/legacy-short.authpro', legacy(text, 'stratum legacy')[:60],
        'damaged', 'stratum', PASSWORD)
    book.refuses('legacy, not whole blocks', 'stratum/legacy-truncated.authpro', legacy(text, 'stratum legacy')[:-7],
        'damaged', 'stratum', PASSWORD)
