"""Bitwarden's exports: bitwarden.com/help/condition-bitwarden-import, encrypted-export.

Also: bitwarden/clients libs/tools/export.
"""
import csv
import hashlib
import hmac
import io
import json

from made import accounts as a
from made.account import Account
from made.otpauth import address
from made.seal import PASSWORD, argon2id, b64, cbc, fixed, fixed_uuid, hkdf_expand, pbkdf2

FOLDERS = {'Work/VPN': fixed_uuid('bitwarden folder')}


def logins() -> list[tuple[str, str, str | None, dict]]:
    """(item's name, user name, totp, the expected item; {} when the item is left out)."""
    found = [(account.issuer or 'No name in the address', 'user@example.com', address(account),
        account.but(issuer=account.issuer or 'No name in the address',
            account=account.account or 'user@example.com').item(
            note=False, groups=0, favourite=False)) for account in a.GOOD + (a.COUNTER_MISSING, a.NO_ISSUER, a.STEAM)]
    bare = Account(issuer='Bare key', account='bare@example.com', key=a.HELLO)
    found += [
        ('Bare key', 'bare@example.com', 'JBSWY3DPEHPK3PXP', bare.item()),
        ('Bare key', 'spaced@example.com', ' jbsw y3dp ehpk 3pxp ', bare.but(account='spaced@example.com').item()),
        ('Bare key', '', 'MZXW6YTB', bare.but(account='', key=b'fooba', warnings=('short_key',)).item()),
        ('Steam, by its own name', 'gaben', 'steam://JBSWY3DPEHPK3PXP',
            bare.but(kind='steam', issuer='Steam, by its own name', account='gaben').item()),
        ('Bad', 'zero in the key', 'JBSWY3DPEHPK3PX0', a.BAD_SECRET.item()),
        ('Bad', 'SHA224', address(a.BAD_ALGORITHM), a.BAD_ALGORITHM.item()),
        ('Bad', 'another kind', address(a.GOOD[0].but(kind='yaotp')),
            {'name': 'Bad: another kind', 'refused': 'unknown_kind'}),
        ('No second factor', 'user', None, {}),
        ('Empty second factor', 'user', '', {}),
        ('Names differ', 'user', 'otpauth://totp/Old:someone?secret=JBSWY3DPEHPK3PXP&issuer=New',
            bare.but(issuer='New', account='someone', warnings=('issuers_differ',)).item()),
    ]
    return found


def item(place: int, name: str, user: str, totp: str | None) -> dict:
    return {'passwordHistory': None, 'revisionDate': '2024-01-01T00:00:00.000Z',
        'creationDate': '2024-01-01T00:00:00.000Z', 'deletedDate': None, 'id': fixed_uuid(f'bitwarden item {place}'),
        'organizationId': None,
        'folderId': FOLDERS['Work/VPN'] if place == 2 else None, 'type': 1, 'reprompt': 0, 'name': name, 'notes': None,
        'favorite': place == 1,
        'login': {'uris': [{'match': None, 'uri': 'https://example.com/'}], 'fido2Credentials': [],
            'username': user or None, 'password': 'not ours to read', 'totp': totp}, 'collectionIds': None}


OTHERS = [
    {'id': fixed_uuid('bitwarden card'), 'type': 3, 'name': 'A card',
        'card': {'brand': 'Visa', 'number': '4111111111111111'}, 'favorite': False},
    {'id': fixed_uuid('bitwarden note'), 'type': 2, 'name': 'A note', 'secureNote': {'type': 0}, 'favorite': False},
    {'id': fixed_uuid('bitwarden no login'), 'type': 1, 'name': 'A login without its object', 'login': None,
        'favorite': False},
]


def marked(found: list, folders=True) -> list:
    expected = []
    for place, (_, _, _, item) in enumerate(found, 1):
        if not item: continue
        if place == 1: item['entry']['favourite'] = True
        if place == 2 and folders: item['entry']['groups'] = ['Work/VPN']
        expected.append(item)
    return expected


def vault(found: list, folders=True) -> dict:
    written = {'encrypted': False, 'folders': [{'id': id, 'name': name} for name, id in FOLDERS.items()],
        'items': OTHERS[:2] + [item(place, *row[:3]) for place, row in enumerate(found, 1)] + OTHERS[2:]}
    if not folders: written.pop('folders')
    return written


def sealed(text: str, label: str, kdf: dict, costs=None, spoil=False) -> str:
    salt = b64(fixed(label + ' salt', 16))   # used as text, never decoded
    if kdf['kdfType'] == 0: key = pbkdf2('sha256', PASSWORD, salt.encode(), kdf['kdfIterations'])
    else:
        key = argon2id(PASSWORD, hashlib.sha256(salt.encode()).digest(), kdf['kdfIterations'], kdf['kdfMemory'] * 1024,
            kdf['kdfParallelism'])
    cipher_key, mac_key = hkdf_expand(key, b'enc'), hkdf_expand(key, b'mac')

    def part(name: str, plain: bytes) -> str:
        iv = fixed(f'{label} {name}', 16)
        cipher = cbc(cipher_key, iv, plain)
        mac = hmac.digest(mac_key, iv + cipher, 'sha256')
        return '2.' + '|'.join(b64(piece) for piece in (iv, cipher, mac))

    data = part('data', text.encode())
    if spoil: data = data[:-2] + ('B=' if data[-2] != 'B' else 'C=')
    return json.dumps({'encrypted': True, 'passwordProtected': True, 'salt': salt, **kdf,
        'encKeyValidation_DO_NOT_EDIT': part('check', fixed_uuid(label).encode()), 'data': data} | (costs or {}),
        indent=2)


def table(found: list) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator='\n')
    names = 'folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp'
    rows.writerow(names.split(','))
    rows.writerow(['', '', 'note', 'A note', 'with, commas and\n"lines"', '', '0', '', '', '', ''])
    for place, (name, user, totp, _) in enumerate(found, 1):
        rows.writerow(['Work/VPN' if place == 2 else '', '1' if place == 1 else '', 'login', name,
            'one\n\ntwo, "three"' if place % 5 == 0 else '', '', '0', 'https://example.com/', user, 'pass,"word"',
            totp or ''])
    return out.getvalue()


def write(book):
    found = logins() + [('Comma, "quote"', 'user', 'JBSWY3DPEHPK3PXP',
        Account(issuer='Comma, "quote"', account='user', key=a.HELLO).item())]
    expected = marked(found)
    text = json.dumps(vault(found), ensure_ascii=False, indent=2)
    bad = [{'type': 1, 'name': 'Login is a text', 'login': 'x'},
        {'type': 1, 'name': 'Bad', 'login': {'username': 'totp is a number', 'totp': 7}}]
    odd = vault(found[:1]) | {'items': [item(1, *found[0][:3]), *bad]}
    book.reads('plain', 'bitwarden/plain.json', text, 'bitwarden', expected)
    book.reads('plain, damaged items', 'bitwarden/plain-odd.json', json.dumps(odd, ensure_ascii=False), 'bitwarden',
        expected[:1] + [{'name': 'Login is a text', 'refused': 'damaged'},
            {'name': 'Bad: totp is a number', 'refused': 'damaged'}])
    book.reads('encrypted, PBKDF2', 'bitwarden/encrypted-pbkdf2.json',
        sealed(text, 'bitwarden pbkdf2', {'kdfType': 0, 'kdfIterations': 600_000}), 'bitwarden', expected, PASSWORD)
    book.reads('encrypted, Argon2id', 'bitwarden/encrypted-argon2id.json',
        sealed(text, 'bitwarden argon2id', {'kdfType': 1, 'kdfIterations': 3, 'kdfMemory': 64, 'kdfParallelism': 4}),
        'bitwarden', expected, PASSWORD)
    book.reads('table', 'bitwarden_csv/plain.csv', table(found), 'bitwarden_csv', expected)
    book.reads('table with a byte order mark and CRLF', 'bitwarden_csv/plain-bom-crlf.csv',
        '\ufeff' + table(found).replace('\n', '\r\n'), 'bitwarden_csv', expected)
    alone = marked(logins(), folders=False)
    book.reads('Bitwarden Authenticator', 'bitwarden_authenticator/plain.json',
        json.dumps(vault(logins(), folders=False)
            | {'items': [item(place, *row[:3]) for place, row in enumerate(logins(), 1)]}, ensure_ascii=False),
        'bitwarden_authenticator', alone)

    book.refuses('bound to the account', 'bitwarden/account-bound.json',
        json.dumps({'encrypted': True, 'encKeyValidation_DO_NOT_EDIT': '2.AAAA|AAAA|AAAA', 'folders': [], 'items': []}),
        'account_bound', 'bitwarden')
    book.refuses('bound to the account, said outright', 'bitwarden/account-bound-said.json',
        json.dumps({'encrypted': True, 'passwordProtected': False, 'encKeyValidation_DO_NOT_EDIT': '2.AAAA|AAAA|AAAA',
            'folders': [], 'items': []}), 'account_bound', 'bitwarden')
    cheap, strong = {'kdfType': 0, 'kdfIterations': 5000}, {'kdfType': 1, 'kdfIterations': 1, 'kdfMemory': 16,
        'kdfParallelism': 1}
    for name, file, kdf, costs in (
        ('10^9 iterations', 'iterations', cheap, {'kdfIterations': 10 ** 9}),
        ('no iterations', 'iterations-0', cheap, {'kdfIterations': 0}),
        ('2 GiB', 'memory', strong, {'kdfMemory': 2048}), ('17 passes', 'passes', strong, {'kdfIterations': 17}),
        ('17 lanes', 'lanes', strong, {'kdfParallelism': 17})):
        book.refuses(f'key derivation asks for {name}', f'bitwarden/kdf-{file}.json',
            sealed('{}', 'bitwarden kdf ' + file, kdf, costs), 'kdf_out_of_bounds', 'bitwarden', PASSWORD)
    for name, file, costs in (('of a kind that nobody knows', 'kdf-unknown', {'kdfType': 2}),
        ('without its data', 'no-data', {'data': None}),
        ('data sealed in another way', 'data-type', {'data': '0.AAAA|AAAA'}),
        ('data in two pieces', 'data-pieces', {'data': '2.AAAA|AAAA'})):
        book.refuses(f'encrypted: {name}', f'bitwarden/{file}.json', sealed('{}', 'bitwarden ' + file, cheap, costs),
            'damaged', 'bitwarden', PASSWORD)
    book.refuses('encrypted: the seal is broken', 'bitwarden/spoilt.json',
        sealed('{}', 'bitwarden spoilt', cheap, spoil=True), 'wrong_password', 'bitwarden', PASSWORD)
    book.refuses('the right password, contents that are no vault', 'bitwarden/encrypted-no-vault.json',
        sealed('[1]', 'bitwarden no vault', cheap), 'damaged', 'bitwarden', PASSWORD)
    book.refuses('items that are no list', 'bitwarden/items-object.json',
        json.dumps({'encrypted': False, 'folders': [], 'items': {}}), 'damaged', 'bitwarden')
    book.refuses('cut off in the middle', 'bitwarden/truncated.json', text[:900], 'damaged')
    book.refuses('a quote that never ends', 'bitwarden_csv/open-quote.csv', table(found) + ',,login,"open', 'damaged',
        'bitwarden_csv')
