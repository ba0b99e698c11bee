"""The accounts that every format is written from.

The keys come from RFC 4226 appendix D, RFC 6238 appendix B and Key-Uri-Format.
"""
from made.account import Account, unbase32

HELLO = unbase32('JBSWY3DPEHPK3PXP')
RFC20 = b'12345678901234567890'
RFC32 = b'12345678901234567890123456789012'
RFC64 = b'1234567890123456789012345678901234567890123456789012345678901234'

GOOD = (
    Account(issuer='Example', account='alice@example.com', key=HELLO,
        note='First line\nand a second, with "quotes" and a \\', groups=('Personal',), favourite=True),
    Account(issuer='RFC 6238', account='sha256', key=RFC32, algorithm='SHA256', digits=8, groups=('Work',)),
    Account(issuer='RFC 6238', account='sha512', key=RFC64, algorithm='SHA512', digits=8, period=60, groups=('Work',)),
    Account(kind='hotp', issuer='RFC 4226', account='counter', key=RFC20, counter=5),
    Account(kind='hotp', issuer='RFC 4226', account='past 32 bits', key=RFC20, counter=4294967297, digits=8),
    Account(issuer='Банк', account='🔑 ключ', key=RFC20, groups=('Личное & Co',)),
    Account(issuer='Cafe\u0301', account='the file has it decomposed', key=RFC20),
    Account(issuer='Air Canada', account='bob+tag@example.com', key=RFC20, period=60),
    # The same names with another key, then an identical account: readers read both, and the import reports
    # "already there".
    Account(issuer='Example', account='alice@example.com', key=RFC20),
    Account(issuer='Example', account='alice@example.com', key=HELLO),
    Account(issuer='Short', account='40 bits', key=b'fooba', warnings=('short_key',)),
    Account(issuer='Incomplete', account='one character too many', key=HELLO, written='JBSWY3DPEHPK3PXPA',
        warnings=('incomplete_key',)),
    Account(issuer='Spaced', account='as printed', key=HELLO, written='jbsw y3dp-ehpk 3pxp'),
    Account(issuer='Padded', account='with =', key=RFC20 + b'1', written='GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGE======'),
    Account(issuer='Digits', account='7', key=RFC20, digits=7),
    Account(issuer='Digits', account='10', key=RFC20, digits=10, warnings=('unusual_digits',)),
    Account(issuer='Digits', account='5, short', key=b'fooba', digits=5, warnings=('short_key', 'unusual_digits')),
    Account(issuer='No account', account='', key=RFC20),
)

COUNTER_MISSING = Account(kind='hotp', issuer='RFC 4226', account='no counter', key=RFC20, counter=None,
    warnings=('counter_missing',))
NO_ISSUER = Account(issuer='', account='no issuer', key=RFC20)
STEAM = Account(kind='steam', issuer='Steam', account='gaben', key=RFC20, digits=5)

BAD_SECRET = Account(issuer='Bad', account='zero in the key', written='JBSWY3DPEHPK3PX0', refused='secret_unreadable')
EMPTY_SECRET = Account(issuer='Bad', account='empty key', written='', refused='secret_empty')
LONG_SECRET = Account(issuer='Bad', account='key of 1,025 bytes', key=b'x' * 1025, refused='secret_too_long')
BAD_ALGORITHM = Account(issuer='Bad', account='SHA224', key=RFC20, algorithm='SHA224', refused='unknown_algorithm')
DIGITS_0 = Account(issuer='Bad', account='0 digits', key=RFC20, digits=0, refused='bad_digits')
DIGITS_11 = Account(issuer='Bad', account='11 digits', key=RFC20, digits=11, refused='bad_digits')
PERIOD_0 = Account(issuer='Bad', account='period of 0 s', key=RFC20, period=0, refused='bad_period')
PERIOD_LONG = Account(issuer='Bad', account='period over a day', key=RFC20, period=86401, refused='bad_period')
COUNTER_NEGATIVE = Account(kind='hotp', issuer='Bad', account='negative counter', key=RFC20, counter=-1,
    refused='bad_counter')
NO_NAME = Account(key=RFC20, refused='no_name')
# Wrong in every way: the first failing check decides.
ORDER = Account(issuer='Bad', account='all of it', written='0', algorithm='MD2', digits=0, period=0,
    refused='unknown_algorithm')

BAD = (BAD_SECRET, EMPTY_SECRET, BAD_ALGORITHM, DIGITS_0, DIGITS_11, PERIOD_0, PERIOD_LONG, COUNTER_NEGATIVE, NO_NAME,
    ORDER)
