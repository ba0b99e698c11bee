"""Lines of otpauth: addresses, and files that are no export at all."""
import zlib

from made import accounts as a
from made.account import Account, items
from made.otpauth import address
from made.seal import PASSWORD, fixed

# 1 by 1 pixel, written by hand after the PNG specification.
def png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, 'big') + name + data + zlib.crc32(name + data).to_bytes(4, 'big')
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', bytes.fromhex('00000001000000010800000000')) + chunk(b'IDAT',
        b'\x78\x01\x63\x00\x00\x00\x01\x00\x01'[:2] + b'\x63\x60\x00\x00' + b'\x00\x02\x00\x01') + chunk(b'IEND', b'')


def write(book):
    good = [account.but(note='', groups=(), favourite=False)
        for account in a.GOOD + (a.COUNTER_MISSING, a.NO_ISSUER, a.STEAM)]
    bad = [a.BAD_SECRET, a.EMPTY_SECRET, a.BAD_ALGORITHM, a.DIGITS_0, a.DIGITS_11, a.PERIOD_0, a.PERIOD_LONG,
        a.COUNTER_NEGATIVE, a.LONG_SECRET,
        a.GOOD[0].but(issuer='Bad', account='another kind', kind='yaotp', refused='unknown_kind')]
    lines = ['# Keys of the house', '', *(address(account) for account in good), '   ',
        *(address(account) for account in bad), 'this line is nothing', 'https://example.com/',
        'otpauth://totp/?secret=JBSWY3DPEHPK3PXP', 'otpauth://totp/Bad:no%20key?issuer=Bad',
        '  steam://JBSWY3DPEHPK3PXP  ']
    count = len(good) + len(bad)
    expected = items(good + bad) + [{'name': f'entry {count + 1}', 'refused': 'not_otp_auth'},
        {'name': f'entry {count + 2}', 'refused': 'not_otp_auth'}, {'name': f'entry {count + 3}', 'refused': 'no_name'},
        {'name': 'Bad: no key', 'refused': 'secret_missing'},
        Account(kind='steam', issuer='Steam', key=a.HELLO).item()]
    text = '\n'.join(lines) + '\n'
    book.reads('lines, with remarks, blank lines and bad lines', 'uri_list/plain.txt', text, 'uri_list', expected)
    book.reads('a byte order mark and CRLF', 'uri_list/bom-crlf.txt', '\ufeff' + text.replace('\n', '\r\n'), 'uri_list',
        expected)
    book.reads('UTF-16, as Windows calls "Unicode"', 'uri_list/utf-16-le.txt',
        b'\xff\xfe' + text.replace('\n', '\r\n').encode('utf-16-le'), 'uri_list', expected)
    book.reads('one line without an end', 'uri_list/one.txt', address(good[0]), 'uri_list', items(good[:1]))
    book.reads('one bad line', 'uri_list/one-bad.txt', address(a.BAD_ALGORITHM), 'uri_list', items([a.BAD_ALGORITHM]))

    for name, file, content in (
        ('nothing', 'empty.txt', ''), ('white space', 'white.txt', ' \r\n\t\n'),
        ('a page', 'page.html',
            '<!doctype html>\n<html><head><title>Sign in</title></head>'
            '<body><p>otpauth is a scheme.</p></body></html>\n'),
        ('prose', 'prose.txt', 'Dear diary,\ntoday I set up two-step verification.\n'),
        ('JSON of something else', 'object.json', '{"hello": "world"}'), ('a number', 'number.json', '42'),
        ('a table of something else', 'table.csv', 'name,password\na,b\n'),
        ('a picture', 'picture.png', png()), ('an archive', 'archive.zip', b'PK\x03\x04' + fixed('none zip', 96)),
        ('prose in UTF-16', 'prose-utf-16.txt',
            b'\xff\xfe' + 'Dear diary,\ntoday I set up two-step verification.\n'.encode('utf-16-le')),
        ('a few bytes that say nothing', 'random-20.bin', b'\xff' + fixed('none few', 19))):
        book.refuses(name, f'none/{file}', content, 'not_recognised',
            password=PASSWORD if file.endswith('.bin') else None)
