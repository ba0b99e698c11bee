"""Aegis vaults: github.com/beemdevelopment/Aegis docs/vault.md."""
import json

from made import accounts as a
from made.account import Account, items
from made.seal import PASSWORD, b64, fixed, fixed_uuid, gcm, scrypt

SECOND_PASSWORD = 'second'


def entry(account: Account, place: int, version: int, groups: dict[str, str]) -> dict:
    info = {'secret': account.secret, 'algo': account.algorithm, 'digits': account.digits}
    if account.kind == 'hotp':
        if account.counter is not None: info['counter'] = account.counter
    else:
        info['period'] = account.period
    written = {'type': account.kind, 'uuid': fixed_uuid(f'aegis entry {place}'), 'name': account.account,
        'issuer': account.issuer, 'note': account.note,
        'favorite': account.favourite, 'icon': None, 'info': info}
    if version < 3: written['group'] = account.groups[0] if account.groups else None
    else: written['groups'] = [groups[name] for name in account.groups]
    return written


def content(accounts, version: int, more=()) -> dict:
    names = dict.fromkeys(name for account in accounts for name in account.groups)
    groups = {name: fixed_uuid(f'aegis group {name}') for name in names}
    db = {'version': version, 'entries': [entry(account, place, version, groups)
        for place, account in enumerate(accounts, 1)] + list(more)}
    if version >= 3:
        db |= {'groups': [{'uuid': id, 'name': name} for name, id in groups.items()], 'icons_optimized': True}
    return db


def plain(db: dict, version: int = 1) -> str:
    return json.dumps({'version': version, 'header': {'slots': None, 'params': None}, 'db': db}, ensure_ascii=False,
        indent=4)


def slot(label: str, master: bytes, password: str, n=2 ** 15, r=8, p=1, wrong_costs=None) -> dict:
    salt, nonce = fixed(label + ' salt', 32), fixed(label + ' nonce', 12)
    key, tag = gcm(scrypt(password, salt, n, r, p), nonce, master)
    return {'type': 1, 'uuid': fixed_uuid(label), 'key': key.hex(),
        'key_params': {'nonce': nonce.hex(), 'tag': tag.hex()},
        'n': n, 'r': r, 'p': p, 'salt': salt.hex(), 'repaired': True, 'is_backup': False} | (wrong_costs or {})


def biometric(label: str, master: bytes) -> dict:
    """A slot that only the key store of the phone opens."""
    nonce = fixed(label + ' nonce', 12)
    key, tag = gcm(fixed(label + ' key store', 32), nonce, master)
    return {'type': 2, 'uuid': fixed_uuid(label), 'key': key.hex(),
        'key_params': {'nonce': nonce.hex(), 'tag': tag.hex()}}


def sealed(db: dict, label: str, slots=None, spoil=False) -> str:
    master, nonce = fixed(label + ' master', 32), fixed(label + ' db nonce', 12)
    cipher, tag = gcm(master, nonce, json.dumps(db, ensure_ascii=False).encode())
    if spoil: cipher = bytes([cipher[0] ^ 1]) + cipher[1:]
    header = {'slots': slots(master) if slots else [slot(label + ' slot', master, PASSWORD)],
        'params': {'nonce': nonce.hex(), 'tag': tag.hex()}}
    # Android's org.json escapes slashes.
    return json.dumps({'version': 1, 'header': header, 'db': b64(cipher)}, indent=4).replace('/', '\\/')


def tidy_whites(accounts):
    return [account.but(issuer=f' {account.issuer} ', account=f'{account.account}\u00a0') for account in accounts]


def write(book):
    v3 = a.GOOD + (a.COUNTER_MISSING, a.NO_ISSUER, a.STEAM,
        a.STEAM.but(issuer='Valve', account='figures mean nothing', algorithm='SHA512', digits=0, period=0),
        a.GOOD[1].but(account='two groups', groups=('Work', 'Personal')),
        a.GOOD[0].but(account='MD5 means SHA1', algorithm='MD5')) + a.BAD + (
            a.LONG_SECRET, a.COUNTER_NEGATIVE.but(account='counter past 2^53', counter=2 ** 53 + 1),
            a.NO_ISSUER.but(kind='motp', account='motp', refused='unknown_kind'),
            a.NO_ISSUER.but(kind='yandex', account='yandex', refused='unknown_kind'),
            a.BAD_SECRET.but(account='digits as text', digits='6', refused='damaged'),
            a.BAD_SECRET.but(account='digits with a fraction', digits=6.5, refused='bad_digits'))
    expected = items(v3)
    next(item for item in expected
        if item.get('entry', {}).get('account') == 'MD5 means SHA1')['entry']['algorithm'] = 'sha1'
    missing = [{'type': 'totp', 'name': 'no info', 'issuer': 'Bad'}, 'not an object',
        {'type': 'totp', 'name': 'no secret', 'issuer': 'Bad', 'info': {'algo': 'SHA1', 'digits': 6, 'period': 30}}]
    db = content(v3, 3, missing)
    expected += [{'name': 'Bad: no info', 'refused': 'damaged'}, {'name': f'entry {len(v3) + 2}', 'refused': 'damaged'},
        {'name': 'Bad: no secret', 'refused': 'secret_missing'}]

    book.reads('plain, content version 3', 'aegis/plain-v3.json', plain(db), 'aegis', expected)
    book.reads('plain, version 3, slashes escaped', 'aegis/plain-v3-escaped.json', plain(db).replace('/', '\\/'),
        'aegis', expected)
    for version in (1, 2):
        book.reads(f'plain, content version {version}: one group by its name', f'aegis/plain-v{version}.json',
            plain(content(v3[:20], version)), 'aegis', items(v3[:20]))
    newer = content(a.GOOD, 4) | {'something': {'new': True}}
    book.reads('plain, a content version that nobody knows yet', 'aegis/plain-v4.json', plain(newer), 'aegis',
        items(a.GOOD), warnings=['newer_version'])
    sparse = [{name: value for name, value in one.items() if name in ('type', 'name', 'issuer', 'icon', 'info')}
        for one in content(a.GOOD, 2)['entries']]
    book.reads('as OTPClient writes it: entries without what is optional', 'aegis/plain-sparse.json',
        json.dumps({'version': 1, 'header': {'slots': None, 'params': None}, 'db': {'version': 2, 'entries': sparse}},
            ensure_ascii=False), 'aegis',
        items(a.GOOD, note=False, groups=0, favourite=False))
    book.reads('no entries', 'aegis/plain-empty.json', plain(content((), 3)), 'aegis', [])
    book.reads('a byte order mark and CRLF', 'aegis/plain-bom-crlf.json',
        '\ufeff' + plain(content(a.GOOD, 3)).replace('\n', '\r\n'), 'aegis', items(a.GOOD))
    book.reads('white space around the names', 'aegis/plain-spaces.json', plain(content(tidy_whites(a.GOOD[:2]), 3)),
        'aegis', items(a.GOOD[:2]))

    book.reads('encrypted, one password', 'aegis/encrypted.json', sealed(db, 'aegis one'), 'aegis', expected, PASSWORD)
    several = sealed(content(a.GOOD, 3), 'aegis several', lambda master: [
        biometric('aegis several biometric', master), slot('aegis several 1', master, PASSWORD),
        slot('aegis several 2', master, SECOND_PASSWORD)])
    book.reads('encrypted, two passwords and a biometric slot: the first', 'aegis/encrypted-slots.json', several,
        'aegis', items(a.GOOD), PASSWORD)
    book.reads('encrypted, two passwords and a biometric slot: the second', 'aegis/encrypted-slots.json', several,
        'aegis', items(a.GOOD), SECOND_PASSWORD)
    book.reads('encrypted, newer content', 'aegis/encrypted-v4.json', sealed(newer, 'aegis newer'), 'aegis',
        items(a.GOOD), PASSWORD, ['newer_version'])

    few = content(a.GOOD[:1], 3)
    book.refuses('cut off in the middle', 'aegis/truncated.json', plain(db)[:700], 'damaged')
    book.refuses('contents that are neither object nor text', 'aegis/db-number.json', plain(7), 'damaged', 'aegis')
    book.refuses('entries that are no list', 'aegis/entries-object.json', plain({'version': 3, 'entries': {}}),
        'damaged', 'aegis')
    book.refuses('the right password, contents spoilt', 'aegis/encrypted-spoilt.json',
        sealed(few, 'aegis spoilt', spoil=True), 'damaged', 'aegis', PASSWORD)
    text = json.loads(sealed(few, 'aegis no params'))
    text['header']['params'] = None
    book.refuses('encrypted contents without their parameters', 'aegis/encrypted-no-params.json', json.dumps(text),
        'damaged', 'aegis', PASSWORD)
    for name, costs in {'n of 2^25': {'n': 2 ** 25}, 'n that is no power of two': {'n': 32767},
        '1 GiB by n and r': {'n': 2 ** 20}, 'r of 0': {'r': 0}, 'p of 17': {'p': 17}}.items():
        file = 'aegis/kdf-' + {'n': 'n', 'r': 'r', 'p': 'p'}[next(iter(costs))] + f'-{next(iter(costs.values()))}.json'
        made = sealed(few, 'aegis ' + file,
            lambda master: [slot('aegis ' + file, master, PASSWORD, n=1024, wrong_costs=costs)])
        book.refuses(f'scrypt asks for {name}', file, made, 'kdf_out_of_bounds', 'aegis', PASSWORD)
