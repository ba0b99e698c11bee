"""codes.json: the codes that oathtool gives for some of the accounts. oathtool has 6 to 8 digits and no Steam."""
import subprocess

from made import accounts as a
from made.account import base32

# the second and the last are RFC 6238's; the last is past 2^34
TIMES = (59, 1_111_111_109, 1_700_000_000, 20_000_000_000)


def oathtool(*arguments: str) -> str:
    return subprocess.run(['oathtool', '--base32', *arguments], check=True, capture_output=True,
        text=True).stdout.strip()


def write(book):
    cases = []
    for account in a.GOOD:
        if account.digits not in (6, 7, 8): continue
        entry = account.item(note=False, groups=0, favourite=False)['entry']
        if account.kind == 'hotp':
            cases.append({'entry': entry,
                'code': oathtool('--hotp', '-c', str(account.counter), '-d', str(account.digits), base32(account.key))})
        for time in TIMES if account.kind == 'totp' else ():
            cases.append({'entry': entry, 'time': time,
                'code': oathtool(f'--totp={account.algorithm}', '-d', str(account.digits), '-s', f'{account.period}s',
                    '--now', f'@{time}', base32(account.key))})
    book.keeps('codes.json',
        {'source': 'oathtool (OATH Toolkit); entries of the files beside; time in seconds since 1970', 'cases': cases})
