"""2FAS backups: github.com/twofas/2fas-android, BackupContent.kt and BackupCipherImpl.kt."""
import json

from made import accounts as a
from made.account import Account, items
from made.seal import PASSWORD, b64, fixed, fixed_uuid, gcm, pbkdf2

ITERATIONS = 10_000
UPDATED = 1_700_000_000_000


def service(account: Account, place: int, version: int) -> dict:
    otp = {'label': account.account, 'account': account.account, 'issuer': account.issuer}
    if version > 1: otp |= {'digits': account.digits, 'period': account.period, 'algorithm': account.algorithm}
    if version > 2: otp |= {'tokenType': account.kind.upper(), 'source': 'Link'}
    if account.kind == 'hotp' and account.counter is not None: otp['counter'] = account.counter
    written = {'name': account.issuer, 'secret': account.secret, 'updatedAt': UPDATED, 'otp': otp,
        'order': {'position': place - 1},
        'icon': {'selected': 'Label', 'label': {'text': 'AB', 'backgroundColor': 'Orange'}}}
    if version == 1: written['type'] = 'ManuallyAdded'
    if account.groups: written['groupId'] = fixed_uuid(f'2fas group {account.groups[0]}')
    return written


def backup(services: list, version: int, accounts=(), sealed=None) -> str:
    names = dict.fromkeys(account.groups[0] for account in accounts if account.groups)
    groups = [{'id': fixed_uuid(f'2fas group {name}'), 'name': name, 'isExpanded': True, 'updatedAt': UPDATED}
        for name in names]
    outer = {'services': services, 'groups': groups, 'updatedAt': UPDATED, 'schemaVersion': version,
        'appVersionCode': 5000012, 'appVersionName': '5.0.12', 'appOrigin': 'android'}
    if version == 1: outer.pop('groups')
    return json.dumps(outer | (sealed or {}), ensure_ascii=False)


def sealed(services: list, label: str) -> dict:
    salt = fixed(label + ' salt', 256)
    key = pbkdf2('sha256', PASSWORD, salt, ITERATIONS)

    def part(name: str, plain: bytes) -> str:
        iv = fixed(f'{label} {name}', 12)
        return ':'.join(b64(piece) for piece in (b''.join(gcm(key, iv, plain)), salt, iv))

    # The real program seals a fixed text of 256 characters as reference. Readers of the services ignore its contents.
    return {'servicesEncrypted': part('services', json.dumps(services, ensure_ascii=False).encode()),
        'reference': part('reference', fixed(label + ' reference', 128).hex().encode())}


def write(book):
    four = a.GOOD + (a.COUNTER_MISSING, a.STEAM) + a.BAD + (a.LONG_SECRET,
        a.GOOD[0].but(kind='motp', account='another kind', refused='unknown_kind'))
    services = [service(account, place, 4) for place, account in enumerate(four, 1)]
    expected = items(four, note=False, favourite=False)
    odd = [
        {'name': 'No issuer in otp', 'secret': 'JBSWY3DPEHPK3PXP', 'updatedAt': UPDATED,
            'otp': {'label': 'the label', 'algorithm': None, 'digits': 6, 'period': 30, 'tokenType': 'TOTP'}},
        {'name': 'No otp', 'secret': 'JBSWY3DPEHPK3PXP', 'updatedAt': UPDATED},
        {'name': 'No secret', 'updatedAt': UPDATED, 'otp': {'issuer': 'No secret', 'account': '', 'tokenType': 'TOTP'}},
        {'name': 'Nothing said', 'secret': 'JBSWY3DPEHPK3PXP',
            'otp': {'account': None, 'label': None, 'issuer': None, 'digits': None, 'period': None, 'algorithm': None,
                'counter': None, 'tokenType': None}},
        None,
    ]
    hello = {'kind': 'totp', 'account': '', 'secret': 'JBSWY3DPEHPK3PXP', 'algorithm': 'sha1', 'digits': 6,
        'period': 30}
    odd_items = [{'entry': hello | {'issuer': 'No issuer in otp', 'account': 'the label'}, 'warnings': []},
        {'name': 'No otp', 'refused': 'damaged'},
        {'name': 'No secret', 'refused': 'secret_missing'},
        {'entry': hello | {'issuer': 'Nothing said'}, 'warnings': []},
        {'name': f'entry {len(four) + 5}', 'refused': 'damaged'}]
    book.reads('schema 4', 'twofas/plain-v4.2fas', backup(services + odd, 4, four), 'twofas', expected + odd_items)

    three = a.GOOD + (a.COUNTER_MISSING, a.STEAM)
    book.reads('schema 3', 'twofas/plain-v3.2fas',
        backup([service(account, place, 3) for place, account in enumerate(three, 1)], 3, three), 'twofas',
        items(three, note=False, favourite=False))
    two = [account for account in a.GOOD if account.kind == 'totp']
    book.reads('schema 2: no kind', 'twofas/plain-v2.2fas',
        backup([service(account, place, 2) for place, account in enumerate(two, 1)], 2, two), 'twofas',
        items(two, note=False, favourite=False))
    one = [account.but(groups=()) for account in two
        if (account.algorithm, account.digits, account.period) == ('SHA1', 6, 30)]
    book.reads('schema 1: neither kind, digits, period nor groups', 'twofas/plain-v1.2fas',
        backup([service(account, place, 1) for place, account in enumerate(one, 1)], 1), 'twofas',
        items(one, note=False, favourite=False))
    good = [service(account, place, 4) for place, account in enumerate(a.GOOD, 1)]
    book.reads('a schema that nobody knows yet', 'twofas/plain-v5.2fas', backup(good, 5, a.GOOD), 'twofas',
        items(a.GOOD, note=False, favourite=False), warnings=['newer_version'])
    book.reads('schema 4, encrypted', 'twofas/encrypted-v4.2fas', backup([], 4, four, sealed(services, '2fas v4')),
        'twofas', expected, PASSWORD)
    book.reads('schema 3, encrypted', 'twofas/encrypted-v3.2fas', backup([], 3, a.GOOD, sealed(good, '2fas v3')),
        'twofas', items(a.GOOD, note=False, favourite=False), PASSWORD)
    book.reads('encrypted by a newer schema', 'twofas/encrypted-v5.2fas',
        backup([], 5, a.GOOD, sealed(good, '2fas v5')), 'twofas', items(a.GOOD, note=False, favourite=False), PASSWORD,
        ['newer_version'])

    book.refuses('cut off in the middle', 'twofas/truncated.2fas', backup(good, 4)[:500], 'damaged')
    book.refuses('services that are no list', 'twofas/services-object.2fas', backup({}, 4), 'damaged', 'twofas')
    pieces = sealed(good, '2fas pieces')['servicesEncrypted'].split(':')
    for name, file, text in (('salt and nonce missing', 'pieces', pieces[0]),
        ('no Base64', 'base64', ':'.join(['%%%', *pieces[1:]])),
        ('shorter than a tag', 'short', ':'.join([b64(b'123'), *pieces[1:]]))):
        book.refuses(f'encrypted services: {name}', f'twofas/encrypted-{file}.2fas',
            backup([], 4, sealed={'servicesEncrypted': text}), 'damaged', 'twofas', PASSWORD)
    spoilt = ':'.join([('B' if pieces[0][0] == 'A' else 'A') + pieces[0][1:], *pieces[1:]])
    book.refuses('encrypted services spoilt', 'twofas/encrypted-spoilt.2fas',
        backup([], 4, sealed={'servicesEncrypted': spoilt}), 'wrong_password', 'twofas', PASSWORD)
