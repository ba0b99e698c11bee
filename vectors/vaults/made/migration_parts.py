"""vectors/migration: the contents of single parts, and the results of several parts."""
import base64

from made import accounts as a
from made.account import Account, items
from made.migration import (
    BYTES, END_GROUP, FIXED32, FIXED64, GROUP, VARINT, awkward, blob, number, parameters, payload, uri, varint)

ALICE = Account(issuer='Example', account='alice@example.com', key=a.HELLO)
LONGEST = 64 * 1024


def accepted() -> list[dict]:
    cases = []

    def case(name, text, *expected, id=12345, size=1, index=0):
        cases.append({'name': name, 'uri': text, 'batch': {'id': id, 'size': size, 'index': index},
            'items': [account if isinstance(account, dict) else account.item(place)
                for place, account in enumerate(expected, 1)]})

    def one(title, account: Account, /, **written):
        case(title, uri(payload([parameters(account, **written)])), account)

    one('one account', ALICE)
    case('the batch has a negative number: ten bytes', uri(payload([parameters(ALICE)], id=-2115474809)), ALICE,
        id=-2115474809)
    case('the least and the last of a batch', uri(payload([parameters(ALICE)], id=-2 ** 31, size=10_000, index=9_999)),
        ALICE, id=-2 ** 31, size=10_000, index=9_999)
    case('only key and name: everything else is the default', uri(blob(1, blob(1, a.HELLO) + blob(2, 'alice'))),
        ALICE.but(issuer='', account='alice'), id=0)
    case('no accounts', uri(payload([])))
    case('version 2 and unique ids', uri(payload([parameters(ALICE, more=blob(8, 'AAECAwQFBgcICQ'))], version=2)),
        ALICE)
    case('the batch before the accounts',
        uri(number(5, 12345) + number(3, 1) + number(2, 1) + blob(1, parameters(ALICE))), ALICE)
    case('a field twice: the last one counts',
        uri(payload([parameters(ALICE, more=blob(2, 'bob'))], id=1, more=number(5, 2))), ALICE.but(account='bob'), id=2)
    case('numbers longer than they need be',
        uri(payload([parameters(ALICE.but(algorithm='SHA256'), algorithm=None,
            more=varint(4 << 3) + b'\x82\x80\x00')])), ALICE.but(algorithm='SHA256'))

    account, data = awkward()
    standard = base64.b64encode(data).decode()
    start = 'otpauth-migration://offline?data='
    case('percent-encoded', uri(data), account)
    case('percent-encoded in small letters',
        uri(data).replace('%2F', '%2f').replace('%2B', '%2b').replace('%3D', '%3d'), account)
    case('+, / and = as they are', start + standard, account)
    case('+ turned into a space', start + standard.replace('+', ' '), account)
    case('+ turned into an encoded space', start + standard.replace('+', '%20'), account)
    case('padding lost', start + standard.rstrip('='), account)
    case('the alphabet for addresses', start + standard.replace('+', '-').replace('/', '_').rstrip('='), account)
    case('white space around it, scheme in capitals', f'  OTPAUTH-MIGRATION://offline?data={standard}\r\n', account)
    case('other parameters', f'otpauth-migration://offline?x=1&data={standard}&y=2', account)

    one('issuer also in front of the name', ALICE, name='Example:alice@example.com')
    one('issuer, colon and space in front of the name', ALICE, name='Example: alice@example.com')
    one('another issuer in front of the name stays there', ALICE.but(account='Other:alice@example.com'))
    case('no issuer, colon in the name',
        uri(payload([parameters(ALICE.but(issuer=''), name='Example:alice@example.com')])), ALICE)
    case('no issuer field, colons in the name',
        uri(payload([blob(1, a.HELLO) + blob(2, 'Example:alice@example.com:443')])),
        ALICE.but(account='alice@example.com:443'))
    one('a port in the name', ALICE.but(account='alice@example.com:443'))
    one('no issuer, no colon', ALICE.but(issuer=''))
    one('issuer and no name', ALICE.but(account=''))
    one('Unicode, decomposed', Account(issuer='Cafe\u0301 Банк', account='🔑', key=a.RFC20))
    case('a name that is not UTF-8', uri(payload([parameters(ALICE, name=b'\xfcber')])), ALICE.but(account='\ufffdber'))
    one('a Steam issuer with six digits is no Steam key', ALICE.but(issuer='Steam'))

    for name in ('SHA256', 'SHA512'): one(name, ALICE.but(algorithm=name))
    one('8 digits', ALICE.but(digits=8))
    one('unspecified algorithm, digits and kind', ALICE, algorithm=0, digits=0, kind=0)
    one('counter', ALICE.but(kind='hotp', counter=5))
    one('counter of 0, which is not written', ALICE.but(kind='hotp', counter=0))
    one('counter past 2^53', ALICE.but(kind='hotp', counter=2 ** 53 + 1))
    one('the largest counter', ALICE.but(kind='hotp', counter=2 ** 63 - 1))
    one('a short key', ALICE.but(key=b'fooba', warnings=('short_key',)))

    unknown = number(90, 2 ** 64 - 1) + varint(91 << 3 | FIXED64) + bytes(8) + blob(92,
        b'\xff' * 200) + varint(93 << 3 | FIXED32) + bytes(4)
    group = varint(94 << 3 | GROUP) + number(1, 7) + varint(95 << 3 | GROUP) + blob(1,
        'inner') + varint(95 << 3 | END_GROUP) + varint(94 << 3 | END_GROUP)
    case('unknown fields of every kind', uri(unknown + payload([parameters(ALICE, more=unknown)], more=unknown)), ALICE)
    case('unknown groups', uri(payload([parameters(ALICE, more=group)], more=group)), ALICE)

    bad = [(ALICE.but(account='MD5', algorithm='MD5', refused='unknown_algorithm'), {}),
        (ALICE.but(account='algorithm 9', refused='unknown_algorithm'), {'algorithm': 9}),
        (ALICE.but(account='digits 3', refused='bad_digits'), {'digits': 3}),
        (ALICE.but(account='kind 7', refused='unknown_kind'), {'kind': 7}),
        (ALICE.but(account='negative counter', kind='hotp', counter=-1, refused='bad_counter'), {}),
        (ALICE.but(account='no key', key=b'', refused='secret_empty'), {}),
        (ALICE.but(account='key of 1,025 bytes', key=b'x' * 1025, refused='secret_too_long'), {}),
        (Account(key=a.HELLO, refused='no_name'), {}), (ALICE, {})]
    case('one bad account does not spoil the others',
        uri(payload([parameters(account, **figures) for account, figures in bad])), *(account for account, _ in bad))
    case('an account that is cut off inside itself does not spoil the others',
        uri(payload([parameters(ALICE)[:-1], parameters(ALICE)])), Account(refused='damaged'), ALICE)
    case('an account of nothing', uri(payload([b'', parameters(ALICE)])), Account(refused='no_name'), ALICE)
    return cases


def refused() -> list[dict]:
    whole = payload([parameters(ALICE)])
    deep = parameters(ALICE)
    start = 'otpauth-migration://offline'
    spoilt = {
        'cut off in an account': whole[:20], 'cut off in a number': whole + varint(90 << 3 | VARINT) + b'\x80',
        'cut off in a key': whole + b'\x80', 'cut off in eight bytes': whole + varint(90 << 3 | FIXED64) + bytes(7),
        'cut off in four bytes': whole + varint(90 << 3 | FIXED32) + bytes(3),
        'a length past the end': whole + varint(90 << 3 | BYTES) + varint(1),
        'a length of 2^63': whole + varint(90 << 3 | BYTES) + varint(2 ** 63),
        'a number of eleven bytes': whole + varint(90 << 3 | VARINT) + b'\x80' * 10 + b'\x01',
        'wire type 6': whole + varint(90 << 3 | 6), 'wire type 7': whole + varint(90 << 3 | 7),
        'field 0': whole + b'\x00\x00',
        'a group that never ends': whole + varint(90 << 3 | GROUP) + number(1, 1),
        'the end of a group that never began': whole + varint(90 << 3 | END_GROUP),
        'the end of another group': whole + varint(90 << 3 | GROUP) + varint(91 << 3 | END_GROUP),
        'a batch of 2^31 - 1 parts': payload([deep], size=2 ** 31 - 1),
        'a batch of 10,001 parts': payload([deep], size=10_001),
        'part 4 of 3': payload([deep], size=3, index=3), 'part 0 of 3': payload([deep], size=3, index=-1)}
    return [
        *({'name': name, 'uri': text, 'reason': 'not_otp_auth'}
            for name, text in (('nothing', ''), ('a web address', 'https://example.com/?data=AAAA'),
                ('a set-up code', 'otpauth://totp/A:b?secret=JBSWY3DPEHPK3PXP'), ('the data alone', 'AAAA'))),
        *({'name': name, 'uri': start + text, 'reason': 'damaged'}
            for name, text in (('no data', ''), ('another parameter', '?x=AAAA'), ('empty data', '?data='),
                ('no Base64', '?data=A*AA'), ('five bits over', '?data=AAAAA'),
                ('padding inside', '?data=AA%3D%3DAAAA'))),
        *({'name': name, 'uri': uri(data), 'reason': 'damaged'} for name, data in spoilt.items()),
        {'name': 'longer than 65,536 characters', 'uri': f'{start}?data=' + 'A' * LONGEST, 'reason': 'too_long'},
    ]


def batches() -> list[dict]:
    people = [Account(issuer='Example', account=f'person {place}', key=a.RFC20) for place in range(1, 7)]

    def part(index, id=-7, size=3):
        return uri(payload([parameters(account) for account in people[2 * index:2 * index + 2]], id, size, index))

    stranger = uri(payload([parameters(Account(issuer='Stranger', account='someone', key=a.RFC32))], 99, 3, 1))
    resized = uri(payload([parameters(Account(issuer='Stranger', account='someone', key=a.RFC32))], -7, 2, 1))

    def case(name, uris, missing=(), parts=(0, 1, 2), other=()):
        found = [account for index in parts for account in people[2 * index:2 * index + 2]]
        return {'name': name, 'uris': uris,
            'expect': {'missing': list(missing), 'items': items(found), 'other': list(other)}}

    return [
        case('in order', [part(0), part(1), part(2)]), case('in another order', [part(2), part(0), part(1)]),
        case('backwards', [part(2), part(1), part(0)]), case('one twice', [part(1), part(0), part(1), part(2)]),
        case('the second is missing', [part(0), part(2)], [2], (0, 2)),
        case('the first is missing', [part(2), part(1)], [1], (1, 2)), case('only the last', [part(2)], [1, 2], (2,)),
        case('one of one', [part(0, 5, 1)], [], (0,)),
        case('a part of another export', [part(0), stranger, part(1), part(2)], other=[1]),
        case('a part of another export in place of the one that is missing', [part(0), stranger, part(2)], [2], (0, 2),
            [1]),
        case('the same number and another size: another export', [part(0), part(1), resized, part(2)], other=[2]),
        case('the first says which export it is', [part(0, 5, 1), part(1)], [], (0,), [1]),
    ]


def write(book):
    source = (
        "Aegis app/src/main/proto/google_auth.proto and GoogleAuthInfo.java; scito/extract_otp_secrets (+ lost on the "
        "way, negative numbers); protobuf.dev/programming-guides/encoding; what is lenient is this project's decision")
    note = ('parts are numbered from 1 in missing, uris from 0 in other; the batch is that of the first address; '
        'id and size must both be equal')
    for name, cases in (('accepted', accepted()), ('refused', refused()), ('batches', batches())):
        book.keeps(f'../migration/{name}.json',
            {'source': source} | ({'note': note} if name == 'batches' else {}) | {'cases': cases})

    every = [account.but(note='', groups=(), favourite=False, written=None,
        warnings=tuple(warning for warning in account.warnings if warning == 'short_key')) for account in a.GOOD
        if account.digits in (6, 8) and account.period == 30]
    every += [a.GOOD[0].but(note='', groups=(), favourite=False, account='MD5', algorithm='MD5',
        refused='unknown_algorithm')]
    book.reads('one part', 'google_migration/one.txt',
        uri(payload([parameters(account) for account in every], id=-2115474809)), 'google_migration', items(every))
    pieces = [every[start:start + 5] for start in range(0, len(every), 5)]
    lines = [uri(payload([parameters(account) for account in piece], -5, len(pieces), index))
        for index, piece in enumerate(pieces)]
    book.reads('several parts, one a line', 'google_migration/parts.txt', '\n'.join(lines) + '\n', 'google_migration',
        items(every))
    book.reads('several parts in another order, one of them twice, a byte order mark and CRLF',
        'google_migration/parts-mixed.txt', '\ufeff' + '\r\n\r\n'.join([lines[-1], *lines]) + '\r\n',
        'google_migration', items(every))
    book.refuses('a part cut off', 'google_migration/truncated.txt', lines[0][:-60], 'damaged', 'google_migration')
